"""What holds by definition within a statement needs no column to vote for it, and is broken in all columns alike."""

from __future__ import annotations

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, table

YEARS = ("", "2031", "2030")


def _balance_sheet(*, assets: tuple[str, str], claims: tuple[str, str]) -> tuple[tuple[str, ...], ...]:
    return (
        YEARS,
        ("Plant", "6,210", "5,730"),
        ("Cash", "4,350", "4,230"),
        ("Total assets", *assets),
        ("Share capital", "3,000", "3,000"),
        ("Retained earnings", "2,360", "1,742"),
        ("Total equity", "5,360", "4,742"),
        ("Bank loans", "5,200", "5,218"),
        ("Total equity and liabilities", *claims),
    )


def test_a_balance_sheet_that_balances_in_no_column_is_found_in_each_of_them() -> None:
    assert findings(table(*_balance_sheet(assets=("10,560", "9,960"), claims=("10,560", "9,960")))) == ()

    rows = list(_balance_sheet(assets=("10,560", "9,960"), claims=("11,060", "10,460")))
    rows[7] = ("Bank loans", "5,700", "5,718")
    found = findings(table(*rows))

    assert {one.check for one in found} == {"balance_identity"}
    assert {(one.locations[0].column, one.severity) for one in found} == {(1, "high"), (2, "high")}


def test_a_single_column_has_its_gross_profit() -> None:
    rows = [("", "2031"), ("Revenue", "90,410"), ("Cost of sales", "61,735"), ("Gross profit", "28,675")]
    assert findings(table(*rows)) == ()

    (found,) = findings(table(*rows[:3], ("Gross profit", "27,865")))
    assert place(found) == (0, 3, 1)
    assert found.expected == "28675"


def test_costs_are_taken_away_whether_they_are_printed_in_brackets_or_not() -> None:
    rows = [("", "2031"), ("Net sales", "90,410"), ("Cost of goods sold", "(61,735)"), ("Gross margin", "28,675")]
    assert findings(table(*rows)) == ()
    assert [one.relation for one in outcome(table(*rows)).ticks] == ["90,410 − 61,735 = 28,675"]


def test_a_line_between_revenue_and_gross_profit_leaves_the_definition_open() -> None:
    rows = (
        ("", "2031"),
        ("Revenue", "90,410"),
        ("Cost of sales", "61,735"),
        ("Depreciation", "2,110"),
        ("Gross profit", "26,565"),
    )
    assert findings(table(*rows)) == ()


def test_an_interest_of_others_between_liabilities_and_equity_takes_part_where_the_sum_needs_it() -> None:
    rows = (
        YEARS,
        ("Total assets", "10,560", "9,960"),
        ("Total liabilities", "6,110", "5,900"),
        ("Redeemable noncontrolling interests", "240", "230"),
        ("Total equity", "4,210", "3,830"),
        ("Total liabilities and equity", "10,560", "9,960"),
    )
    assert findings(table(*rows)) == ()
    assert "6,110 + 240 + 4,210 = 10,560" in {one.relation for one in outcome(table(*rows)).ticks}


def test_cents_of_one_figure_do_not_hide_that_two_totals_differ() -> None:
    rows = (
        YEARS,
        ("Total assets", "197,510", "205,570"),
        ("Total liabilities", "87,640", "106,300"),
        ("Total equity", "109,870", "99,270"),
        ("Total equity and liabilities", "195,530.86", "205,570"),
    )
    (found,) = findings(table(*rows))
    assert place(found) == (0, 4, 1)
    assert found.expected == "197510.00"


def test_other_income_between_profit_before_tax_and_profit_is_no_error() -> None:
    rows = (
        YEARS,
        ("Profit before tax", "3,210", "2,870"),
        ("Income tax expense", "(810)", "(720)"),
        ("Share of results of associates", "14", "11"),
        ("Profit for the year", "2,414", "2,161"),
    )
    assert findings(table(*rows)) == ()


