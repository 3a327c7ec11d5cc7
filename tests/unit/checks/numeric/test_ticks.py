"""What is ticked: every relation that holds, in figures, at its places; and why the rest could not be checked."""

from __future__ import annotations

from random import Random

import pytest

from service.checks.numeric.check import check
from service.checks.outcome import Outcome
from service.reports.model import Table
from service.reports.reading import read
from service.samples import sample_path
from service.ticks import Tick, encode_ticks, tick_list
from tests.unit.checks.given.drawn import outcome, printed, report, table
from tests.unit.checks.numeric.blame.test_one_wrong_figure import statement_of

YEARS = ("", "2025", "2024", "2023")
INCOME = table(
    YEARS,
    ("Revenue", "5,210", "4,980", "4,733"),
    ("Cost of sales", "3,104", "2,987", "2,862"),
    ("Gross profit", "2,106", "1,993", "1,871"),
    title="Income statement",
)


def relations(*tables: Table) -> list[str]:
    return [tick.relation for tick in outcome(*tables).ticks]


def places(tick: Tick) -> list[tuple[int | None, int | None, int | None]]:
    return [(place.table, place.row, place.column) for place in tick.locations]


def reasons(*tables: Table) -> list[str]:
    return [one.reason for one in outcome(*tables).untested]


def assert_counted(result: Outcome) -> None:
    assert result.counts.passed == len(result.ticks)
    assert result.counts.not_possible == len(result.untested)
    assert result.counts.failed == sum(one.failed for one in result.coverage)


def test_a_sum_is_ticked_at_its_result_and_at_every_term() -> None:
    first = outcome(INCOME).ticks[0]

    assert (first.check, first.relation, first.exact) == ("column_total", "5,210 − 3,104 = 2,106", True)
    assert places(first)[0] == (0, 3, 1)
    assert set(places(first)[1:]) == {(0, 1, 1), (0, 2, 1)}
    assert (first.locations[0].row_label, first.locations[0].column_label) == ("Gross profit", "2025")
    assert (first.locations[0].table_title, first.locations[0].section) == ("Income statement", "Statements")


def test_a_sum_that_holds_within_rounding_says_so() -> None:
    (tick,) = [
        tick
        for tick in outcome(
            table(
                YEARS,
                ("Products", "2,947", "2,980", "3,161"),
                ("Services", "961", "852", "781"),
                ("Rentals", "113", "127", "94"),
                ("Revenue", "4,021", "3,960", "4,036"),
            )
        ).ticks
        if not tick.exact
    ]

    assert tick.relation == "2,980 + 852 + 127 ≈ 3,960"


def test_a_broken_sum_is_no_tick_and_the_columns_beside_it_are() -> None:
    result = outcome(
        table(
            YEARS,
            ("Revenue", "5,210", "4,980", "4,733"),
            ("Cost of sales", "3,104", "2,987", "2,862"),
            ("Gross profit", "2,106", "1,939", "1,871"),
        )
    )

    assert [tick.relation for tick in result.ticks] == ["5,210 − 3,104 = 2,106", "4,733 − 2,862 = 1,871"]
    assert result.counts.failed == 1
    assert_counted(result)


def test_a_figure_printed_in_two_tables_names_the_other_one() -> None:
    summary = table(
        YEARS, ("Revenue", "5,210", "4,980", "4,733"), ("Employees", "31", "29", "28"), index=1, title="Five years:"
    )

    ties = [tick for tick in outcome(INCOME, summary).ticks if tick.check == "tie"]

    assert ties[0].relation == "5,210 = 5,210 in “Five years”, 2025"
    assert places(ties[0]) == [(0, 1, 1), (1, 1, 1)]
    assert (ties[0].locations[1].table_title, ties[0].locations[1].row_label) == ("Five years:", "Revenue")


def test_a_figure_printed_with_the_other_sign_is_said_to_be() -> None:
    note = table(YEARS, ("Cost of sales", "(3,104)", "(2,987)", "(2,862)"), index=1, title="Expenses")

    assert "3,104 = (3,104) (the other way round) in “Expenses”, 2025" in relations(INCOME, note)


def test_a_percentage_is_ticked_with_what_it_compares() -> None:
    said = relations(
        table(
            ("", "2025", "2024", "Change"),
            ("Water", "168,420", "157,310", "7.1%"),
            ("Process", "142,865", "139,940", "2.1%"),
            ("Energy", "74,190", "78,655", "(5.7%)"),
        )
    )

    assert "(168,420 − 157,310) ÷ 157,310 = 7.1%" in said
    assert "(74,190 − 78,655) ÷ 78,655 = −5.7%" in said


