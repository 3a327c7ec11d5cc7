"""Statements with two years only: one column holds, the other is wrong, and words and nesting must say enough."""

from __future__ import annotations

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, table

YEARS = ("", "2025", "2024")


def _tax(item: str = "41") -> Table:
    return table(
        YEARS,
        ("Profit before tax", "3,200", "2,572"),
        ("Tax at the statutory rate", "800", "643"),
        ("Non-deductible expenses", item, "37"),
        ("Tax-exempt income", "(87)", "(49)"),
        ("Prior year adjustments", "(18)", "(14)"),
        ("Income tax expense", "736", "617"),
    )


def test_tax_at_the_statutory_rate_and_what_follows_come_to_the_tax_that_is_charged() -> None:
    assert findings(_tax()) == ()
    (found,) = findings(_tax("14"))
    assert found.difference is not None
    assert (0, 3, 1) in {(place.table, place.row, place.column) for place in found.locations}


def test_rates_of_a_tax_reconciliation_come_to_the_effective_rate() -> None:
    rows = (("Statutory rate", "25.0%", "25.0%"), ("Non-deductible expenses", "1.3%", "1.4%"))
    rest = (("Tax-exempt income", "(2.7%)", "(1.9%)"), ("Other", "(0.6%)", "(0.5%)"))
    assert findings(table(YEARS, *rows, *rest, ("Effective tax rate", "23.0%", "24.0%"))) == ()
    (found,) = findings(table(YEARS, *rows, *rest, ("Effective tax rate", "32.0%", "24.0%")))
    assert place(found) == (0, 5, 1)


def test_lines_that_do_not_come_to_the_tax_charged_stay_silent() -> None:
    rows = (("Tax at the statutory rate", "800", "643"), ("Effect of foreign rates", "212", "105"))
    result = outcome(table(YEARS, *rows, ("Income tax expense", "736", "617")))
    assert result.findings == ()
    assert result.counts.passed == 0


def _income(swap: str = "54") -> Table:
    return table(
        YEARS,
        ("Profit before tax", "3,570", "2,848"),
        ("Income tax expense", "(821)", "(684)"),
        ("Profit for the year", "2,749", "2,164"),
        ("Exchange differences", "(112)", "87"),
        ("Cash flow hedges", swap, "(23)"),
        ("Other comprehensive income", "(58)", "64"),
        ("Total comprehensive income", "2,691", "2,228"),
    )


@pytest.mark.parametrize("hedges", ["54", "45"])
def test_what_stands_between_profit_and_comprehensive_income_is_the_other_comprehensive_income(hedges: str) -> None:
    found = findings(_income(hedges))
    assert len(found) == (hedges != "54")


def _uk(debtors: str = "31,906", group: str = "2025 £") -> Table:
    return table(
        ("", "2025 £", group, "2024 £", "2024 £"),
        ("Tangible assets", "", "48,211", "", "39,807"),
        ("Current assets", "", "", "", ""),
        ("Stocks", "12,418", "", "9,774", ""),
        ("Debtors", debtors, "", "28,115", ""),
        ("Cash at bank", "7,742", "", "11,208", ""),
        ("", "52,066", "", "49,097", ""),
        ("Creditors: amounts falling due within one year", "(23,518)", "", "(26,904)", ""),
        ("Net current assets", "", "28,548", "", "22,193"),
        ("Total assets less current liabilities", "", "76,759", "", "62,000"),
        title="Balance sheet",
        scale=0,
    )


def test_inner_and_outer_columns_of_a_year_are_one_statement() -> None:
    result = outcome(_uk())
    assert result.findings == ()
    assert {tick.locations[0].row for tick in result.ticks} == {6, 8, 9}
    (found,) = findings(_uk("39,106"))
    assert (0, 4, 1) in {(place.table, place.row, place.column) for place in found.locations}


def test_columns_of_different_years_are_never_one() -> None:
    assert {tick.locations[0].row for tick in outcome(_uk(group="2023 £")).ticks} <= {6, 9}


@pytest.mark.parametrize(("payables", "expected"), [("79,120", "7912"), ("(7,912)", "7912"), ("7,949", None)])
def test_a_wrong_liability_is_found_though_assets_less_equity_come_to_the_liabilities(
    payables: str, expected: str | None
) -> None:
    drawn = table(
        YEARS,
        ("Total assets", "57,875", "55,410"),
        ("Share capital", "10,000", "10,000"),
        ("Retained earnings", "22,643", "20,138"),
        ("Total equity", "32,643", "30,138"),
        ("Borrowings", "14,500", "15,250"),
        ("Trade payables", payables, "7,488"),
        ("Tax payable", "2,820", "2,534"),
        ("Total liabilities", "25,232", "25,272"),
        ("Total equity and liabilities", "57,875", "55,410"),
    )
    (found,) = findings(drawn)
    assert (0, 6, 1) in {(place.table, place.row, place.column) for place in found.locations}
    assert expected is None or (place(found), found.expected) == ((0, 6, 1), expected)