def test_profit_goes_on_from_continuing_to_all_operations() -> None:
    def statement(before: str, continuing: str) -> Table:
        return table(
            ("", "2031", "2030"),
            ("Revenue", "42,310", "40,118"),
            ("Operating expenses", "35,205", "33,420"),
            ("Interest income", "1,068", ""),
            ("Income from continuing operations before income tax", before, "6,698"),
            ("Benefit from (provision for) income tax", "(1,731)", "(1,512)"),
            ("Net income from continuing operations", continuing, "5,186"),
            ("Loss from discontinued operations, net of tax", "(218)", "(1,044)"),
            ("Net income", "6,224", "4,142"),
            title="Income statement",
        )

    assert findings(statement("8,173", "6,442")) == ()
    assert [place(one) for one in findings(statement("8,713", "6,442"))] == [(0, 4, 1)]
    assert [place(one) for one in findings(statement("8,173", "6,244"))] == [(0, 6, 1)]


def _half_years(change: tuple[str, str], opening: tuple[str, str], closing: tuple[str, str]) -> Table:
    return table(
        ("", "Six months ended June 30, 2031", "Six months ended June 30, 2030"),
        ("Net change in cash and cash equivalents", *change),
        ("Cash and cash equivalents at beginning of year", *opening),
        ("Cash and cash equivalents at end of period", *closing),
        title="Cash flows",
    )


@pytest.mark.parametrize("opening", ["(6,218)", "62,180", "6,281"])
def test_cash_opens_the_year_and_does_not_make_its_change_the_sum_of_both_balances(opening: str) -> None:
    (found,) = findings(_half_years(("4,127", "1,902"), (opening, "5,485"), ("10,345", "7,387")))
    assert (place(found), found.expected) == ((0, 2, 1), "6218")


def test_a_decrease_that_is_printed_without_a_sign_in_all_columns_is_taken_away() -> None:
    decrease = _half_years(("4,127", "1,902"), ("10,345", "7,387"), ("6,218", "5,485"))
    assert findings(decrease) == ()
    assert outcome(decrease).counts.passed == 2


def test_a_heading_over_several_sections_leaves_a_section_its_total() -> None:
    def sheet(total: str) -> Table:
        return table(
            ("", "2031"),
            ("Equity and liabilities", ""),
            ("Bank loans", "13,007"),
            ("Lease liabilities", "19,293"),
            ("Total non-current liabilities", "32,300"),
            ("Trade payables", "15,939"),
            ("Bank overdrafts", "4,010"),
            ("Accruals", "9,655"),
            ("Total current liabilities", total),
            title="Balance sheet",
        )

    assert findings(sheet("29,604")) == ()
    (found,) = findings(sheet("29,640"))
    assert (place(found), found.expected) == ((0, 8, 1), "29604")


def _flows(invested: str, bought: str = "(6,340)") -> Table:
    return table(
        ("", "2031"),
        ("Profit for the year", "14,208"),
        ("Depreciation", "3,117"),
        ("Net cash from operating activities", "17,325"),
        ("Purchase of equipment", bought),
        ("Proceeds from disposals", "412"),
        ("Net cash used in investing activities", invested),
        ("Dividends paid", "(5,000)"),
        ("Repayment of loans", "(2,250)"),
        ("Net cash used in financing activities", "(7,250)"),
        ("Net change in cash", "4,147"),
        title="Cash flows",
    )


@pytest.mark.parametrize("invested", ["5,928", "(9,528)", "(7,010)"])
def test_an_activity_that_its_lines_and_the_change_in_cash_tell_alike_is_found_in_one_column(invested: str) -> None:
    assert findings(_flows("(5,928)")) == ()
    (found,) = findings(_flows(invested))
    assert (place(found), found.expected) == ((0, 6, 1), "-5928")


def test_an_activity_that_only_the_change_in_cash_speaks_against_is_left_alone() -> None:
    assert findings(_flows("(7,010)", bought="(31,950)")) == ()
