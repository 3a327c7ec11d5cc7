"""A total that a sentence names, against the table that it announces."""

from __future__ import annotations

import pytest

from service.checks.consistency.check import check
from service.checks.outcome import Outcome
from service.reports.reading import read
from tests.unit.checks.given.told import ignore

PRICE = """# Purchase of Ostra Mills

The price paid for Ostra Mills was approximately {said}, {how} (in millions):

| | Fair value |
|---|---|
| Cash | 1,650 |
| Shares | 493 |
| {total} | 2,143 |
"""


def audited(said: str, how: str = "which consisted of the following", total: str = "Total") -> Outcome:
    text = PRICE.format(said=said, how=how, total=total)
    return check(read("report.md", text.encode()), ignore)


@pytest.mark.parametrize("total", ["Total", "", "Total price paid"])
def test_the_total_of_the_table_is_ticked(total: str) -> None:
    outcome = audited("$2.1 billion", total=total)

    assert outcome.findings == ()
    assert "$2.1 billion = 2,143" in outcome.ticks[0].relation


@pytest.mark.parametrize("said", ["$21.0 billion", "$2.4 billion"])
def test_another_figure_than_the_total_is_found(said: str) -> None:
    (finding,) = audited(said).findings

    assert finding.check == "text_to_table"
    assert finding.locations[1].quote == "2,143"


@pytest.mark.parametrize(
    ("how", "total"), [("of which the following was paid in the year", "Total"), ("made up of the following", "Bonds")]
)
def test_a_table_that_may_not_give_all_of_it_is_left_alone(how: str, total: str) -> None:
    assert audited("$21.0 billion", how, total).findings == ()
