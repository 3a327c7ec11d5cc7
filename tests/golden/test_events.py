"""Golden texts: every type of event in every version ever written, as it stands in logs that are kept for years.

Never change a golden text: logs hold such texts, and they must be read for ever. A new field makes a new version of
its event: raise ``schema_version``, give the version before it an upcaster, and add a golden text.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from service.events import CLASSES, AnyEvent, parse
from service.upcasters import UPCASTERS, upcast
from tests.golden.given.told import EVENTS, OLDER, stored_text

FOLDER = Path(__file__).parent / "events"
PROTOCOL = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
ENVELOPE = {"seq", "audit_id", "type", "schema_version", "timestamp", "prev"}
TODAY: dict[str, AnyEvent] = {event.type: event for event in EVENTS}
VERSIONS = [(kind, version) for kind in CLASSES for version in range(1, CLASSES[kind].schema_version + 1)]
OLD = [(kind, version) for kind, version in VERSIONS if version < CLASSES[kind].schema_version]


def golden(kind: str, version: int) -> str:
    return (FOLDER / f"{kind}.v{version}.json").read_bytes().decode()


def paths(said: Any, above: str = "") -> set[str]:
    """The names of all fields, those of objects within objects behind a dot; counts by name have no fixed names."""
    if isinstance(said, list):
        return {path for each in said for path in paths(each, above)}
    if not isinstance(said, dict) or above.endswith((".by_severity", ".by_agent")):
        return set()
    return {f"{above}.{key}" for key in said} | {
        path for key, value in said.items() for path in paths(value, f"{above}.{key}")
    }


def test_every_type_has_a_golden_text_of_every_version_and_there_are_no_others() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{kind}.v{version}.json" for kind, version in VERSIONS}
    assert set(TODAY) == set(CLASSES)
    assert set(OLDER) == set(OLD)


def test_every_version_but_the_latest_has_an_upcaster_and_there_are_no_others() -> None:
    assert set(UPCASTERS) == set(OLD)


@pytest.mark.parametrize(("kind", "version"), VERSIONS)
def test_a_golden_text_is_read_as_what_it_says_today(kind: str, version: int) -> None:
    assert parse(golden(kind, version)) == OLDER.get((kind, version), TODAY[kind])


@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_stored_today_is_the_golden_text_byte_for_byte(kind: str) -> None:
    stored = stored_text(TODAY[kind])

    assert stored == golden(kind, CLASSES[kind].schema_version), (
        "what is stored of this event has changed: a new field needs a new version, an upcaster and a golden text"
    )


@pytest.mark.parametrize(("kind", "version"), OLD)
def test_a_version_keeps_every_field_of_the_one_before_it(kind: str, version: int) -> None:
    before, after = (json.loads(golden(kind, each)) for each in (version, version + 1))

    assert paths(before) < paths(after)


@pytest.mark.parametrize(("kind", "version"), OLD)
def test_an_upcaster_fills_in_what_is_missing_and_changes_nothing_that_was_said(kind: str, version: int) -> None:
    before, newest = json.loads(golden(kind, version)), json.loads(golden(kind, CLASSES[kind].schema_version))

    today = upcast(before)

    assert {key: today[key] for key in before} == before | {"schema_version": CLASSES[kind].schema_version}
    assert set(today) == set(newest)


@pytest.mark.parametrize("kind", CLASSES)
def test_the_protocol_names_every_field_and_no_other(kind: str) -> None:
    said = json.loads(golden(kind, CLASSES[kind].schema_version))
    (row,) = re.findall(rf"^\| `{kind}` \| (.*) \|$", PROTOCOL, re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", row))

    fields = set(said) - ENVELOPE
    assert fields <= named
    assert named <= fields | {path.rpartition(".")[2] for path in paths(said)}
