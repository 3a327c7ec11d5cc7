"""A sum that is broken in every column is found where heading, concept or layout say what it is the total of."""

from __future__ import annotations

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, table

YEARS = ("", "2031", "2030")


def _columns(found_in: Table) -> set[int | None]:
    return {place(one)[2] for one in findings(found_in)}


def _headed(total: tuple[str, ...], heads: tuple[str, ...] = YEARS) -> Table:
    width = len(heads) - 1
    rows = (
        ("Inventories", "8,412", "7,968"),
        ("Trade receivables", "12,377", "11,840"),
        ("Prepaid expenses", "1,205", "1,144"),
    )
    lines = [row[: width + 1] for row in rows]
    return table(heads, ("Plant", "31,020", "29,774")[: width + 1], ("Current assets",), *lines, total)


def test_the_total_of_a_headed_block_is_found_broken_in_both_of_its_columns() -> None:
    assert findings(_headed(("Total current assets", "21,994", "20,952"))) == ()
    assert _columns(_headed(("Total current assets", "22,994", "19,611"))) == {1, 2}


def test_one_period_is_enough_for_a_headed_block() -> None:
    heads = ("", "2031")
    assert findings(_headed(("Total current assets", "21,994"), heads)) == ()
    assert _columns(_headed(("Total current assets", "23,105"), heads)) == {1}


def test_a_line_that_is_called_otherwise_than_its_heading_is_no_total_of_it() -> None:
    assert findings(_headed(("Deferred tax assets", "22,994", "19,611"))) == ()


def test_a_result_follows_from_the_one_above_and_the_lines_between_in_one_period() -> None:
    rows = (
        ("Gross profit", "28,675"),
        ("Selling expenses", "9,340"),
        ("Research expenses", "4,115"),
        ("Other income", "620"),
    )
    assert findings(table(("", "2031"), *rows, ("Operating profit", "15,840"))) == ()
    (found,) = findings(table(("", "2031"), *rows, ("Operating profit", "15,480")))
    assert (4, 1) in {(where.row, where.column) for where in found.locations}


def test_an_untitled_total_is_found_in_both_columns_if_the_figures_bear_marks() -> None:
    rows = (("Water", "84,210", "78,655"), ("Process", "71,432", "69,970"), ("Service", "30,865", "27,642"))
    assert findings(table(YEARS, *rows, ("Total", "186,507", "176,267"))) == ()
    assert _columns(table(YEARS, *rows, ("Total", "186,570", "167,267"))) == {1, 2}


def test_an_untitled_total_that_misses_by_anything_is_another_total() -> None:
    rows = (("Water", "84,210", "78,655"), ("Process", "71,432", "69,970"), ("Service", "30,865", "27,642"))
    assert findings(table(YEARS, *rows, ("Total of the group", "391,118", "307,482"))) == ()


def test_movements_between_two_balances_are_found_broken_in_both_columns() -> None:
    rows = (
        ("Opening balance", "5,410", "4,932"),
        ("Additions", "1,275", "1,104"),
        ("Used", "(688)", "(626)"),
    )
    assert findings(table(YEARS, *rows, ("Closing balance", "5,997", "5,410"))) == ()
    assert _columns(table(YEARS, *rows, ("Closing balance", "5,979", "4,510"))) == {1, 2}


def _flows(*operating: str) -> Table:
    return table(
        ("", "2031", "2030", "2029"),
        ("Cash at beginning of year", "4,230", "4,010", "3,812"),
        ("Operating activities",),
        ("Profit for the year", "6,181", "5,402", "5,117"),
        ("Depreciation", "4,122", "3,957", "3,820"),
        ("Receivables", "(2,377)", "(1,868)", "(2,012)"),
        ("Net cash from operating activities", *operating),
        title="Cash flow statement",
    )


def test_cash_at_the_head_of_a_cash_flow_statement_is_no_line_of_its_first_activity() -> None:
    assert findings(_flows("7,926", "7,491", "6,925")) == ()
    assert _columns(_flows("7,296", "7,941", "6,295")) == {1, 2, 3}


def test_a_section_that_adds_up_in_no_column_for_no_plain_reason_is_said_to_be_unchecked() -> None:
    assert findings(_flows("17,926", "29,491", "1,925")) == ()

    untested = outcome(_flows("17,926", "29,491", "1,925")).untested

    assert {(one.location.row, one.location.column) for one in untested} == {
        *((6, 1), (6, 2), (6, 3)),
        *((3, None), (4, None), (5, None)),
    }
    (first,) = (one.reason for one in untested if (one.location.row, one.location.column) == (6, 1))
    assert first.startswith(
        "Net cash from operating activities (2031): 6,181 + 4,122 − 2,377 gives 7,926, printed is 17,926."
    )
