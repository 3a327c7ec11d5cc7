"""The rows of all tables as narrative can speak of them: what each is about, and its figures by period."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from service.checks.consistency.sentence.period import NEVER, Period
from service.checks.consistency.sentence.periods import column_period
from service.checks.consistency.sentence.scopes import Scopes, scope_of
from service.checks.consistency.sentence.words import content
from service.checks.consistency.table.heads import column_periods
from service.checks.consistency.table.interval import Interval, of_number
from service.reports.model import Cell, Number, Report, Table

_NO_PERCENTAGE = 1000
_FEWEST_FIGURES = 6
"""Of a year, before it is taken for the current one."""
_LARGEST = 20
"""Power of ten beyond which a numeral in a cell is a code."""


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """One figure of a row, with the period that its column names."""

    cell: Cell
    number: Number
    period: Period
    column: int
    """Index of the logical column."""
    label: str
    """The column's header."""
    sort: frozenset[str]
    """What the header says beside the period: "notional amount", "fair value", "change"."""
    value: Interval
    """What the figure can stand for, with its scale, without its sign."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A row whose figures are in columns that name periods."""

    table: Table
    row: int
    label: str
    words: frozenset[str]
    """Of its own label."""
    context: frozenset[str]
    """Of the table's title and of the group heading above the row."""
    entries: tuple[PeriodCell, ...]
    undated: tuple[PeriodCell, ...] = ()
    """Its figures in columns that name no period; their period is that of nothing."""
    scope: frozenset[str] = frozenset()
    """Of the section or title that says whose figures they are: a segment, a part of the group."""


_OPENING = re.compile(r"\b(?:beginning|opening|start of|brought forward|b/f(?:wd)?)\b", re.IGNORECASE)
"""A row of opening balances is in the column of a period at whose start, not end, its figures are."""

_INCLUDES = re.compile(r"^.*\binclud(?:es?|ed|ing)\b(?=.*\bfollowing\b)", re.IGNORECASE)
"""Before this a title names what the rows are a part of: "margin includes the following adjustments"."""


class Rows:
    """Finds the rows that share words with a sentence."""

    def __init__(self, rows: Iterable[PeriodRow]) -> None:
        self._rows = tuple(rows)
        self._alike = Counter((table, label) for table, label, _ in {_shown(row) for row in self._rows})
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(self._rows):
            for word in row.words | row.context:
                self._by_word[word].append(at)

    def ambiguous(self, row: PeriodRow) -> bool:
        """Whether another row of the table has the same words and other figures: "4.375% Notes" and "3.625% Notes"."""
        return self._alike[row.table.index, _unnumbered(row.label)] > 1

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[PeriodRow]:
        return iter(self._rows)

    def sharing(self, words: frozenset[str]) -> tuple[PeriodRow, ...]:
        """Every row with one of these words in its label, its group or its table's title, in document order."""
        found = {at for word in words for at in self._by_word.get(word, ())}
        return tuple(self._rows[at] for at in sorted(found))


def _counted(number: Number) -> Number:
    """The figure without a percent sign it only has from its column: none is printed as "680,985%"."""
    if number.unit != "%" or "%" in number.text or abs(number.value) < _NO_PERCENTAGE:
        return number
    return replace(number, unit=None)


def _unnumbered(label: str) -> str:
    return " ".join(re.sub(r"[\d.,]+", " ", label.lower()).split())


def _shown(row: PeriodRow) -> tuple[int, str, tuple[str, ...]]:
    return row.table.index, _unnumbered(row.label), tuple(entry.number.text for entry in row.entries)


def rows_of(report: Report) -> Rows:
    """All rows of the report with figures in columns that name a period."""
    scopes = Scopes(report)
    return Rows(
        row for table in report.tables for row in _table_rows(table, scopes.of(table.section) | scope_of(table.title))
    )


def current_year(rows: Rows) -> int | None:
    """The last year for which columns have more than a few figures; None where columns name no years."""
    years = Counter(entry.period.year for row in rows for entry in row.entries)
    return max((year for year, figures in years.items() if figures >= _FEWEST_FIGURES), default=None)


def _table_rows(table: Table, scope: frozenset[str]) -> Iterable[PeriodRow]:
    periods = column_periods(table)
    place = {grid: column.index for column in table.columns for grid in column.columns}
    title = content(_INCLUDES.sub("", table.title))
    group: frozenset[str] = frozenset()
    by_period: dict[frozenset[str], PeriodRow] = {}
    for at, cells in _by_row(table).items():
        if at < table.header_rows:
            continue
        label = _label(cells)
        own = None if any(period for period, _ in periods.values()) else column_period(label)
        found = tuple(_entries(cells, place, periods, own))
        entries = tuple(entry for entry in found if entry.period != NEVER)
        undated = tuple(entry for entry in found if entry.period == NEVER)
        row = PeriodRow(table, at, label, content(label), title | group, entries, undated, scope)
        if own and len(entries) == 1:
            before = by_period.get(row.words)
            by_period[row.words] = replace(before, entries=before.entries + entries) if before else row
        elif found and not _OPENING.search(label):
            yield row
        elif label and not any(cell.number for cell in cells):
            group = content(label)
    yield from by_period.values()


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
        if cell.kind == "text" and not cell.reference:
            texts.append(cell.text.strip())
    return " ".join(texts)


def _entries(
    cells: list[Cell], place: dict[int, int], periods: dict[int, tuple[Period | None, str]], own: Period | None
) -> Iterable[PeriodCell]:
    """The figures with the period of their column, or with the one that the row's label names, or with none."""
    for cell in cells:
        column = place.get(cell.column)
        if cell.number is None or column is None or cell.number.value.adjusted() > _LARGEST:
            continue
        named, label = periods[column]
        number = _counted(cell.number)
        yield PeriodCell(cell, number, named or own or NEVER, column, label, content(label), of_number(number))
