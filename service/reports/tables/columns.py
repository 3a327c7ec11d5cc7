"""Logical columns: which grid columns print one column of figures, and what is above it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from service.reports.figures.scales import stated, states_scale
from service.reports.figures.units import RATIOS, commonest_currency
from service.reports.model import Column, Number
from service.reports.tables.headers import says_when_or_what
from service.reports.tables.slots import Slot, Slots

_LARGEST = 100
"""A figure without a sign that is larger is taken for an amount, whatever the first figure of its column prints."""


@dataclass(slots=True)
class Group:
    """Figures that are above each other, and the grid columns they take up with their marks."""

    left: int
    right: int
    figures: list[Slot] = field(default_factory=list[Slot])
    first: int = 0
    last: int = 0

    def add(self, slot: Slot) -> None:
        self.left = min(self.left, slot.raw.column)
        self.right = max(self.right, slot.last)
        self.figures.append(slot)


def group_figures(slots: Slots) -> list[Group]:
    """The logical columns of a table, left to right.

    Figures belong together where their cells overlap. Where that puts two figures of one row together (a cell that
    spans several columns), the right edge decides instead, since figures are set to the right.
    """
    figures = [slot for slot in slots if slot.figure and not slot.header]
    groups: list[Group] = []
    for slot in sorted(figures, key=lambda slot: (slot.raw.column, slot.last)):
        if groups and slot.raw.column <= groups[-1].right:
            groups[-1].add(slot)
        else:
            groups.append(Group(slot.raw.column, slot.last, [slot]))
    groups = [part for group in groups for part in (_by_right_edge(group) if _collides(group) else [group])]
    groups = _merge_under_headers(groups, slots)
    taken = -1
    for at, group in enumerate(groups):
        group.first = max(min(slot.left for slot in group.figures), taken + 1)
        right = max(slot.right for slot in group.figures)
        if at + 1 < len(groups):
            right = min(right, min(slot.last for slot in groups[at + 1].figures) - 1)
        group.last = taken = max(group.first, right)
    return groups


def _collides(group: Group) -> bool:
    rows = [slot.raw.row for slot in group.figures]
    return len(rows) != len(set(rows))


def _by_right_edge(group: Group) -> list[Group]:
    parts: dict[int, Group] = {}
    for slot in group.figures:
        part = parts.setdefault(slot.last, Group(slot.last, slot.last))
        part.figures.append(slot)
    return [parts[edge] for edge in sorted(parts)]


def _merge_under_headers(groups: list[Group], slots: Slots) -> list[Group]:
    """Join neighbours that no row fills both of and that one header cell spans exactly."""
    heads = slots.lowest_heads()
    merged: list[Group] = []
    for group in groups:
        if merged and _share_head(merged[-1], group, heads) and not _rows(merged[-1]) & _rows(group):
            for slot in group.figures:
                merged[-1].add(slot)
        else:
            merged.append(group)
    return merged


def _rows(group: Group) -> set[int]:
    return {slot.raw.row for slot in group.figures}


def _share_head(left: Group, right: Group, heads: dict[int, Slot]) -> bool:
    head = heads.get(left.right)
    return head is not None and head.raw.colspan > 1 and heads.get(right.right) is head


def label_columns(groups: list[Group], slots: Slots, header_rows: int) -> list[Column]:
    """A Column per group, with its header texts, its unit and its scale."""
    label = slots.label_column()
    levels = [
        _level([slot for slot in slots.rows[row] if slot.raw.column > label], groups, lowest=row == header_rows - 1)
        for row in range(header_rows)
    ]
    return [_column(index, group, [level[index] for level in levels]) for index, group in enumerate(groups)]


def _column(index: int, group: Group, texts: list[str]) -> Column:
    parts = [text for at, text in enumerate(texts) if text and text not in texts[:at]]
    measures = [stated(text) for text in parts]
    currency = next((one.currency for one in reversed(measures) if one.currency), None)
    scale = next((one.scale for one in reversed(measures) if one.scale is not None), None)
    printed = printed_currency([group])
    percent = not printed and any(one.percent for one in measures)
    unit = "%" if percent else printed or _printed_ratio(group) or currency
    return Column(index, tuple(range(group.first, group.last + 1)), " ".join(parts), unit, scale)


def printed_currency(groups: Iterable[Group]) -> str | None:
    """The currency that most of those figures print that print one."""
    return commonest_currency(slot.number.unit for group in groups for slot in group.figures if slot.number)


def _printed_ratio(group: Group) -> str | None:
    """The sign that the first figure prints for all, where those that print none look like it."""
    figures = [
        slot.number
        for slot in sorted(group.figures, key=lambda slot: slot.raw.row)
        if slot.number and slot.kind == "number"
    ]
    first = figures[0] if figures else None
    if first is None or first.unit not in RATIOS:
        return None
    return first.unit if all(_is_alike(one, first) for one in figures if not one.unit) else None


def _is_alike(bare: Number, signed: Number) -> bool:
    """A figure without a sign that may be of the kind of one with a sign: small, and decimals only where that has."""
    return abs(bare.value) <= _LARGEST and _has_decimals(bare) == _has_decimals(signed)


def _has_decimals(number: Number) -> bool:
    return number.value.as_tuple().exponent != 0


def _level(cells: list[Slot], groups: list[Group], *, lowest: bool) -> list[str]:
    """The text of one header row above each group.

    Where the file has no spans (Markdown), a text in a row above the lowest reaches right to the next text, and a
    period or unit that is alone in a row reaches over all columns. Texts that are all beside the figures, in
    columns that hold none, name them in their order.
    """
    printed = [slot for slot in cells if slot.kind != "empty"]
    texts = [_above(printed, group) for group in groups]
    if not printed:
        return texts
    if not any(texts) and len(printed) == len(groups) > 1:
        return [" ".join(slot.raw.text.split()) for slot in printed]
    alone = printed[0].raw
    if any(slot.raw.colspan > 1 for slot in cells) and not (len(printed) == 1 and says_when_or_what(alone.text)):
        return texts
    if len(printed) == 1 and len(groups) > 1 and (alone.column <= groups[0].last or says_when_or_what(alone.text)):
        return [" ".join(alone.text.split())] * len(groups)
    if lowest and not all(states_scale(slot.raw.text) for slot in printed):
        return texts
    return [text or _left_of(printed, group) for text, group in zip(texts, groups, strict=True)]


def _left_of(printed: list[Slot], group: Group) -> str:
    """The nearest text to the left: where spans are lost, it reaches over what follows it."""
    return next((" ".join(slot.raw.text.split()) for slot in reversed(printed) if slot.last < group.first), "")


def _above(printed: list[Slot], group: Group) -> str:
    return " ".join(
        " ".join(slot.raw.text.split())
        for slot in printed
        if slot.raw.column <= group.last and slot.last >= group.first
    )
