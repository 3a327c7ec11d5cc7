"""Signs printed in cells of their own are joined to the figure beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from service.reports.figures.numbers import parse
from service.reports.figures.numerals import DecimalMark
from service.reports.tables.slots import Slot, Slots

_BRACKETED = re.compile(r"\(\d{1,2}\)")
_FOOTNOTE = re.compile(r"\(\w{1,4}\)|\[\w{1,2}\]|[*†‡§¹²³⁰⁴-⁹]+")
_GAP = 3
"""Grid columns. A bracket, a spacer and a gutter may be between a figure and its footnote mark."""
_BEFORE = re.compile(r"[^)%]+")
_AFTER = re.compile(r"[)\]]?\s*(?:%|pp|pts?|bps?|x)?[)\]]?.*")


def join_marks(slots: Slots, mark: DecimalMark) -> None:
    """Give every figure the currency sign, bracket, percent sign or footnote mark that is beside it."""
    _tell_footnotes(slots)
    rows = [[slot for slot in row if slot.kind != "empty" and not slot.header] for row in slots.rows]
    apart = _apart(rows)
    for printed in rows:
        for at, slot in enumerate(printed):
            if slot.figure:
                _join(printed, at, mark, apart)


def _apart(rows: list[list[Slot]]) -> set[tuple[int, int]]:
    """Pairs of grid columns that print two figures in one row: a mark in one belongs to none in the other."""
    pairs: set[tuple[int, int]] = set()
    for printed in rows:
        columns = [slot.raw.column for slot in printed if slot.figure]
        for step in (1, 2):
            pairs.update(zip(columns, columns[step:], strict=False))
    return pairs


def _join(printed: list[Slot], at: int, mark: DecimalMark, apart: set[tuple[int, int]]) -> None:
    slot = printed[at]
    before = printed[at - 1] if at and _leads(printed[at - 1], slot) else None
    if before and (before.raw.column, slot.raw.column) in apart:
        before = None
    after: list[Slot] = []
    for follower in printed[at + 1 :]:
        if (slot.raw.column, follower.raw.column) in apart or not _trails(follower, after[-1] if after else slot):
            break
        after.append(follower)
    if not before and not after:
        return
    lead = f"{before.raw.text.strip()} " if before else ""
    signs = [cell for cell in after if not _FOOTNOTE.fullmatch(cell.raw.text.strip())]
    reading = parse(lead + slot.raw.text.strip() + _texts(signs), mark)
    if reading.number is None or reading.kind != slot.kind:
        return
    slot.number = replace(reading.number, text=lead + slot.raw.text.strip() + _texts(after))
    slot.left = before.raw.column if before else slot.left
    slot.right = after[-1].last if after else slot.right


def _texts(cells: list[Slot]) -> str:
    return "".join(cell.raw.text.strip() for cell in cells)


def _leads(mark: Slot, figure: Slot) -> bool:
    """A currency sign or opening bracket just left of the figure."""
    return (
        mark.kind == "mark"
        and figure.raw.column - mark.last <= 2
        and bool(_BEFORE.fullmatch(mark.raw.text.strip()))
        and not mark.raw.text.strip().startswith("*")
    )


def _trails(mark: Slot, figure: Slot) -> bool:
    """A closing bracket, percent sign or footnote mark just right of the figure."""
    text = mark.raw.text.strip()
    return (
        mark.kind == "mark"
        and mark.raw.column - figure.last <= 1
        and not text.endswith("(")
        and (text[0] in ")]%*†‡§¹²³(" or text.lower() in {"pp", "pts", "pt", "bps", "bp", "x"})
    )


def _tell_footnotes(slots: Slots) -> None:
    """Turn "(1)" into a mark where its column prints nothing else and is always just right of a figure."""
    columns: dict[int, list[tuple[Slot, Slot | None]]] = defaultdict(list)
    headed = {slot.raw.column for slot in slots if slot.header and slot.kind != "empty"}
    for row in slots.rows:
        previous = None
        for slot in row:
            if slot.kind != "empty" and not slot.header:
                columns[slot.raw.column].append((slot, previous))
                previous = slot
    for column, entries in columns.items():
        if column in headed or not all(_is_footnote(slot, previous) for slot, previous in entries):
            continue
        for slot, _ in entries:
            slot.kind, slot.number = "mark", None


def _is_footnote(slot: Slot, previous: Slot | None) -> bool:
    if slot.kind == "mark":
        return True
    beside = previous is not None and previous.figure and slot.raw.column - previous.last <= _GAP
    return beside and bool(_BRACKETED.fullmatch(slot.raw.text.strip()))
