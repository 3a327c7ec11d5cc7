"""Figures that are a slip of another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.checks.consistency.fact.slips import is_slip
from service.checks.consistency.table.interval import around
from service.reports.model import Number
from service.reports.prose.figures import figures
from tests.unit.checks.given.told import checked


@pytest.mark.parametrize(
    ("text", "true", "slipped"),
    [
        ("$7,250 million", "725000000", True),
        ("$72.5 million", "725000000", True),
        ("$752 million", "725000000", True),
        ("$257 million", "725000000", False),
        ("$725 million", "725000000", False),
        ("$700 million", "725000000", False),
        ("$70 million", "7000000", False),
        ("37.0%", "3.7", True),
        ("$725 million", "725000000000000000000000000000", False),
    ],
)
def test_a_moved_point_and_two_swapped_digits_are_slips(text: str, true: str, slipped: bool) -> None:
    value = Decimal(true)

    assert is_slip(figures(text)[0], around(value, value / 1000), Number(value, true, scale=6)) is slipped


TAXES = """
| (in millions) | 2024 | 2023 |
| --- | --- | --- |
| Net operating losses | $1,310 | $1,100 |
| Valuation allowance | (725) | (405) |
"""


def test_a_slip_of_what_the_sentence_names_is_found_where_a_smaller_part_of_it_is_not() -> None:
    said = "At December 31, 2024, we continue to maintain a valuation allowance of $725 million for state credits."

    assert checked(said, table=TAXES).findings == ()
    assert checked(said.replace("725", "120"), table=TAXES).findings == ()
    (finding,) = checked(said.replace("725", "7,250"), table=TAXES).findings
    assert finding.expected == "725"
    assert finding.locations[1].row_label == "Valuation allowance"


def test_a_percentage_with_its_point_moved_is_found_though_nothing_else_ties_it() -> None:
    said = "Our Dutch net operating losses rose by 19.1% in the year."

    assert checked(said, table=TAXES).findings == ()
    (finding,) = checked(said.replace("19.1", "191.0"), table=TAXES).findings
    assert finding.expected == "19.1"
