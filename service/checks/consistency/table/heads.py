"""What is above each column of a table, as far as it says a period."""

from __future__ import annotations

from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.periods import column_period, mentions
from service.reports.model import Column, Table


def column_periods(table: Table) -> dict[int, tuple[Period | None, str]]:
    """For each logical column, the period that its head names and the head itself.

    Where no head names a year, the only period that the table's title names is that of all columns.
    """
    heads = {column.index: _head(table, column) for column in table.columns}
    found = {index: (column_period(head), head) for index, head in heads.items()}
    if any(period for period, _ in found.values()):
        return found
    titled = {mention.period for mention in mentions(table.title)}
    only = next(iter(titled)) if len(titled) == 1 else None
    return {index: (only if only and _may_be_dated(head) else None, head) for index, head in heads.items()}


def _may_be_dated(head: str) -> bool:
    """Whether a head leaves the period to the title: it says nothing of changes or targets."""
    return column_period(f"{head} 2000") is not None


def _head(table: Table, column: Column) -> str:
    """The label of the column; with what is in the gap before it, where the label lacks the year."""
    if mentions(column.label):
        return column.label
    before = max((max(other.columns) for other in table.columns if other.index < column.index), default=0)
    first = min(column.columns)
    beside = [cell.text for cell in table.cells if cell.header and before < cell.column < first and cell.text.strip()]
    own = [text for text in beside if text not in column.label]
    return " ".join((column.label, *own)) if own and mentions(" ".join((column.label, *own))) else column.label
