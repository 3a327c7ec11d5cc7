"""Answers in which anything can stand anywhere: they say something, or are refused, and nothing else happens."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from service.checks.external.companies_house import CompaniesHouse
from service.checks.external.gleif import Gleif
from service.checks.external.reporting_entity import reporting_entity
from service.checks.external.source import ExternalSource
from tests.unit.external.given.told import COMPANIES_HOUSE, GLEIF, answer, report, said

JUNK = (None, 0, -1, 10**40, 1.5, True, "", "x" * 5000, "\x1b[31m\u202e\ud800", [], {}, [1], {"a": 1}, "9999-99-99")
ROUNDS = 300
ASKED: tuple[tuple[ExternalSource, str, str], ...] = (
    (Gleif(), "gleif-ferrow.json", GLEIF),
    (CompaniesHouse(), "companies-house-ferrow.json", COMPANIES_HOUSE),
)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*at, key)
        yield from places(one, (*at, key))


def spoilt(value: Any, chance: random.Random) -> Any:
    """The value with up to four things in it replaced by others."""
    spoiled = copy.deepcopy(value)
    for _ in range(chance.randint(1, 4)):
        if ways := list(places(spoiled)):
            *above, last = chance.choice(ways)
            holder = spoiled
            for key in above:
                holder = holder[key]
            holder[last] = copy.deepcopy(chance.choice(JUNK))
    return spoiled


@pytest.mark.parametrize(("source", "name", "path"), ASKED, ids=lambda value: getattr(value, "id", None))
def test_whatever_stands_in_an_answer_it_is_compared_or_refused(source: ExternalSource, name: str, path: str) -> None:
    chance, read = random.Random(name), report()
    entity, recorded = reporting_entity(read), said(name)
    compared = 0
    for _ in range(ROUNDS):
        body = json.dumps(spoilt(recorded, chance)).encode()
        try:
            findings = source.compare(read, entity, (answer(source.id, path, body),)).findings
        except ValueError:
            continue
        compared += 1
        for finding in findings:
            assert finding.description.isprintable()
            assert json.loads(finding.model_dump_json())["description"] == finding.description
    assert 0 < compared < ROUNDS
