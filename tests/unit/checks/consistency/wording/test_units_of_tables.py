"""Currencies and scales of tables, against the same figures in other tables."""

from __future__ import annotations

import pytest

from service.checks.consistency.table.rows import rows_of
from service.checks.consistency.text.wording import wordings
from service.checks.consistency.units.judge import judge_units
from service.findings import Finding
from service.reports.reading import read


def found(*blocks: str) -> tuple[Finding, ...]:
    report = read("report.md", "\n\n".join(blocks).encode())
    return judge_units(report, rows_of(report), tuple(wordings(report))).findings


def table(*lines: str, head: str = "") -> str:
    return "\n".join((f"| {head} | 2031 | 2030 |", "|---|---|---|", *(f"| {line} |" for line in lines)))


LAND, CASH = table("Land | $13,720 | $16,526"), table("Cash | $9,650 | $5,727")


def test_a_currency_that_stands_nowhere_else_is_found_in_the_cells_that_print_it() -> None:
    [finding] = found(LAND, "Below:", CASH, "Again:", table("Land | €13,720 | €16,526", "Plant | 20 | 30"))
    assert finding.check == "currency_head"
    cells = [(place.table, place.row, place.column, place.quote) for place in finding.locations]
    assert cells == [(2, 1, 1, "€13,720"), (2, 1, 2, "€16,526"), (0, 1, 1, "$13,720")]


@pytest.mark.parametrize(
    "blocks",
    [
        (table("Land | €137 | €165"),),
        (table("Quays | €13,720 | €16,526"),),
        (table("Land | €13,720 | €16,526"), "The land in Spain cost €13,720."),
        (table("Land | €13,720 | €16,526"), "Again:", table("Land | €13,720 | €16,526")),
        (table("Land | €13,720 | $16,526"),),
    ],
    ids=["few digits", "another caption", "said in a sentence", "in two tables", "two currencies in one table"],
)
def test_a_currency_that_may_be_meant_is_no_finding(blocks: tuple[str, ...]) -> None:
    assert not found(LAND, "Below:", CASH, "Again:", *blocks)


FIVE = ("Land | 13,720 | 16,526", "Cash | 9,650 | 5,727", "Rents | 6,103 | 5,632")


def test_a_currency_that_is_said_in_words_is_held_against_the_others_that_are() -> None:
    euros, dollars = (table(*FIVE, head=f"in thousands of {currency}") for currency in ("euros", "US dollars"))
    [finding] = found(euros, "And:", dollars, "And:", table("Debt | 965 | 572", head="in thousands of euros"))
    first = finding.locations[0]
    assert (finding.check, first.table, first.quote) == ("currency_head", 1, "in thousands of US dollars")
    assert not found(euros, "And:", euros, "And:", table("Debt | 965 | 572", head="in thousands of US dollars"))


def test_the_line_above_a_table_says_its_currency_too() -> None:
    said = ("*In thousands of euros*", table(*FIVE), "*In thousands of pounds sterling*", table(*FIVE))
    [finding] = found(*said, "*In thousands of euros*", table("Debt | 965 | 572"))
    assert finding.locations[0].quote == "In thousands of pounds sterling"


def test_a_scale_that_no_other_table_has_for_these_digits_is_found_where_it_is_said() -> None:
    millions = table("Rents | 6,103 | 5,632", head="(in millions)")
    [finding] = found(millions, "And:", millions, "Rents (in thousands of dollars):", table("Rents | 6,103 | 5,632"))
    assert (finding.check, finding.locations[0].paragraph) == ("scale_head", 1)
    assert "in thousands" in (finding.locations[0].quote or "")


def test_of_two_scales_the_less_usual_one_is_wrong_and_only_once() -> None:
    thousands, millions = (table("Rents | 6,103 | 5,632", head=f"(in {scale})") for scale in ("thousands", "millions"))
    [finding] = found(millions, "And:", thousands, "And:", table("Cash | 965 | 572", head="(in thousands)"))
    assert (finding.locations[0].table, finding.locations[0].quote) == (0, "(in millions)")


@pytest.mark.parametrize(
    "last",
    [
        table("Rents | 6,103,000 | 5,632,000", head="(in thousands)"),
        table("Rents | 610 | 563", head="(in thousands)"),
        table("Rents | 6,103 | 5,632"),
        table("Rents | 6,103 | 5,632", head="(shares in thousands)"),
    ],
    ids=["the same amount", "few digits", "no scale of its own", "a scale of shares"],
)
def test_a_scale_that_fits_or_is_not_said_is_no_finding(last: str) -> None:
    assert not found(table("Rents | 6,103 | 5,632", head="(in millions)"), "And:", last)
