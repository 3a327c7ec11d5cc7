"""A tick is worth what it claims: where figures are shuffled, next to no relation holds.

Each table keeps its captions and its figures, and prints them in other places; what still holds does so by chance.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from service.checks.numeric.check import check
from service.reports.model import Cell, Report, Table
from service.reports.reading import read
from tests.unit.generated.given.books import books_of
from tests.unit.generated.given.printing import FORMATS, style_of

SEEDS = range(30)
MOST_PER_THOUSAND = 3.0
"""Relations that may hold by chance among 1,000 figures."""
FILE = "report.md"


def shuffled(report: Report, dice: Random) -> Report:
    """The report with the figures of each table in other places of it."""
    return replace(report, tables=tuple(_shuffled(table, dice) for table in report.tables))


def _shuffled(table: Table, dice: Random) -> Table:
    printed = [cell for cell in table.cells if _is_figure(cell, table)]
    drawn = iter(dice.sample(printed, len(printed)))
    cells = (_with_figure(c, next(drawn)) if _is_figure(c, table) else c for c in table.cells)
    return replace(table, cells=tuple(cells))


def _is_figure(cell: Cell, table: Table) -> bool:
    return cell.kind == "number" and not cell.header and not cell.reference and cell.row >= table.header_rows


def _with_figure(cell: Cell, other: Cell) -> Cell:
    return replace(cell, number=other.number, text=other.text)


def test_next_to_no_relation_holds_between_shuffled_figures() -> None:
    figures = ticks = 0
    for seed in SEEDS:
        whole = read(FILE, FORMATS[FILE](books_of(seed), style_of(seed)))
        mixed = shuffled(whole, Random(seed))
        figures += sum(_is_figure(cell, table) for table in mixed.tables for cell in table.cells)
        ticks += len(check(mixed, lambda _: None).ticks)

    assert figures > 1_000
    assert 1_000 * ticks <= MOST_PER_THOUSAND * figures, f"{ticks} relations hold among {figures} shuffled figures"
