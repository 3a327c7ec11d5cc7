"""The same figure printed twice, where the second table is laid out or named in another way."""

from __future__ import annotations

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, table

YEARS = ("", "2025", "2024")


def _sheet(earnings: str = "9,614") -> Table:
    return table(
        ("", "31 December 2025", "31 December 2024"),
        ("Share capital", "2,150", "2,150"),
        ("Retained earnings", earnings, "8,377"),
        title="Statement of financial position",
    )


def _equity(closing: str = "9,614") -> Table:
    return table(
        ("", "Share capital", "Retained earnings"),
        ("Balance at 1 January 2024", "2,150", "7,408"),
        ("Profit for the year", "—", "969"),
        ("Balance at 31 December 2024", "2,150", "8,377"),
        ("Profit for the year", "—", "1,237"),
        ("Balance at 31 December 2025", "2,150", closing),
        index=1,
        title="Statement of changes in equity",
    )


def test_balances_down_an_equity_statement_are_those_of_the_balance_sheet() -> None:
    assert findings(_sheet(), _equity()) == ()
    assert outcome(_sheet(), _equity()).counts.passed >= 4
    (found,) = findings(_sheet("9,641"), _equity())
    assert place(found) == (0, 2, 1)


def test_profit_in_an_equity_statement_is_of_the_year_between_its_balances() -> None:
    income = table(YEARS, ("Profit for the year", "1,273", "969"), title="Income statement")
    (found,) = findings(income, _equity())
    assert place(found) == (0, 1, 1)
    assert found.expected == "1237"


def _segments(revenue: str = "15,864") -> Table:
    return table(
        ("", "Software", "Services"),
        ("Fiscal 2025", "", ""),
        ("Revenue", revenue, "5,366"),
        ("Fiscal 2024", "", ""),
        ("Revenue", "14,216", "4,893"),
        title="Segments",
    )


@pytest.mark.parametrize("total", ["15,864", "16,562"])
def test_segments_side_by_side_agree_with_their_own_tables(total: str) -> None:
    lines = table(YEARS, ("Total software revenue", total, "14,216"), index=1, title="Offerings")
    found = findings(_segments(), lines)
    assert [place(one) for one in found] == ([] if total == "15,864" else [(0, 2, 1)])


@pytest.mark.parametrize("total", ["7,438", "7,691"])
def test_a_nameless_total_is_what_the_title_says(total: str) -> None:
    income = table(YEARS, ("Income before income taxes", "7,438", "4,950"), title="Income statement")
    note = table(
        YEARS,
        ("Domestic", "5,372", "4,045"),
        ("Foreign", "2,319" if total == "7,691" else "2,066", "905"),
        ("", total, "4,950"),
        index=1,
        title="The domestic and foreign components of income before income taxes were as follows:",
    )
    assert bool(findings(income, note)) == (total == "7,691")


@pytest.mark.parametrize("total", ["6,092", "6,511"])
def test_a_nameless_total_of_a_column_is_what_the_head_is_a_part_of(total: str) -> None:
    heads = ("", "2025 Invoiced", "2024 Invoiced", "2025 Retained", "2024 Retained")
    sheet = table(YEARS, ("Invoiced receivables, net", "6,418", "6,092"), title="Balance sheet")
    ages = table(
        heads,
        ("Due this year", "4,307", "4,185" if total == "6,092" else "4,604", "18", "12"),
        ("Due later", "2,111", "1,907", "31", "29"),
        ("", "6,418", total, "49", "41"),
        index=1,
        title="Contracts by the time when they fall due:",
    )
    assert [place(one)[1] for one in findings(sheet, ages)] == ([] if total == "6,092" else [1])


