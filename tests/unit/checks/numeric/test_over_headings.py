"""One caption below several headings: another table prints what its figures come to."""

from __future__ import annotations

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, table

YEARS = ("", "2031", "2030")


def _segments(process: str = "6,115", service: str = "Service") -> Table:
    return table(
        YEARS,
        ("Water",),
        ("Sales", "61,302", "58,411"),
        ("Operating income", "12,812", "11,790"),
        ("Process",),
        ("Sales", "32,118", "31,407"),
        ("Operating income", "6,340", process),
        (service,),
        ("Sales", "15,087", "14,992"),
        ("Operating income", "3,118", "2,941"),
        title="Segments",
    )


def _reconciled(name: str = "Segment operating income", first: str = "22,270", last: str = "18,165") -> Table:
    rows = (
        (name, first, "20,846"),
        ("Research", "(2,911)", "(2,763)"),
        ("Head office", "(1,194)", "(1,217)"),
        ("Profit from operations", last, "16,866"),
    )
    return table(YEARS, *rows, index=1, title="Reconciliation")


def test_what_segments_print_comes_to_the_line_that_the_reconciliation_begins_with() -> None:
    ticks = {tick.relation for tick in outcome(_segments(), _reconciled()).ticks}

    assert {"12,812 + 6,340 + 3,118 = 22,270", "11,790 + 6,115 + 2,941 = 20,846"} <= ticks


def test_a_wrong_figure_of_a_segment_is_found() -> None:
    assert findings(_segments(), _reconciled()) == ()
    (found,) = findings(_segments("6,175"), _reconciled())
    assert (0, 6, 2) in {(one.table, one.row, one.column) for one in found.locations}


def test_a_line_of_another_name_and_one_that_no_year_comes_to_are_not_their_sum() -> None:
    assert findings(_segments("6,175"), _reconciled("Sales of plant")) == ()
    assert findings(_segments("6,175"), _reconciled(first="22,311", last="18,206")) == ()


def test_two_lines_under_one_heading_are_no_parts() -> None:
    twice = _segments("6,175", service="Process")

    assert findings(twice, _reconciled()) == ()
