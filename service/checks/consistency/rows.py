"""The rows of all tables as narrative can speak of them: what each is about, and its figures by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from service.checks.consistency.periods import Period, column_period
from service.checks.consistency.words import content
from service.reports.model import Cell, Number, Report, Table


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a row, with the period that its column names."""

    cell: Cell
    number: Number
    period: Period
    column: int
    """Index of the logical column."""
    label: str
    """The column's header."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose figures stand in columns that name periods."""

    table: Table
    row: int
    label: str
    words: frozenset[str]
    """Of its own label."""
    context: frozenset[str]
    """Of the table's title and of the group heading above the row."""
    entries: tuple[Entry, ...]


class Rows:
    """Finds the rows that share words with a sentence."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(self._rows):
            for word in row.words | row.context:
                self._by_word[word].append(at)

    def __len__(self) -> int:
        return len(self._rows)

    def sharing(self, words: frozenset[str]) -> tuple[Row, ...]:
        """Every row with one of these words in its label, its group or its table's title, in document order."""
        found = {at for word in words for at in self._by_word.get(word, ())}
        return tuple(self._rows[at] for at in sorted(found))


def rows_of(report: Report) -> Rows:
    """All rows of the report with figures in columns that name a period."""
    return Rows(row for table in report.tables for row in _table_rows(table))


def _table_rows(table: Table) -> Iterable[Row]:
    periods = {column.index: (column_period(column.label), column.label) for column in table.columns}
    if not any(period for period, _ in periods.values()):
        return
    place = {grid: column.index for column in table.columns for grid in column.columns}
    title = content(table.title)
    group: frozenset[str] = frozenset()
    for at, cells in _by_row(table).items():
        if at < table.header_rows:
            continue
        label = _label(cells)
        entries = tuple(_entries(cells, place, periods))
        if entries:
            yield Row(table, at, label, content(label), title | group, entries)
        elif label:
            group = content(label)


def _by_row(table: Table) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(cell)
    return dict(sorted(rows.items()))


def _label(cells: list[Cell]) -> str:
    """The text before the first figure."""
    texts: list[str] = []
    for cell in cells:
        if cell.number:
            break
        if cell.kind == "text":
            texts.append(cell.text.strip())
    return " ".join(texts)


def _entries(
    cells: list[Cell], place: dict[int, int], periods: dict[int, tuple[Period | None, str]]
) -> Iterable[Entry]:
    for cell in cells:
        column = place.get(cell.column)
        if cell.number is None or column is None:
            continue
        period, label = periods[column]
        if period:
            yield Entry(cell, cell.number, period, column, label)
