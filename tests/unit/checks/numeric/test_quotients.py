"""Margins, growth, effective tax rates and earnings per share: lines that divide one other line by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, table

YEARS = ("", "2025", "2024", "2023")
LINES = (
    ("Revenue", "15,864", "14,216", "12,842"),
    ("Cost of sales", "(9,127)", "(8,402)", "(7,713)"),
    ("Gross profit", "6,737", "5,814", "5,129"),
    ("Gross margin", "42.5%", "40.9%", "39.9%"),
    ("Operating expenses", "(3,219)", "(2,945)", "(2,718)"),
    ("Profit before tax", "3,518", "2,869", "2,411"),
    ("Income tax", "(809)", "(689)", "(555)"),
    ("Effective tax rate", "23.0%", "24.0%", "23.0%"),
    ("Revenue growth", "11.6%", "10.7%", "8.1%"),
)


def _income(row: int = 0, text: str = "") -> Table:
    """The statement with the figure of 2025 in one row printed as ``text``."""
    rows = [(name, text if number == row else now, *then) for number, (name, now, *then) in enumerate(LINES, start=1)]
    return table(YEARS, *rows, title="Income statement")


def test_margins_growth_and_tax_rates_of_a_right_statement_are_ticks() -> None:
    result = outcome(_income())
    assert result.findings == ()
    assert sum(tick.check == "share" for tick in result.ticks) == 6
    assert sum(tick.check == "percent_change" for tick in result.ticks) == 2


@pytest.mark.parametrize(
    ("row", "text", "expected", "check"),
    [
        (4, "45.2%", "42.5", "share"),
        (8, "32.0%", "23.0", "share"),
        (9, "16.1%", "11.6", "percent_change"),
        (9, "(11.6)%", "11.6", "percent_change"),
    ],
)
def test_a_rate_that_its_lines_do_not_give_is_reported(row: int, text: str, expected: str, check: str) -> None:
    (found,) = findings(_income(row, text))
    assert (place(found), found.expected, found.check) == ((0, row, 1), expected, check)


def test_a_rate_that_almost_follows_may_be_of_other_amounts_and_is_left_alone() -> None:
    assert findings(_income(4, "42.9%")) == ()


def test_a_rate_of_nothing_in_the_table_stays_silent() -> None:
    unrelated = (("Revenue", "15,864", "14,216", "12,842"), ("Employee turnover", "7.3%", "6.9%", "8.8%"))
    result = outcome(table(YEARS, *unrelated))
    assert result.findings == ()
    assert not [tick for tick in result.ticks if tick.check == "share"]


def _per_share(drawn: Table, rows: Sequence[int]) -> Table:
    """The table with the figures of these rows read as amounts per share, as the readers do."""
    cells = tuple(
        replace(cell, number=replace(cell.number, per_share=True)) if cell.row in rows and cell.number else cell
        for cell in drawn.cells
    )
    return replace(drawn, cells=cells)


def _earnings(basic: str = "2.58", diluted: tuple[str, str, str] = ("2.54", "2.00", "1.69")) -> Table:
    drawn = table(
        YEARS,
        ("Profit attributable to owners", "2,464", "1,955", "1,663"),
        ("Weighted average number of shares, basic", "955", "963", "972"),
        ("Weighted average number of shares, diluted", "970", "977", "985"),
        ("Basic earnings per share", basic, "2.03", "1.71"),
        ("Diluted earnings per share", *diluted),
    )
    return _per_share(drawn, (4, 5))


def test_earnings_per_share_are_profit_over_shares() -> None:
    result = outcome(_earnings())
    assert result.findings == ()
    assert sum(tick.check == "per_share" for tick in result.ticks) == 6
    (found,) = findings(_earnings("2.85"))
    assert (place(found), found.expected, found.check) == ((0, 4, 1), "2.58", "per_share")


def test_diluted_earnings_adjusted_for_what_is_converted_stay_silent() -> None:
    assert findings(_earnings(diluted=("2.51", "1.98", "1.66"))) == ()
    assert findings(_earnings(diluted=("2.54", "2.00", "1.66"))) == ()


def test_a_loss_for_each_share_is_negative() -> None:
    drawn = table(
        ("", "2025", "2024"),
        ("Loss for the year", "(48,211)", "(39,807)"),
        ("Weighted average number of ordinary shares", "61,530", "58,944"),
        ("Basic and diluted loss per share", "0.78", "(0.68)"),
        scale=3,
    )
    (found,) = findings(_per_share(drawn, (3,)))
    assert (place(found), found.expected) == ((0, 3, 1), "-0.78")


def _in_millions(basic: str = "2.36") -> Table:
    drawn = table(
        ("", "2025", "2024"),
        ("Profit attributable to owners", "590.5", "513.4"),
        ("Weighted average number of shares", "250,123,456", "248,020,111"),
        ("Basic earnings per share", basic, "2.07"),
    )
    return _per_share(drawn, (3,))


def test_a_division_of_millions_by_single_shares_is_true_as_it_is_written() -> None:
    relations = [tick.relation for tick in outcome(_in_millions()).ticks if tick.check == "per_share"]
    assert "590.5 × 1,000,000 ÷ 250,123,456 = 2.36" in relations
    (found,) = findings(_in_millions("2.63"))
    (relation,) = found.relations
    assert "not 590.5 × 1,000,000 divided by 250,123,456" in relation


def test_shares_that_are_not_called_diluted_are_those_of_basic_earnings() -> None:
    drawn = table(
        ("", "2025", "2024"),
        ("Profit attributable to owners", "5,905", "5,134"),
        ("Weighted average number of shares", "2,500", "2,480"),
        ("Diluted number of shares", "2,510", "2,495"),
        ("Basic earnings per share", "2.63", "2.07"),
        ("Diluted earnings per share", "2.35", "2.06"),
    )
    (found,) = findings(_per_share(drawn, (4, 5)))
    assert (place(found), found.expected) == ((0, 4, 1), "2.36")
