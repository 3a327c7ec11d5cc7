"""The note column: the total of a note is the line that refers to it, whatever either is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.checks.numeric.table.notes import number_of
from service.reports.model import Cell, Table
from tests.unit.checks.given.drawn import findings, table


def _balance(due: str = "31,906", note: str = "7") -> Table:
    drawn = table(
        ("", "2025", "2024"), ("Fixed assets", "48,211", "39,807"), ("Debtors", due, "28,115"), title="Balance sheet"
    )
    reference = Cell(2, 3, note, reference=True)
    return replace(drawn, width=4, cells=(*drawn.cells, reference))


def _note(title: str = "7. Amounts owed to the group") -> Table:
    rows = (("Trade", "24,118", "21,009"), ("Prepayments", "7,788", "7,106"), ("Total", "31,906", "28,115"))
    return table(("", "2025", "2024"), *rows, index=1, title=title)


def test_the_total_of_a_note_is_the_line_that_refers_to_it() -> None:
    assert findings(_balance(), _note()) == ()
    assert len(findings(_balance("30,214"), _note())) == 1


def test_the_total_of_another_note_is_not() -> None:
    assert findings(_balance("30,214", note="8"), _note()) == ()
    assert findings(_balance("30,214"), _note(title="Amounts owed to the group")) == ()


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("7. Debtors", "7"),
        ("Note 12 – Inventories", "12"),
        ("20.Loans (continued)", "20"),
        ("2.14 Tangible fixed assets", ""),
        ("2025", ""),
        ("31 December 2025", ""),
        ("Debtors", ""),
    ],
)
def test_a_note_is_numbered_by_what_its_title_begins_with(title: str, number: str) -> None:
    assert number_of(title) == number
