"""Unit and scale of every figure: its own, else its row's, its column's, its table's, the report's, in this order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.reports.figures.places import decimals
from service.reports.figures.scales import StatedUnits, names_percent, stated, states_exception
from service.reports.figures.units import RATIOS, commonest_currency, currency_code
from service.reports.model import Column, Number
from service.reports.tables.columns import Group, printed_currency
from service.reports.tables.rowkinds import RowKind, is_plain, kind_of, names_time, row_kinds
from service.reports.tables.slots import Slots

_PER_SHARE = re.compile(
    r"\bper[\s-]+(?:\w+[\s-]+){0,3}?(?:shares?|units?|ads|adr)\b|\baverage\b.*\b(?:price|fair value)\b", re.IGNORECASE
)
_SMALL = 100
"""No whole amount of a statement is this small in all its columns; a price per share often is."""
_AMOUNTS = re.compile(r"\b(?:amounts?|values?|prices?|premium|capital|costs?)\b", re.IGNORECASE)
_SHARES = re.compile(r"\b(?:shares|rsus|options|awards)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measure:
    """Unit and scale of a table; ``scale`` is None where the table itself says nothing."""

    currency: str | None = None
    scale: int | None = None
    share_scale: int | None = None
    signed: bool = False
    """A currency is printed with the figures, not only above them."""


def own_measure(
    caption_text: str, header_texts: Sequence[str], columns: Sequence[Column], groups: Sequence[Group]
) -> Measure:
    """What the caption, else heads that speak of all columns, else the figures themselves say for a whole table.

    ``header_texts`` are those of the label column and those that are alone in their row.
    """
    found = [stated(text) for text in (*caption_text.split("\n")[::-1], *header_texts) if text]
    scales = {column.scale for column in columns if column.unit not in RATIOS}
    scale = _first(found, "scale")
    if scale is None:
        scale = next(iter(scales)) if len(scales) == 1 else None
    if scale is None and columns and all(_in_units(column) for column in columns if column.unit not in RATIOS):
        scale = 0
    printed = printed_currency(groups)
    captioned = next((one.currency for one in found if one.currency), None)
    currency = captioned or printed or commonest_currency(column.unit for column in columns)
    return Measure(currency, scale, _first(found, "share_scale"), signed=printed is not None)


def measure(slots: Slots, groups: Sequence[Group], columns: Sequence[Column], table: Measure) -> None:
    """Give every figure of a table its unit and scale."""
    kinds = row_kinds(slots, _whole(slots, columns))
    for group, column in zip(groups, columns, strict=True):
        above = _column_kind(column)
        money = column.unit is not None or not table.signed
        for slot in group.figures:
            if slot.number:
                row = _crossed(kinds[slot.raw.row], above, slot.number)
                slot.number = _measured(slot.number, row, column, table, money=money)


def _whole(slots: Slots, columns: Sequence[Column]) -> RowKind:
    """What the head of the label column says that all figures count, where no column says that it holds amounts."""
    head = slots.lowest_heads().get(slots.label_column())
    text = head.raw.text if head else ""
    if states_exception(text) or stated(text).currency:
        return RowKind()
    if any(column.unit or column.scale is not None or _AMOUNTS.search(column.label) for column in columns):
        return RowKind()
    kind = kind_of(text)
    return replace(kind, whole=True) if kind.shares or kind.plain or kind.percent else RowKind()


def _column_kind(column: Column) -> RowKind:
    """What a column's label says of its figures."""
    if column.unit == "%" and names_percent(column.label):
        return RowKind(percent=True)
    if _PER_SHARE.search(column.label):
        return RowKind(per_share=True)
    if names_time(column.label):
        return RowKind(plain=True)
    shares = bool(_SHARES.search(column.label))
    return RowKind(shares=shares, plain=not shares and is_plain(column.label), scale=column.scale)


def _crossed(row: RowKind, column: RowKind, number: Number) -> RowKind:
    """What row and column say together of one figure."""
    if column.percent:
        return replace(row, percent=True)
    if column.per_share:
        return replace(row, per_share=True, shares=False)
    if row.per_share and row.inherited and not _looks_per_share(number):
        row = replace(row, per_share=False)
    if row.per_share:
        return row
    if column.plain and not row.plain:
        return replace(row, plain=True, scale=column.scale)
    return replace(row, shares=row.shares or column.shares)


def _looks_per_share(number: Number) -> bool:
    """Under a line "per share" are whole amounts too; those per share print cents, or are small."""
    return decimals(number.value) > 0 or abs(number.value) < _SMALL


def _measured(number: Number, row: RowKind, column: Column, table: Measure, *, money: bool) -> Number:
    if number.unit in RATIOS:
        return number
    if not number.unit and (row.percent or (column.unit in RATIOS and not row.plain)):
        return replace(number, unit="%" if row.percent else column.unit)
    if row.plain and not number.unit:
        return replace(number, scale=number.scale or row.scale or 0)
    if row.shares and not number.unit:
        return replace(number, unit="shares", scale=number.scale or _scale(row.scale, table.share_scale, column, table))
    unit = number.unit or row.currency or _currency(column) or (table.currency if money else None)
    if row.per_share:
        return replace(number, unit=unit, per_share=True)
    return replace(number, unit=unit, scale=number.scale or _scale(row.scale, None, column, table))


def _currency(column: Column) -> str | None:
    return column.unit if column.unit not in RATIOS else None


def _scale(row: int | None, shares: int | None, column: Column, table: Measure) -> int:
    return next((scale for scale in (row, shares, column.scale, table.scale) if scale is not None), 0)


def _first(found: Sequence[StatedUnits], name: str) -> int | None:
    return next((value for one in found if (value := getattr(one, name)) is not None), None)


def _in_units(column: Column) -> bool:
    """A bare currency sign heads it: the figures are printed in full."""
    return any(currency_code(word) is not None for word in column.label.split())


def inherited(own: Sequence[Measure], at: int) -> Measure:
    """The measure of a table, with what it leaves unsaid taken from the report's other tables.

    Of the scales stated nearest above, the most frequent; where none is stated above, the most frequent of all. A
    table that prints no currency in a report whose tables do counts something else, and inherits nothing.
    """
    mine = own[at]
    currency = mine.currency or commonest_currency(one.currency for one in own)
    signed = sum(one.signed for one in own) * 2 > len(own)
    if mine.scale is not None or (signed and mine.currency is None):
        return mine
    above = [one.scale for one in own[:at] if one.scale is not None][-_NEAREST:]
    scales = Counter(above[::-1]) or Counter(one.scale for one in own if one.scale is not None)
    return Measure(currency, scales.most_common(1)[0][0] if scales else None, mine.share_scale)


_NEAREST = 5
"""Statements above a table that are asked. One table in thousands among many in millions does not sway them."""
