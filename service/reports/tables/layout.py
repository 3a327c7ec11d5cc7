"""A table of the file becomes a Table: headers, kinds, figures with their units, logical columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.reports.figures.numerals import DecimalMark
from service.reports.model import Cell, Column, Table
from service.reports.tables.columns import Group, group_figures, label_columns
from service.reports.tables.headers import mark_headers
from service.reports.tables.joining import join_marks
from service.reports.tables.labels import from_lines, from_table
from service.reports.tables.measuring import Measure, inherited, measure, own_measure
from service.reports.tables.raw import RawTable
from service.reports.tables.references import set_references_aside
from service.reports.tables.slots import Slot, Slots

_SHORT = 80
"""Characters. Prose between two tables parts them; headings and short lines do not."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where a table is and what is printed above it."""

    index: int = 0
    section: int | None = None
    paragraph: int = 0
    title: str = ""
    caption_text: str = ""
    mark: DecimalMark = "."
    lines: tuple[str, ...] = ()
    """The paragraphs between the table before it and itself, the nearest few."""


@dataclass(slots=True)
class TableDraft:
    """A table understood by itself; units that it leaves unsaid are still open."""

    context: Context
    slots: Slots
    header_rows: int
    groups: list[Group]
    columns: list[Column]
    own: Measure


def lay_out(tables: Sequence[tuple[RawTable, Context]]) -> tuple[Table, ...]:
    """The tables of a report as a person reads them; every cell of the file is kept, at its place."""
    drafts = [_draft(raw, context) for raw, context in tables]
    _label_from_outside(drafts)
    own = [draft.own for draft in drafts]
    return tuple(_table(draft, inherited(own, at)) for at, draft in enumerate(drafts))


def _label_from_outside(drafts: Sequence[TableDraft]) -> None:
    """Label the columns of tables without heads from the lines above them or the table they go on from."""
    for before, draft in zip((None, *drafts), drafts, strict=False):
        if not draft.columns or any(column.label for column in draft.columns):
            continue
        found = from_lines(draft.columns, draft.context.lines)
        if found is None and before is not None and all(len(line) <= _SHORT for line in draft.context.lines):
            if before.columns:
                found = from_table(draft.columns, before.columns, adjoining=not draft.context.lines)
            else:
                found = from_lines(draft.columns, _rows_as_lines(before.slots))
        draft.columns = found or draft.columns


def _rows_as_lines(slots: Slots) -> list[str]:
    """The rows of a table that holds nothing but the heads of the table below it."""
    return [" ".join(slot.raw.text for slot in row if slot.kind != "empty") for row in slots.rows]


def _draft(raw: RawTable, context: Context) -> TableDraft:
    slots = Slots.of(raw, context.mark)
    header_rows = mark_headers(slots)
    set_references_aside(slots, header_rows)
    join_marks(slots, context.mark)
    groups = group_figures(slots)
    columns = label_columns(groups, slots, header_rows)
    heads = _general_heads(slots, header_rows)
    return TableDraft(
        context, slots, header_rows, groups, columns, own_measure(context.caption_text, heads, columns, groups)
    )


def _general_heads(slots: Slots, header_rows: int) -> list[str]:
    """Header texts that speak of the whole table: in the label column, or alone in their row."""
    label = slots.label_column()
    rows = [[slot for slot in row if slot.kind != "empty"] for row in slots.rows[:header_rows]]
    return [slot.raw.text for row in rows for slot in row if slot.raw.column <= label or len(row) == 1]


def _table(draft: TableDraft, measures: Measure) -> Table:
    measure(draft.slots, draft.groups, draft.columns, measures)
    context, raw = draft.context, draft.slots.raw
    return Table(
        index=context.index,
        section=context.section,
        paragraph=context.paragraph,
        title=context.title,
        rows=raw.rows,
        width=raw.width,
        header_rows=draft.header_rows,
        cells=tuple(_cell(slot) for slot in draft.slots),
        columns=tuple(draft.columns),
        unit=measures.currency,
        scale=measures.scale or 0,
        scale_stated=draft.own.scale is not None,
        caption_text=context.caption_text,
        page=raw.page,
        page_breaks=raw.page_breaks,
        sheet=raw.sheet,
    )


def _cell(slot: Slot) -> Cell:
    raw = slot.raw
    return Cell(
        raw.row,
        raw.column,
        raw.text,
        slot.kind,
        slot.number,
        raw.colspan,
        raw.rowspan,
        slot.header,
        slot.reference,
        raw.formula,
        raw.stored,
        raw.facts,
        raw.box,
    )
