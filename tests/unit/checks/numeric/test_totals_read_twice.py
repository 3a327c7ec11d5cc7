"""Schedules whose rows come to one total twice: by what was paid, and by what it is carried as."""

from __future__ import annotations

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, table

HEADS = ("Property", "Loans", "Land", "Building", "Added later", "Land now", "Building now", "In progress", "Total")


def _schedule(total: str = "140,640") -> Table:
    return table(
        HEADS,
        ("Mill House", "80,100", "22,410", "112,180", "14,230", "26,050", "122,770", "—", "148,820"),
        ("Weir Yard", "—", "15,330", "128,410", "150,720", "13,840", "147,310", "133,310", "294,460"),
        ("Lock Street", "28,200", "11,720", "107,590", "21,330", "15,170", "125,470", "—", total),
        ("Chapel Row", "—", "30,870", "187,360", "24,480", "29,210", "213,500", "—", "242,710"),
        ("Orchard, unfinished", "—", "—", "—", "61,250", "190", "—", "61,060", "61,250"),
    )


def test_both_sums_of_a_line_are_ticked() -> None:
    ticked = [{place.column for place in tick.locations} for tick in outcome(_schedule()).ticks]

    assert findings(_schedule()) == ()
    assert [columns for columns in ticked if {2, 3, 4, 8} <= columns]
    assert [columns for columns in ticked if {5, 6, 8} <= columns]


def test_a_wrong_total_is_one_finding() -> None:
    (found,) = findings(_schedule("146,040"))

    assert found.expected == "140640"
