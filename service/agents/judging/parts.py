"""A report in parts that a model can read at once: cut at headings and tables, even in size, and nothing left out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from service.agents.judging.blocks import Block, Unit

PART_CHARACTERS = 48_000
"""About 16,000 tokens where there are many figures: with instructions and an answer they fit into 32,000, the least
that models worth asking can read."""
OVERLAP_CHARACTERS = 2_000
"""Of what is before a split within a section, repeated after it: a sentence and the one it speaks of, a total and
its last lines."""
MOST_REPEATED = PART_CHARACTERS // 4
"""Heads of a table that are longer than this are not repeated."""
BESIDE_SHARE = 3
"""At most a third of a part is what is repeated in every part."""

Lines = list[str]
_Made = TypeVar("_Made")


@dataclass
class _Part:
    """Lines, and which of what every part repeats are among them."""

    lines: Lines = field(default_factory=Lines)
    has: set[int] = field(default_factory=set[int])
    length: int = 0


def parts_of(units: Sequence[Unit], size: int = PART_CHARACTERS, beside: Sequence[Unit] = ()) -> tuple[str, ...]:
    """The units in the order given, in as few parts as that allows, of sizes as even as that allows.

    Cut is only what is longer than a part. Where there is more than one, each begins with those units of ``beside``
    that it does not hold itself, as far as there is room for them.
    """
    is_one = len(_packed(_cut(units, size), [], size)) <= 1
    shown = [] if is_one else _with_room(beside, size // BESIDE_SHARE)
    pieces = _cut(units, size - sum(map(_length, shown)))
    parts = _evenly(lambda most: _packed(pieces, shown, most), size)
    return tuple("\n".join([*_missing(part.has, shown), *part.lines]) for part in parts)


def shuffled(units: Sequence[Unit], audit_id: str, number: int) -> tuple[Unit, ...]:
    """The order in which pass ``number`` reads the units: the report's own in the first, another in each further one.

    It follows from the audit and the pass alone, so that an audit that is resumed asks what it has asked before.
    """
    if number == 1:
        return tuple(units)

    def drawn(at: int) -> bytes:
        return hashlib.sha256(f"{audit_id} {number} {at}".encode()).digest()

    return tuple(units[at] for at in sorted(range(len(units)), key=drawn))


def _cut(units: Sequence[Unit], room: int) -> list[Lines]:
    """The units, each whole if there is room for it, else in even pieces."""
    pieces: list[Lines] = []
    for unit in units:
        whole = list(_pieces(unit, room))
        pieces += whole if len(whole) == 1 else _evenly(lambda most, unit=unit: list(_pieces(unit, most)), room)
    return pieces


def _packed(pieces: Sequence[Lines], beside: Sequence[Lines], most: int) -> list[_Part]:
    """The pieces in parts of ``most`` characters at most, each with what all parts repeat and it does not hold yet."""
    parts: list[_Part] = []
    for piece in pieces:
        own, length = set(piece), _length(piece)
        held = {at for at, lines in enumerate(beside) if own.issuperset(lines[1:])}
        if not parts or parts[-1].length + length + _length(_missing(parts[-1].has | held, beside)) > most:
            parts.append(_Part())
        part = parts[-1]
        part.lines.extend(piece)
        part.has |= held
        part.length += length
    return parts


def _missing(has: Container[int], beside: Sequence[Lines]) -> Lines:
    return [line for at, lines in enumerate(beside) if at not in has for line in lines]


def _with_room(beside: Sequence[Unit], room: int) -> list[Lines]:
    kept: list[Lines] = []
    for unit in beside:
        lines = [f"== {unit.path}", *(line for block in unit.blocks for line in (*block.heads, *block.lines))]
        if sum(map(_length, kept)) + _length(lines) <= room:
            kept.append(lines)
    return kept


def _evenly(made: Callable[[int], list[_Made]], most: int) -> list[_Made]:
    """What is ``made`` with the least size that does not make more of them than ``most`` does."""
    best = made(most)
    low, high = most // 2, most
    while low < high:
        middle = (low + high) // 2
        tried = made(middle)
        if len(tried) > len(best):
            low = middle + 1
        else:
            best, high = tried, middle
    return best


def _pieces(unit: Unit, size: int) -> Iterator[Lines]:
    """The unit, whole if it fits."""
    head = f"== {unit.path}" if unit.path else "== (before the first heading)"
    piece = [head]
    length = _length(piece)
    for block in unit.blocks:
        heads, lines = _split(block)
        written: Lines = []
        begun = False
        for line in lines:
            needed = [line] if begun else [*heads, line]
            if len(piece) > 1 and length + _length(needed) > size:
                yield piece
                piece = [f"{head} (goes on)", *heads, *_tail(written)]
                length = _length(piece)
                needed = [line]
            piece.extend(needed)
            length += _length(needed)
            written.append(line)
            begun = True
        if not lines:
            piece.extend(heads)
            length += _length(heads)
    yield piece


def _split(block: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is repeated at a split, and what is not."""
    if _length(block.heads) > MOST_REPEATED:
        return (), (*block.heads, *block.lines)
    return block.heads, block.lines


def _tail(lines: Sequence[str]) -> Lines:
    """The last lines, as many as may be repeated."""
    kept: Lines = []
    for line in reversed(lines):
        if _length(kept) + len(line) > OVERLAP_CHARACTERS:
            break
        kept.insert(0, line)
    return kept


def _length(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)
