"""A report in parts that a model can read at once: split at headings and tables, and nothing left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from service.agents.judging.blocks import Block, Unit

PART_CHARACTERS = 48_000
"""About 16,000 tokens where there are many figures: with instructions and an answer they fit into 32,000, the least
that models worth asking can read."""
OVERLAP_CHARACTERS = 2_000
"""Of what stands before a split within a section, repeated after it: a sentence and the one it speaks of, a total and
its last lines."""
MOST_REPEATED = PART_CHARACTERS // 4
"""Heads of a table that are longer than this are not repeated."""


def parts_of(units: Sequence[Unit], size: int = PART_CHARACTERS) -> tuple[str, ...]:
    """The units in the order given, in as few parts as that allows; split is only what is longer than a part."""
    parts: list[list[str]] = []
    room = 0
    for piece in (piece for unit in units for piece in _pieces(unit, size)):
        length = _length(piece)
        if length > room:
            parts.append([])
            room = size
        parts[-1].extend(piece)
        room -= length
    return tuple("\n".join(part) for part in parts)


def shuffled(units: Sequence[Unit], audit_id: str, number: int) -> tuple[Unit, ...]:
    """The order in which pass ``number`` reads the units: the report's own in the first, another in each further one.

    It follows from the audit and the pass alone, so that an audit that is resumed asks what it has asked before.
    """
    if number == 1:
        return tuple(units)

    def drawn(at: int) -> bytes:
        return hashlib.sha256(f"{audit_id} {number} {at}".encode()).digest()

    return tuple(units[at] for at in sorted(range(len(units)), key=drawn))


def _pieces(unit: Unit, size: int) -> Iterator[list[str]]:
    """The unit, whole if it fits."""
    head = f"== {unit.path}" if unit.path else "== (before the first heading)"
    piece = [head]
    for block in unit.blocks:
        heads, lines = _split(block)
        written: list[str] = []
        begun = False
        for line in lines:
            needed = [line] if begun else [*heads, line]
            if len(piece) > 1 and _length(piece) + _length(needed) > size:
                yield piece
                piece = [f"{head} (goes on)", *heads, *_tail(written)]
                needed = [line]
            piece.extend(needed)
            written.append(line)
            begun = True
        if not lines:
            piece.extend(heads)
    yield piece


def _split(block: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is repeated at a split, and what is not."""
    if _length(block.heads) > MOST_REPEATED:
        return (), (*block.heads, *block.lines)
    return block.heads, block.lines


def _tail(lines: Sequence[str]) -> list[str]:
    """The last lines, as many as may be repeated."""
    kept: list[str] = []
    for line in reversed(lines):
        if _length(kept) + len(line) > OVERLAP_CHARACTERS:
            break
        kept.insert(0, line)
    return kept


def _length(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)
