"""Statements and the notes that explain them are read together: every pair of tables that tie meets in some pass."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import service.samples
from service.agents.judging.blocks import units_of
from service.agents.judging.judge import PASSES
from service.agents.judging.parts import parts_of, shuffled
from service.agents.judging.statements import statements_of
from service.checks.claims.places import TextsByPlace
from service.checks.numeric.check import check
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.checks.claims.given.ferries import ferries

ROW = re.compile(r"^\[T(\d+) R\d+\] ", re.MULTILINE)
STATEMENTS = {3, 4, 5, 6, 7}


@cache
def sample() -> Report:
    [path] = Path(next(iter(service.samples.__path__))).glob("*.docx")
    return read(path.name, path.read_bytes())


def tied() -> set[tuple[int, int]]:
    """Pairs of a statement and another table that the computed checks hold against each other."""
    found: set[tuple[int, int]] = set()
    outcome = check(sample(), lambda _: None)
    for said in (*outcome.ticks, *outcome.findings):
        tables = sorted({place.table for place in said.locations if place.table is not None})
        found.update(pair for pair in combinations(tables, 2) if STATEMENTS & set(pair))
    return found


def passes() -> list[list[set[int]]]:
    """The tables of each part, in each pass."""
    places = TextsByPlace(sample())
    units, beside = units_of(sample(), places), statements_of(sample(), places)
    return [
        [set(map(int, ROW.findall(part))) for part in parts_of(shuffled(units, "an-audit", number), beside=beside)]
        for number in range(1, PASSES + 1)
    ]


def test_the_statements_of_the_sample_are_known() -> None:
    heads = [unit.blocks[0].heads[0] for unit in statements_of(sample(), TextsByPlace(sample()))]

    assert {int(head.partition("]")[0].removeprefix("[T")) for head in heads} == STATEMENTS


def test_each_statement_meets_each_table_that_it_ties_with() -> None:
    pairs = tied()
    assert len(pairs) > 20
    assert len({table for pair in pairs for table in pair} - STATEMENTS) > 10, "notes, not only each other"

    for one in passes():
        met = {pair for part in one for pair in combinations(sorted(part), 2)}
        assert pairs <= met, "in each pass"


def test_the_sample_is_cut_into_even_parts() -> None:
    places = TextsByPlace(sample())
    lengths = [len(part) for part in parts_of(units_of(sample(), places), beside=statements_of(sample(), places))]

    assert len(lengths) == 2
    assert max(lengths) < 1.1 * min(lengths)


def test_a_report_without_statements_has_none() -> None:
    text = b"# Staff\n\n| Site | 2031 |\n|---|---|\n| Brennholt | 1,204 |\n"
    report = read("staff.md", text)

    assert statements_of(report, TextsByPlace(report)) == ()
    assert [unit.blocks[0].heads[0] for unit in statements_of(ferries(), TextsByPlace(ferries()))] == [
        "[T0] Results {in thousands GBP}"
    ]
