"""The types that the page has of what the server sends name no field that it never sends, and demand none that it may
leave out.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest
from pydantic import BaseModel

from service import events
from service.findings import Finding, Location, NamedTest
from service.projections.figures.states import Relation
from service.reports.model import Cell, Paragraph, Report, Section, Table
from service.ticks import Tick, TickedTable, TickList, Untested
from tests.unit.web.given.modules import WEB

GOLDEN = Path(__file__).parents[2] / "golden" / "events"
ENVELOPE = {"seq", "audit_id", "schema_version", "timestamp", "prev", "type"}
MODELS: dict[str, type[BaseModel]] = {
    "Finding": Finding,
    "Location": Location,
    "NamedTest": NamedTest,
    "Checks": events.Checks,
    "File": events.Document,
    "Producer": events.Producer,
    "Usage": events.Usage,
    "Judgement": events.Judgement,
}
ANSWERED = {"Finding": {"same_place", "added"}}
"""What is only known of all agents together, or of the review, and said where they are asked for."""
WITHOUT_DEFAULTS = {kind.__name__: kind for kind in (Report, Section, Paragraph, Table, Cell)}
"""What the server leaves out where it is as usual."""
WITHOUT_NULLS = {kind.__name__: kind for kind in (Relation, Tick, Untested, TickedTable, TickList)}


def interfaces() -> dict[str, dict[str, bool]]:
    """The fields of each interface in the files of types, and whether each is demanded."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(WEB.glob("wire*.d.ts")))
    found = re.findall(r"^  interface (\w+)(?: extends Envelope)? \{\n(.*?)^  \}", text, re.MULTILINE | re.DOTALL)
    return {name: {f: not q for f, q in re.findall(r"^    (\w+)(\??):", body, re.MULTILINE)} for name, body in found}


INTERFACES = interfaces()


def demanded(name: str) -> set[str]:
    return {field for field, needed in INTERFACES[name].items() if needed}


def interface_of(event_type: str) -> str:
    return "".join(word.capitalize() for word in event_type.split("_"))


@pytest.mark.parametrize("path", sorted(GOLDEN.iterdir()), ids=lambda path: path.stem)
def test_a_stored_event_of_every_version_has_what_its_type_demands(path: Path) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))
    name = interface_of(stored["type"])

    assert demanded(name) <= stored.keys()
    assert INTERFACES[name].keys() <= events.CLASSES[stored["type"]].model_fields.keys()


def test_what_every_event_has_is_written_down_once() -> None:
    assert INTERFACES["Envelope"].keys() | {"type"} == ENVELOPE


@pytest.mark.parametrize("name", MODELS)
def test_what_an_event_holds_has_the_fields_of_its_type(name: str) -> None:
    assert INTERFACES[name].keys() - ANSWERED.get(name, set()) <= MODELS[name].model_fields.keys()


@pytest.mark.parametrize("name", WITHOUT_DEFAULTS)
def test_a_part_of_a_report_is_demanded_only_what_is_never_left_out(name: str) -> None:
    always = {
        field.name
        for field in fields(WITHOUT_DEFAULTS[name])
        if field.default is MISSING and field.default_factory is MISSING
    }

    assert INTERFACES[name].keys() <= {field.name for field in fields(WITHOUT_DEFAULTS[name])}
    assert demanded(name) <= always


@pytest.mark.parametrize("name", WITHOUT_NULLS)
def test_what_comes_without_nulls_is_demanded_only_what_is_never_null(name: str) -> None:
    never_null = {field.name for field in fields(WITHOUT_NULLS[name]) if "None" not in str(field.type)}

    assert INTERFACES[name].keys() <= {field.name for field in fields(WITHOUT_NULLS[name])}
    assert demanded(name) <= never_null
