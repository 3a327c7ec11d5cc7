"""What a figure should be is said with the decimals that it is printed with, also where a sum takes halves of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.checks.numeric.relations.equation import Sum
from service.checks.numeric.table.sheet import sheet_of
from service.reports.reading import read

HALF = Decimal("0.5")


def average(earlier: str) -> Sum:
    table = f"| | 2031 | 2030 | Average |\n|---|---|---|---|\n| Inventories | 1,270 | {earlier} | 1,220 |\n"
    (line,) = sheet_of(read("report.md", f"# Notes\n\n{table}".encode()).tables[0]).lines
    later, before, mean = line.figures
    assert later is not None
    assert before is not None
    assert mean is not None
    return Sum("average", (mean, later, before), 6.0, (HALF, HALF))


@pytest.mark.parametrize(("earlier", "expected"), [("1,134", "1202"), ("1,135", "1202.5"), ("1,134.0", "1202")])
def test_no_digits_are_added_that_say_nothing_and_none_is_lost(earlier: str, expected: str) -> None:
    equation = average(earlier)

    assert str(equation.solved_for(equation.figures[0].place, {})) == expected
