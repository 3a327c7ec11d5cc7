"""Columns of percentages that compare every line with one: shares of a total, and what "% of revenue" says."""

from __future__ import annotations

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, table

HEAD = ("", "2025", "% of total", "2024", "% of total")


def _products(software: str = "27.2%", total: str = "100.0%") -> Table:
    return table(
        HEAD,
        ("Hardware", "9,012", "56.8%", "8,231", "57.9%"),
        ("Software", "4,318", software, "3,702", "26.0%"),
        ("Services", "2,534", "16.0%", "2,283", "16.1%"),
        ("Total", "15,864", total, "14,216", "100.0%"),
    )


def test_shares_of_a_total_are_ticks() -> None:
    result = outcome(_products())
    assert result.findings == ()
    assert sum(tick.check == "share" for tick in result.ticks) == 8


def test_a_share_that_is_not_that_of_its_line_is_reported() -> None:
    (found,) = findings(_products(software="22.7%"))
    assert (place(found), found.expected, found.check) == ((0, 2, 2), "27.2", "share")


def test_a_whole_that_is_not_a_hundred_per_cent_is_reported() -> None:
    (found,) = findings(_products(total="10.0%"))
    assert place(found) == (0, 4, 2)


def test_percentages_of_something_that_the_table_does_not_print_stay_silent() -> None:
    ownership = table(
        ("", "Carrying amount", "Interest held"),
        ("Alpha", "9,012", "56.8%"),
        ("Beta", "4,318", "33.3%"),
        ("Gamma", "2,534", "49.0%"),
        ("Total", "15,864", ""),
    )
    result = outcome(ownership)
    assert result.findings == ()
    assert not [tick for tick in result.ticks if tick.check == "share"]
