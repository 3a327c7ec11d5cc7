"""Unit and scale of every figure: its own, else its row's, its column's, its table's, the report's, in this order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.reports.columns import Group
from service.reports.model import Column, Number
from service.reports.rowkinds import RowKind, row_kinds
from service.reports.scales import Stated, stated
from service.reports.slots import Slots
from service.reports.units import currency_code

_RATIOS = frozenset({"%", "pp", "bp", "x"})
_PER_SHARE = re.compile(
    r"\bper[\s-]+(?:\w+[\s-]+){0,3}?(?:shares?|units?|ads|adr)\b|\baverage\b.*\b(?:price|fair value)\b", re.IGNORECASE
)
_COUNT = re.compile(r"\b(?:number of|shares|rsus|options|awards|employees|headcount)\b", re.IGNORECASE)


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
    """What the caption, else the header rows, else the figures themselves say for a whole table."""
    found = [stated(text) for text in (*caption_text.split("\n")[::-1], *header_texts) if text]
    scale = _first(found, "scale")
    if scale is None and _in_units(header_texts, columns):
        scale = 0
    printed = _printed_currency(groups)
    currency = next((one.currency for one in found if one.currency), None) or printed
    return Measure(currency, scale, _first(found, "share_scale"), signed=printed is not None)


def measure(slots: Slots, groups: Sequence[Group], columns: Sequence[Column], table: Measure) -> None:
    """Give every figure of a table its unit and scale."""
    kinds = row_kinds(slots)
    for group, column in zip(groups, columns, strict=True):
        per_share = bool(_PER_SHARE.search(column.label))
        count = not per_share and bool(_COUNT.search(column.label))
        for slot in group.figures:
            if slot.number:
                row = kinds[slot.raw.row]
                if per_share:
                    row = replace(row, per_share=True)
                elif count and not row.per_share:
                    row = replace(row, shares=True)
                slot.number = _measured(slot.number, row, column, table)


def _measured(number: Number, row: RowKind, column: Column, table: Measure) -> Number:
    if number.unit in _RATIOS or (not number.unit and (row.percent or column.unit == "%")):
        return replace(number, unit=number.unit or "%")
    if row.shares and not number.unit:
        return replace(number, unit="shares", scale=number.scale or _scale(row.scale, table.share_scale, column, table))
    unit = number.unit or row.currency or column.unit or table.currency
    if row.per_share:
        return replace(number, unit=unit, per_share=True)
    return replace(number, unit=unit, scale=number.scale or _scale(row.scale, None, column, table))


def _scale(row: int | None, shares: int | None, column: Column, table: Measure) -> int:
    return next((scale for scale in (row, shares, column.scale, table.scale) if scale is not None), 0)


def _first(found: Sequence[Stated], name: str) -> int | None:
    return next((value for one in found if (value := getattr(one, name)) is not None), None)


def _in_units(header_texts: Sequence[str], columns: Sequence[Column]) -> bool:
    """A bare currency sign heads every column of money: the figures are printed in full."""
    bare = sum(currency_code(text) is not None for text in header_texts)
    return 0 < sum(column.unit not in _RATIOS for column in columns) <= bare


def _printed_currency(groups: Sequence[Group]) -> str | None:
    """The currency printed most often with the figures themselves."""
    units = Counter(slot.number.unit for group in groups for slot in group.figures if slot.number and slot.number.unit)
    return next((unit for unit, _ in units.most_common() if len(unit) == 3), None)


def inherited(own: Sequence[Measure], at: int) -> Measure:
    """The measure of a table, with what it leaves unsaid taken from the report's other tables.

    Of the scales stated nearest above, the most frequent; where none is stated above, the most frequent of all. A
    table that prints no currency in a report whose tables do counts something else, and inherits nothing.
    """
    mine = own[at]
    currencies = Counter(one.currency for one in own if one.currency)
    signed = sum(one.signed for one in own) * 2 > len(own)
    if mine.scale is not None or (signed and mine.currency is None):
        return mine
    above = [one.scale for one in own[:at] if one.scale is not None][-_NEAREST:]
    scales = Counter(above[::-1]) or Counter(one.scale for one in own if one.scale is not None)
    currency = mine.currency or (currencies.most_common(1)[0][0] if currencies else None)
    return Measure(currency, scales.most_common(1)[0][0] if scales else None, mine.share_scale)


_NEAREST = 5
"""Statements above a table that are asked. One table in thousands among many in millions does not sway them."""
