"""A place left empty where the other columns print a figure, and the sum needs one."""

from __future__ import annotations

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, place, table

YEARS = ("", "2025", "2024", "2023")


def _revenue(services: str = "852", total: str = "3,959", years: int = 3) -> Table:
    rows = (
        ("Products", "2,947", "2,980", "3,161"),
        ("Services", "961", services, "781"),
        ("Rentals", "113", "127", "94"),
        ("Total revenue", "4,021", total, "4,036"),
    )
    return table(YEARS[: years + 1], *(row[: years + 1] for row in rows))


@pytest.mark.parametrize("years", [2, 3])
def test_an_emptied_term_is_the_figure_that_is_missing(years: int) -> None:
    (found,) = findings(_revenue(services="", years=years))
    assert (found.check, place(found)) == ("figure_missing", (0, 2, 2))
    assert (found.reported, found.expected, found.difference) == (None, "852", "-852")
    assert found.cause == "missing figure"
    assert found.locations[0].quote is None


@pytest.mark.parametrize("years", [2, 3])
def test_an_emptied_total_is_the_figure_that_is_missing(years: int) -> None:
    (found,) = findings(_revenue(total="", years=years))
    assert (found.check, place(found), found.expected) == ("figure_missing", (0, 4, 2), "3959")
    assert "is left empty" in found.description


def test_a_subtotal_that_is_left_empty_is_missing_once() -> None:
    (found,) = findings(
        table(
            YEARS,
            ("Cash", "310", "287", "264"),
            ("Receivables", "1,204", "1,150", "1,093"),
            ("Total current assets", "1,514", "", "1,357"),
            ("Plant", "2,310", "2,245", "2,188"),
            ("Goodwill", "905", "912", "931"),
            ("Total non-current assets", "3,215", "3,157", "3,119"),
            ("Total assets", "4,729", "4,594", "4,476"),
        )
    )
    assert (place(found), found.expected) == ((0, 3, 2), "1437")


@pytest.mark.parametrize("nothing", ["", "—"])
def test_a_line_that_does_not_apply_is_left_empty_and_nothing_is_missing(nothing: str) -> None:
    assert findings(_revenue(services=nothing, total="3,107")) == ()


def test_a_dash_is_a_figure_and_its_line_is_not_missing() -> None:
    (found,) = findings(_revenue(services="—"))
    assert found.check == "column_total"


def test_columns_that_are_not_added_up_have_no_total_to_miss() -> None:
    assert (
        findings(
            table(
                ("", "Principal amount", "Net proceeds"),
                ("April 2026", "750", "748"),
                ("April 2028", "920", "917"),
                ("April 2033", "1,500", "1,491"),
                ("Total", "", "3,156"),
            )
        )
        == ()
    )


def test_a_column_that_goes_on_to_what_the_others_do_not_reach_misses_nothing_on_the_way() -> None:
    assert (
        findings(
            table(
                ("", "Americas", "Europe", "Total"),
                ("Revenue", "19,572", "12,257", "31,829"),
                ("Cost of sales", "(11,056)", "(6,967)", "(18,023)"),
                ("Gross profit", "8,516", "5,290", "13,806"),
                ("Expenses", "(3,781)", "(2,715)", "(6,496)"),
                ("Operating profit", "4,735", "2,575", ""),
                ("Interest", "", "", "(107)"),
                ("Profit before tax", "", "", "7,203"),
            )
        )
        == ()
    )