def test_of_a_long_sum_the_first_terms_are_spelled_and_all_are_placed() -> None:
    dice = Random(5)
    amounts = [[dice.randrange(1000, 99_999) for _ in range(3)] for _ in range(40)]
    rows = [(f"Item {chr(65 + n % 26)}{n}", *map(printed, amount)) for n, amount in enumerate(amounts)]
    total = ("Total", *(printed(sum(column)) for column in zip(*amounts, strict=True)))

    tick = outcome(table(YEARS, *rows, total)).ticks[0]

    assert "+ … (17 more) =" in tick.relation
    assert len(tick.locations) == 41


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        (table(("", "2025"), ("Auditor's fee", "412")), "it has a single figure"),
        (table(YEARS, ("Employees", "312", "298", "301")), "it has one line of figures, and none of them follows"),
        (
            table(YEARS, ("Discount rate", "3.1%", "2.9%", "2.7%"), ("Inflation", "2.0%", "1.9%", "2.1%")),
            "it has only percentages or amounts per share",
        ),
        (
            table(YEARS, ("Land", "412", "377", "391"), ("Plant", "95", "83", "62"), ("Total", "611", "935", "212")),
            "no lines of it add up to “Total”",
        ),
        (
            table(YEARS, ("Ships", "412", "377", "391"), ("Berths", "95", "83", "62"), ("Crew", "611", "935", "212")),
            "no figure of it is a total, a closing balance or a percentage of the others",
        ),
    ],
)
def test_a_table_without_arithmetic_says_why_nothing_was_checked(tables: Table, reason: str) -> None:
    (said,) = reasons(tables)

    assert said.startswith(reason)


def test_a_total_that_nothing_explains_is_named_in_a_table_that_adds_up_otherwise() -> None:
    result = outcome(
        table(
            YEARS,
            ("Revenue", "5,210", "4,980", "4,733"),
            ("Cost of sales", "3,104", "2,987", "2,862"),
            ("Gross profit", "2,106", "1,993", "1,871"),
            ("Total orders", "9,417", "8,853", "7,721"),
        )
    )

    (untested,) = result.untested
    assert untested.reason == "no lines of the table add up to “Total orders”, and no other table prints it"
    assert (untested.location.row, untested.location.row_label) == (4, "Total orders")
    assert_counted(result)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_counted_is_what_is_listed(seed: int) -> None:
    assert_counted(outcome(statement_of(seed).drawn()))


def test_every_pass_and_every_gap_of_the_sample_is_listed_and_none_twice() -> None:
    path = sample_path()

    result = check(read(path.name, path.read_bytes()), lambda _: None)

    assert_counted(result)
    assert result.counts.passed > 400
    assert len({(tick.check, tick.relation, *places(tick)) for tick in result.ticks}) == result.counts.passed


def test_the_figures_of_a_table_that_are_in_a_relation_that_holds_are_counted() -> None:
    (one,) = outcome(
        table(
            YEARS,
            ("Revenue", "5,210", "4,980", "4,733"),
            ("Cost of sales", "3,104", "2,987", "2,862"),
            ("Grants", "—", "—", "—"),
            ("Gross profit", "2,106", "1,939", "1,871"),
            ("Employees", "312", "298", "301"),
        )
    ).coverage

    assert (one.location.table, one.figures, one.ticked, one.failed) == (0, 12, 6, 1)


def test_the_same_report_gives_the_same_bytes() -> None:
    one, two = (check(report(INCOME), lambda _: None) for _ in range(2))

    assert encode_ticks(tick_list(one.ticks, one.untested)) == encode_ticks(tick_list(two.ticks, two.untested))


def test_a_quotient_printed_with_the_other_sign_is_ticked_as_turned() -> None:
    costs = (("Revenue", "1,402", "100.0%"), ("Wages", "(421)", "30.0%"), ("Rent", "(212)", "15.1%"))
    relations = {tick.relation for tick in outcome(table(("", "2025", "% of revenue"), *costs)).ticks}
    assert {"1,402 ÷ 1,402 = 100.0%", "−(−421 ÷ 1,402) = 30.0%", "−(−212 ÷ 1,402) = 15.1%"} <= relations
    losses = (
        ("Revenue", "1,402", "1,315", "6.6%"),
        ("Result", "(80)", "(100)", "(20.0%)"),
        ("Rent", "105", "100", "5.0%"),
    )
    relations = {tick.relation for tick in outcome(table(("", "2025", "2024", "Change"), *losses)).ticks}
    assert "−((−80 − (−100)) ÷ |−100|) = −20.0%" in relations
