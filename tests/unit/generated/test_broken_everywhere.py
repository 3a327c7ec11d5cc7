"""What voting cannot see: a rule that is broken in every column, and statements of one period only.

Shares over fixed seeds, not every case: where no column is left and a figure lost its sign, nothing may tell it.
"""

from __future__ import annotations

import pytest

from tests.unit.generated.given.books import books_of
from tests.unit.generated.given.everywhere import broken_everywhere
from tests.unit.generated.given.printing import style_of
from tests.unit.generated.test_generated_reports import findings, place_in_file, place_of

SEEDS = range(24)
FOUND = {1: 0.8, 2: 0.85, 3: 0.85}
"""By the years that a statement prints: the share of the wrong figures that must be among the evidence of a finding."""
FILE = "report.md"


@pytest.mark.parametrize("years", FOUND)
def test_most_of_a_rule_that_is_broken_in_every_column_is_found(years: int) -> None:
    told: list[bool] = []
    for seed in SEEDS:
        broken = broken_everywhere(books_of(seed, years), seed)
        if broken is not None:
            found = findings(broken.books, style_of(seed), FILE)
            accused = {place_of(location) for finding in found for location in finding.locations}
            told.extend(place_in_file(broken.books, place, FILE) in accused for place in broken.places)

    assert len(told) > len(SEEDS) * years // 2
    assert sum(told) >= FOUND[years] * len(told)


def test_statements_of_one_period_in_which_everything_articulates_have_no_finding() -> None:
    assert {seed: found for seed in SEEDS if (found := findings(books_of(seed, 1), style_of(seed), FILE))} == {}
