"""A table of the file becomes a Table: headers, kinds, figures with their units, logical columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.reports.columns import Group, group_figures, label_columns
from service.reports.headers import mark_headers
from service.reports.joining import join_marks
from service.reports.model import Cell, Column, Number, Table
from service.reports.numerals import DecimalMark
from service.reports.raw import RawTable
from service.reports.references import set_references_aside
from service.reports.rowkinds import RowKind, row_kinds
from service.reports.scales import Stated, stated
from service.reports.slots import Slot, Slots


@dataclass(frozen=True, slots=True)
class Context:
    """Where a table stands and what is printed above it."""

    index: int = 0
    section: int | None = None
    paragraph: int = 0
    title: str = ""
    caption_text: str = ""
    mark: DecimalMark = "."


def lay_out(raw: RawTable, context: Context) -> Table:
    """The table as a person reads it; every cell of the file is kept, at its place."""
    slots = Slots.of(raw, context.mark)
    header_rows = mark_headers(slots)
    set_references_aside(slots, header_rows)
    join_marks(slots, context.mark)
    groups = group_figures(slots)
    columns = label_columns(groups, slots, header_rows)
    said = _said(slots, columns, context, header_rows)
    _measure(slots, groups, columns, said)
    return Table(
        index=context.index,
        section=context.section,
        paragraph=context.paragraph,
        title=context.title,
        rows=raw.rows,
        width=raw.width,
        header_rows=header_rows,
        cells=tuple(_cell(slot) for slot in slots),
        columns=tuple(columns),
        unit=said.currency,
        scale=said.scale or 0,
        caption_text=context.caption_text,
    )


def _cell(slot: Slot) -> Cell:
    raw = slot.raw
    return Cell(raw.row, raw.column, raw.text, slot.kind, slot.number, raw.colspan, raw.rowspan, slot.header)


def _said(slots: Slots, columns: Sequence[Column], context: Context, header_rows: int) -> Stated:
    """What the caption, else the header rows, else the figures themselves say for the whole table."""
    texts = [*context.caption_text.split("\n")[::-1]]
    texts += [slot.raw.text for row in slots.rows[:header_rows] for slot in row if slot.kind != "empty"]
    found = [stated(text) for text in texts if text]
    currency = next((one.currency for one in found if one.currency), None) or _printed_currency(columns)
    return Stated(
        currency,
        next((one.scale for one in found if one.scale is not None), None),
        next((one.share_scale for one in found if one.share_scale is not None), None),
    )


def _printed_currency(columns: Sequence[Column]) -> str | None:
    units = Counter(column.unit for column in columns if column.unit and len(column.unit) == 3)
    return units.most_common(1)[0][0] if units else None


def _measure(slots: Slots, groups: Sequence[Group], columns: Sequence[Column], said: Stated) -> None:
    """Give every figure its unit and scale: its own, its row's, its column's, its table's, in this order."""
    kinds = row_kinds(slots)
    for group, column in zip(groups, columns, strict=True):
        for slot in group.figures:
            if slot.number:
                slot.number = _measured(slot.number, kinds[slot.raw.row], column, said)


def _measured(number: Number, row: RowKind, column: Column, said: Stated) -> Number:
    if number.unit in {"%", "pp", "bp", "x"} or (not number.unit and (row.percent or column.unit == "%")):
        return replace(number, unit=number.unit or "%")
    if row.shares and not number.unit:
        scale = row.scale if row.scale is not None else said.share_scale
        return replace(number, unit="shares", scale=number.scale or _first(scale, column.scale, said.scale))
    unit = number.unit or row.currency or column.unit or said.currency
    if row.per_share or "per share" in column.label.lower():
        return replace(number, unit=unit, per_share=True)
    return replace(number, unit=unit, scale=number.scale or _first(row.scale, column.scale, said.scale))


def _first(*scales: int | None) -> int:
    return next((scale for scale in scales if scale is not None), 0)
