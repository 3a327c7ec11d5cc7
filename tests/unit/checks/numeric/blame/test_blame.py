"""Which of the figures in broken relations is the culprit: one finding for each error, at the figure that is wrong."""

from __future__ import annotations

from dataclasses import replace

from service.checks.numeric.check import check
from service.findings import Finding
from service.reports.model import Paragraph, Table
from tests.unit.checks.given.drawn import findings, place, report, table

YEARS = ("", "2025", "2024", "2023")


def balance(cash: str = "1,902", current: str = "11,602", total: str = "40,137", plant: str = "28,535") -> Table:
    return table(
        YEARS,
        ("Inventories", "4,210", "3,985", "4,127"),
        ("Receivables", "5,490", "5,336", "5,197"),
        ("Cash", cash, "2,155", "1,790"),
        ("Total current assets", current, "11,476", "11,114"),
        ("Plant", plant, "27,940", "27,118"),
        ("Total assets", total, "39,416", "38,232"),
    )


def test_a_subtotal_that_breaks_the_sum_below_and_the_sum_above_is_one_finding() -> None:
    (found,) = findings(balance(current="13,047"))

    assert (place(found), found.expected, found.difference) == ((0, 4, 1), "11602", "1445")
    assert len(found.relations) == 2


def test_the_sign_of_one_line_is_likelier_than_any_digit_of_another() -> None:
    (found,) = findings(balance(cash="(1,902)"))

    assert (place(found), found.expected, found.cause) == ((0, 3, 1), "1902", "sign")


def test_where_several_figures_may_be_wrong_the_total_stands_for_them_and_they_are_named() -> None:
    (found,) = findings(balance(cash="1,702"))

    assert place(found) == (0, 4, 1)
    assert found.cause is None
    assert found.title == "Total current assets, 2025 does not equal the sum of its parts"
    other = found.alternatives[0]
    assert (other.location.row_label, other.location.column_label) == ("Cash", "2025")
    assert (other.reported, other.expected, other.cause_text) == ("1702", "1902", "one digit is wrong")


def test_a_figure_in_a_relation_that_holds_is_innocent() -> None:
    """Cash agrees with the cash flows, so the total is wrong, whatever the digits look like."""
    flows = table(
        YEARS,
        ("Change in cash", "(253)", "365", "(118)"),
        ("Cash at beginning of year", "2,155", "1,790", "1,908"),
        ("Cash at end of year", "1,902", "2,155", "1,790"),
        index=1,
    )

    (found,) = findings(balance(current="13,604"), flows)

    assert (place(found), found.expected) == ((0, 4, 1), "11602")


def said(text: str, *tables: Table) -> list[Finding]:
    """The findings about the tables in a report that says ``text``."""
    spoken = replace(report(*tables), paragraphs=(Paragraph(0, 0, text),))
    return [found for found in check(spoken, lambda _: None).findings if found.severity != "info"]


def test_a_sentence_that_prints_what_a_figure_should_be_gives_it_away() -> None:
    drawn = balance(cash="2,217")

    (untold,) = said("Cash fell.", drawn)
    (told,) = said("At the end of 2025 we held cash of €1,902 million.", drawn)

    assert place(untold) == (0, 4, 1)
    assert (place(told), told.expected) == ((0, 3, 1), "1902")


def test_a_sentence_that_prints_a_figure_as_the_table_does_vouches_for_it() -> None:
    """Two digits have changed places in cash or in the total: either would explain the difference."""
    drawn = table(
        YEARS,
        ("Inventories", "4,210", "3,985", "4,127"),
        ("Receivables", "5,680", "5,336", "5,197"),
        ("Cash", "1,290", "2,155", "1,790"),
        ("Total current assets", "11,810", "11,476", "11,114"),
    )

    (unvouched,) = said("Current assets rose.", drawn)
    (vouched,) = said("Current assets rose to €11,810 million.", drawn)

    assert (place(unvouched), unvouched.expected) == ((0, 4, 1), "11180")
    assert (place(vouched), vouched.expected, vouched.cause) == ((0, 3, 1), "1920", "transposed digits")


def test_two_errors_in_one_sum_are_two_findings_with_their_own_figures() -> None:
    found = findings(balance(current="16,102", plant="(28,535)"))

    assert {(place(one), one.expected) for one in found} == {((0, 4, 1), "11602"), ((0, 5, 1), "28535")}


def test_two_errors_in_two_columns_do_not_disturb_each_other() -> None:
    drawn = table(
        YEARS,
        ("Inventories", "4,210", "3,985", "4,127"),
        ("Receivables", "5,490", "5,336", "5,197"),
        ("Total current assets", "9,700", "9,231", "9,324"),
        ("Plant", "28,535", "27,940", "27,118"),
        ("Goodwill", "1,240", "1,240", "1,310"),
        ("Total non-current assets", "29,775", "29,180", "82,428"),
    )

    found = findings(drawn)

    assert {(place(one), one.expected) for one in found} == {((0, 3, 2), "9321"), ((0, 6, 3), "28428")}


def test_a_figure_printed_exactly_elsewhere_is_expected_exactly_where_the_sum_says_it_but_for_rounding() -> None:
    """The sum asks for 9,480, give or take its rounding; the note prints what it was."""
    drawn = table(
        YEARS,
        ("Inventories", "7,016", "7,073", "6,924"),
        ("Receivables", "6,118", "5,471", "5,143"),
        ("Cash and cash equivalents", "8,259", "8,246", "7,214"),
        ("Other", "2,095", "1,858", "2,372"),
        ("Total current assets", "24,711", "22,648", "21,653"),
    )
    elsewhere = table(("", "At hand"), ("Cash and cash equivalents in the cash flow statement", "9,481"), index=1)

    (found,) = findings(drawn, elsewhere)

    assert (place(found), found.expected, found.difference) == ((0, 3, 1), "9481", "-1222")


def test_equal_balances_at_the_end_of_a_quarter_and_of_the_half_year_are_not_stale() -> None:
    drawn = table(
        ("", "Three months ended 30 June 2025", "Six months ended 30 June 2025", "Six months ended 30 June 2024"),
        ("Change in cash", "1,312", "(240)", "(1,118)"),
        ("Cash at beginning of period", "5,998", "7,190", "8,003"),
        ("Cash at end of period", "6,950", "6,950", "6,885"),
    )

    assert "stale figure" not in {found.cause for found in findings(drawn)}


def test_a_slip_within_rounding_tells_the_figure_better_than_the_sum_does() -> None:
    """The lines were rounded: they add up to 657, and 6,590 is 659 with its point moved."""
    drawn = table(
        YEARS,
        ("Europe", "243", "276", "233"),
        ("Asia", "84", "50", "71"),
        ("Africa", "330", "312", "296"),
        ("Total", "6,580", "638", "601"),
    )

    (found,) = findings(drawn)

    assert (place(found), found.expected, found.cause) == ((0, 4, 1), "658", "factor of ten")


def test_a_small_figure_that_is_printed_elsewhere_within_rounding_is_a_coincidence() -> None:
    drawn = table(
        YEARS,
        ("Translation differences", "33", "48", "51"),
        ("Hedges", "1,012", "988", "1,027"),
        ("Pensions", "(210)", "(190)", "(174)"),
        ("Other comprehensive income", "654", "846", "904"),
    )
    elsewhere = table(("", "Total"), ("Translation differences", "(149)"), index=1)

    (found,) = findings(drawn, elsewhere)

    assert place(found) == (0, 4, 1)
