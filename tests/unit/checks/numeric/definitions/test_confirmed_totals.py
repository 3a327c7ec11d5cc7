"""A total that neither its lines nor the statement that prints it again come to is found in a single column."""

from __future__ import annotations

import pytest

from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, place, table

YEAR = ("", "2031")


def _sheet(receivables: str = "48,217", head: tuple[str, ...] = YEAR) -> Table:
    return table(head, ("Trade receivables", receivables), ("Inventories", "20,640"), title="Balance sheet")


def _note(total: str, name: str = "Total trade receivables", head: tuple[str, ...] = YEAR) -> Table:
    return table(
        head,
        ("Schools", "21,905"),
        ("Hospitals", "27,214"),
        ("Loss allowance", "(902)"),
        (name, total),
        index=1,
        title="Note 9",
    )


def test_a_total_that_its_lines_and_the_statement_tell_otherwise_is_found() -> None:
    assert findings(_sheet(), _note("48,217")) == ()
    (found,) = findings(_sheet(), _note("51,330"))
    assert (place(found), found.expected) == ((1, 4, 1), "48217")


@pytest.mark.parametrize(
    ("sheet", "note"),
    [
        (_sheet("48,127"), _note("51,330")),
        (_sheet(), _note("51,330", "Total other receivables")),
        (_sheet(head=("", "2030")), _note("51,330")),
    ],
    ids=["another value", "another name", "another year"],
)
def test_a_total_that_nothing_confirms_is_left_alone(sheet: Table, note: Table) -> None:
    assert findings(sheet, note) == ()