@pytest.mark.parametrize("shares", ["2,187", "2,268"])
def test_a_column_of_shares_completes_a_caption_that_stands_under_shares_elsewhere(shares: str) -> None:
    income = table(
        ("", "12 weeks ended 9/9/2025", "12 weeks ended 9/3/2024"),
        ("Net income", "3,140", "2,702"),
        ("Weighted-average common shares outstanding", "", ""),
        ("Diluted", "2,183", "2,187"),
        title="Income statement",
    )
    note = table(
        (
            "",
            "12 weeks ended 9/9/2025 Income",
            "12 weeks ended 9/9/2025 Shares",
            "12 weeks ended 9/3/2024 Income",
            "12 weeks ended 9/3/2024 Shares",
        ),
        ("Net income for the shareholders", "3,140", "2,171", "2,702", "2,175"),
        ("Dilutive securities", "", "", "", ""),
        ("Options and units", "—", "12", "—", "12" if shares == "2,187" else "93"),
        ("Diluted", "3,140", "2,183", "2,702", shares),
        index=1,
        title="Earnings for each share",
    )
    assert bool(findings(income, note)) == (shares != "2,187")


@pytest.mark.parametrize("cash", ["653,002", "6,530,020"])
def test_two_columns_for_a_year_are_read_as_one_and_company_columns_apart_from_the_group(cash: str) -> None:
    company = table(
        ("", "2025 £", "2025 £", "2024 £", "2024 £"),
        ("Investments", "", "88,235,746", "", "87,970,488"),
        ("Cash at bank and in hand", "412,881", "", cash, ""),
        title="Company balance sheet",
    )
    note = table(
        ("", "2025 £", "2024 £", "2025 £", "2024 £"),
        ("Cash at bank and in hand", "5,558,734", "1,295,329", "412,881", "653,002"),
        index=1,
        title="Cash and cash equivalents",
    )
    assert bool(findings(company, note)) == (cash != "653,002")


@pytest.mark.parametrize("amount", ["4.17", "4.63"])
def test_amounts_per_share_of_one_long_name_are_one_figure(amount: str) -> None:
    income = table(
        YEARS,
        ("Net income attributable to Alder Works per common share", "", ""),
        ("Basic", "4.17", "3.96"),
        ("Diluted", "4.09", "3.88"),
        title="Income statement",
    )
    note = table(YEARS, ("Basic net income attributable to Alder Works per common share", amount, "3.96"), index=1)
    assert [place(one) for one in findings(income, note)] == ([] if amount == "4.17" else [(0, 2, 1)])


@pytest.mark.parametrize(("profit", "count"), [("26,418", 0), ("264,180", 1), ("25,418", 0)])
def test_profit_of_the_owners_is_all_profit_unless_it_is_ten_times_as_much(profit: str, count: int) -> None:
    income = table(
        ("", "2025", "2024", "2023"),
        ("Net profit", "26,418", "21,953", "19,207"),
        ("Net profit attributable to the shareholders", profit, "21,953", "19,207"),
        title="Income statement",
    )
    flows = table(
        ("", "2025", "2024", "2023"),
        ("Net profit", "26,418", "21,953", "19,207"),
        ("Depreciation", "4,118", "4,090", "3,877"),
        index=1,
        title="Cash flows",
    )
    assert len(findings(income, flows)) == count


def test_two_values_that_another_column_prints_together_are_two_things() -> None:
    years = ("", "2025", "2024")
    gross = table(years, ("Cash at bank", "5,558,734", "1,295,329"), title="Balance sheet")
    net = table(years, ("Cash at bank", "5,558,734", "1,274,808"), index=1, title="Cash flows")
    note = table(
        years,
        ("Cash in hand", "5,558,734", "1,295,329"),
        ("After overdrafts", "5,558,734", "1,274,808"),
        index=2,
        title="Reconciliation",
    )
    assert findings(gross, net) != ()
    assert findings(gross, net, note) == ()


def test_two_items_that_happen_to_be_as_large_are_not_one_figure() -> None:
    rents = (("Zurich", "5,418", "5,310"), ("Bern", "5,418", "5,310"), ("Chur", "3,127", "3,002"))
    assert outcome(table(("", "2025", "2024"), *rents)).ticks == ()
