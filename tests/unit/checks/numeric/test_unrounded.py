"""A sum that is off by one unit is rounding, unless every other sum of its table and of the report is exact."""

from __future__ import annotations

from random import Random

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import outcome, place, printed, table

HEADS = ("", "North", "South", "East", "West", "Total")
LINES = ("Water", "Process", "Service", "Spares", "Rental", "Licences", "Training", "Freight", "Repairs", "Leases")


def _tables(count: int, off: int = 0) -> list[Table]:
    """Tables that add up in both directions; in the first one so many of the totals of its columns are one too high."""
    return [_table(index, off if index == 0 else 0) for index in range(count)]


def _table(index: int, off: int) -> Table:
    dice = Random(index)
    rows = [[dice.randrange(1_000, 90_000) for _ in HEADS[1:-1]] for _ in LINES]
    lines = [[*row, sum(row)] for row in rows]
    totals = [sum(column) + (at < off) for at, column in enumerate(zip(*lines, strict=True))]
    named = zip((*LINES, "Total"), (*lines, totals), strict=True)
    return table(HEADS, *((name, *map(printed, line)) for name, line in named), index=index, title=f"Part {index + 1}")


def _found(tables: list[Table]) -> list[tuple[str, tuple[int | None, int | None, int | None]]]:
    return [(finding.severity, place(finding)) for finding in outcome(*tables).findings]


def test_one_total_that_is_off_by_one_among_exact_ones_is_a_finding_of_low_severity() -> None:
    assert _found(_tables(14)) == []
    assert _found(_tables(14, off=1)) == [("low", (0, 11, 1))]


@pytest.mark.parametrize(("count", "off"), [(2, 1), (14, 2)])
def test_in_a_short_report_or_where_several_columns_are_off_it_is_rounding(count: int, off: int) -> None:
    assert {severity for severity, _ in _found(_tables(count, off))} == {"info"}
