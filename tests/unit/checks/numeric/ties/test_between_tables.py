"""Figures that are printed twice, and balances that are carried from one place to another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.checks.numeric.check import check
from service.reports.model import Paragraph, Table
from tests.unit.checks.given.drawn import findings, outcome, place, report, table

YEARS = ("", "31 December 2025", "31 December 2024", "31 December 2023")


def _income(profit: str = "2,841") -> Table:
    return table(YEARS, ("Profit for the year", profit, "2,617", "2,305"), title="Income statement")


def _changes(profit: str = "2,841") -> Table:
    return table(
        YEARS,
        ("Profit for the year", profit, "2,617", "2,305"),
        ("Depreciation", "1,160", "1,094", "1,071"),
        ("Cash from operations", "4,001", "3,711", "3,376"),
        index=1,
        title="Cash flows",
    )


def test_the_same_caption_and_period_printed_twice_agrees_or_is_reported() -> None:
    (found,) = findings(_income("2,481"), _changes())
    assert place(found) == (0, 1, 1)
    assert (found.check, found.expected) == ("tie", "2841")
    assert [relation for relation in found.relations if "in “Cash flows”" in relation] == list(found.relations)


def test_figures_that_agree_everywhere_are_ticks() -> None:
    result = outcome(_income(), _changes())
    assert result.findings == ()
    assert result.counts.passed >= 6


def test_a_figure_in_thousands_agrees_with_itself_in_millions() -> None:
    thousands = table(
        YEARS, ("Profit for the year", "2,841,210", "2,617,094", "2,305,377"), index=1, scale=3, title="Note"
    )
    assert findings(_income(), thousands) == ()


def test_lines_that_differ_by_another_line_are_not_the_same_figure() -> None:
    attributable = table(
        YEARS,
        ("Profit attributable to owners", "2,705", "2,617", "2,305"),
        ("Non-controlling interests", "136", "—", "—"),
        index=1,
        title="Attribution",
    )
    assert findings(_income(), attributable) == ()


def _cash(opening: str, closing: str) -> Table:
    return table(
        YEARS,
        ("Change in cash", "461", "287", "(118)"),
        ("Cash and cash equivalents at beginning of year", opening, "4,402", "4,520"),
        ("Cash and cash equivalents at end of year", closing, "4,689", "4,402"),
        title="Cash flows",
    )


def test_an_opening_balance_is_the_closing_balance_of_the_year_before() -> None:
    found = findings(_cash("4,698", "5,159"))
    assert {(f.check, f.locations[0].column) for f in found} <= {("cash_tie", 1), ("cash_tie", 2)}
    assert len(found) == 1


def test_cash_flows_close_on_the_balance_sheet() -> None:
    sheet = table(
        YEARS[:3],
        ("Receivables", "2,210", "2,007"),
        ("Cash and cash equivalents", "5,510", "4,689"),
        ("Total current assets", "7,720", "6,696"),
        index=1,
        title="Balance sheet",
    )
    found = findings(_cash("4,689", "5,150"), sheet)
    assert len(found) == 1
    assert (1, 2, 1) in {(at.table, at.row, at.column) for at in found[0].locations}


def test_a_roll_forward_that_prints_what_leaves_without_a_sign_is_understood() -> None:
    assert (
        findings(
            table(
                ("", "Number of options"),
                ("Outstanding at 1 July 2024", "4,020"),
                ("Granted", "669"),
                ("Exercised", "317"),
                ("Lapsed", "174"),
                ("Outstanding at 30 June 2025", "4,198"),
                unit="shares",
            )
        )
        == ()
    )


def test_columns_of_different_years_are_not_parts_of_one_another() -> None:
    assert (
        findings(
            table(
                ("", "Six months 2025", "Three months 2024", "Six months 2024"),
                ("Swaps", "801", "925", "1,726"),
                ("Forwards", "412", "305", "717"),
                ("Options", "155", "97", "252"),
                ("Caps", "240", "77", "371"),
            )
        )
        == ()
    )


def _half_year(closing: str, *more: tuple[str, str, str]) -> tuple[Table, Table]:
    flows = table(
        ("", "Six months ended June 30, 2025", "Six months ended June 30, 2024"),
        ("Cash and cash equivalents at end of period", closing, "10,894"),
        title="Cash flows",
    )
    sheet = table(
        ("", "June 30, 2025", "December 31, 2024"),
        ("Cash and cash equivalents", "7,087", "13,801"),
        *more,
        index=1,
        title="Balance sheet",
    )
    return flows, sheet


def test_half_year_cash_flows_close_on_the_one_balance_that_they_share() -> None:
    assert findings(*_half_year("7,087")) == ()
    (found,) = findings(*_half_year("7,222"))
    assert found.check == "cash_tie"


def test_a_quarter_closes_on_the_balance_of_the_half_year_beside_it() -> None:
    heads = ("", "Three months ended June 30, 2031", "Six months ended June 30, 2031")
    sheet = table(("", "June 30, 2031", "December 31, 2030"), ("Cash at banks", "1,625.6", "2,583.8"), index=1)

    def flows(opening: str, closing: str) -> Table:
        return table(
            heads,
            ("Net decrease in cash", "(2,082.5)", "(958.2)"),
            ("Cash at banks at beginning of period", opening, "2,583.8"),
            ("Cash at banks at end of period", closing, "1,625.6"),
        )

    assert findings(flows("3,708.1", "1,625.6"), sheet) == ()
    (found,) = findings(flows("3,726.1", "1,643.6"), sheet)
    assert (found.check, place(found)) == ("cash_tie", (0, 3, 1))


def test_cash_after_overdrafts_that_are_printed_is_not_the_balance() -> None:
    assert findings(*_half_year("6,952", ("Bank overdrafts", "(135)", "(140)"))) == ()


def _year(text: str = "", *more: Table) -> list[str]:
    """What is found where cash is 45 less in the cash flow statement at both dates."""
    heads = ("", "December 31, 2031", "December 31, 2030")
    sheet = table(heads, ("Cash and cash equivalents", "5,017", "4,263"), title="Balance sheet")
    flows = table(
        ("", "Year ended December 31, 2031"),
        ("Net increase in cash and cash equivalents", "754"),
        ("Cash and cash equivalents at beginning of year", "4,218"),
        ("Cash and cash equivalents at end of year", "4,972"),
        index=1,
        title="Cash flow statement",
    )
    drawn = report(sheet, flows, *more)
    said = (Paragraph(0, 0, text),) if text else ()
    found = check(replace(drawn, paragraphs=said), lambda _: None).findings
    return [finding.check for finding in found if finding.severity != "info"]


def test_equal_overdrafts_at_both_dates_lie_between_two_measures_of_cash() -> None:
    heads = ("", "December 31, 2031", "December 31, 2030")
    loans = ("Bank loans", "1,900", "2,050")
    total = ("Borrowings", "1,945", "2,095")
    assert _year() == ["cash_tie", "cash_tie"]
    assert _year("", table(heads, ("Bank overdrafts", "45", "45"), loans, total, index=2, title="Borrowings")) == []
    assert _year("", table(heads, ("Bills payable", "45", "45"), loans, total, index=2, title="Borrowings")) != []


@pytest.mark.parametrize("amount", ["$45 million", "$45", "$0.045 billion", "$0.05 billion"])
def test_a_sentence_about_overdrafts_tells_two_measures_of_cash_apart(amount: str) -> None:
    assert _year(f"Cash in the cash flow statement is stated after bank overdrafts of {amount} in both years.") == []


@pytest.mark.parametrize("text", ["Bank overdrafts were $54 million.", "We sold a building for $45 million."])
def test_a_sentence_about_something_else_does_not(text: str) -> None:
    assert _year(text) != []


def _nine_months(opening: str, closing: str, *more: tuple[str, str]) -> tuple[Table, Table]:
    flows = table(
        ("", "Nine months ended September 30, 2031"),
        ("Cash at banks at beginning of period", opening),
        ("Loans granted to staff", "(8)"),
        ("Receipts from customers", "1,904"),
        ("Cash at banks at end of period", closing),
        *more,
    )
    heads = ("", "September 30, 2031", "December 31, 2030")
    return flows, table(heads, ("Cash at banks", "18,204", "16,308"), index=1)


def test_a_small_flow_as_large_as_the_gap_does_not_explain_two_balances_that_are_off_by_it() -> None:
    assert findings(*_nine_months("16,308", "18,204")) == ()
    assert [found.check for found in findings(*_nine_months("16,316", "18,212"))] == ["cash_tie", "cash_tie"]


def test_a_small_amount_printed_for_both_dates_lies_between_two_balances() -> None:
    pledged = ("Of which pledged at beginning of period", "8"), ("Of which pledged at end of period", "8")
    assert findings(*_nine_months("16,316", "18,212", *pledged)) == ()


def _two_periods(opening: str, closing: str, *more: Table) -> tuple[Table, ...]:
    flows = table(
        ("", "2031", "2030"),
        ("Cash and deposits at beginning of period", "27,440", opening),
        ("Cash and deposits at end of period", "35,918", closing),
    )
    heads = ("", "Sep-31", "Dec-30", "Sep-30", "Dec-29")
    balances = table(heads, ("Cash and deposits per balance sheet", "35,918", "27,440", "24,652", "19,306"), index=1)
    return flows, balances, *more


def test_balances_of_this_period_and_of_the_one_before_stand_under_four_dates() -> None:
    assert findings(*_two_periods("19,306", "24,652")) == ()
    assert outcome(*_two_periods("19,306", "24,652")).counts.passed >= 4
    assert [found.check for found in findings(*_two_periods("19,516", "24,862"))] == ["cash_tie", "cash_tie"]


def test_a_figure_elsewhere_does_not_explain_a_line_that_agrees_in_the_period_beside() -> None:
    fees = table(("", "2031", "2030"), ("Audit fees", "195", "210"), index=2)
    assert len(findings(*_two_periods("19,516", "24,862", fees))) == 2


def test_several_quarters_in_a_head_are_quarters_beside_the_half_years() -> None:
    heads = (
        "",
        "Quarters ended June 30, 2031",
        "Quarters ended June 30, 2030",
        "Six months ended June 30, 2031",
        "Six months ended June 30, 2030",
    )

    def fees(first: str, index: int) -> Table:
        return table(heads, ("Licence fees", first, "2,190.6", "4,871.2", "4,406.9"), index=index)

    assert findings(fees("2,415.3", 0), fees("2,415.3", 1)) == ()
    (found,) = findings(fees("2,415.3", 0), fees("2,634.3", 1))
    assert found.check == "tie"
