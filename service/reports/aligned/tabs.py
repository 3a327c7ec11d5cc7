"""Lines whose cells a tab parts, as spreadsheets are pasted into text, set with blanks instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

_FEWEST: Final = 2
"""Lines with as many tabs; a tab in one line alone is there for its width."""
_BLANKS: Final = "  "
_GAP: Final = "   "
"""What parts two cells in typewriting."""


def without_tabs(lines: Sequence[str]) -> list[str]:
    """The same lines, those that follow one another with as many tabs as one another set out in columns.

    Other lines keep their tabs. Lines without any, between them, name what follows.
    """
    out = list(lines)
    block: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            block.append(number)
            continue
        for run in () if _are_stops([lines[one] for one in block]) else _runs(lines, block):
            _set_out(out, run)
        block = []
    return out


def _are_stops(block: Sequence[str]) -> bool:
    """Blanks and tabs together set out its columns already: the tabs lead to stops."""
    return any("\t" in line and _BLANKS in line.strip() for line in block)


def _runs(lines: Sequence[str], block: Sequence[int]) -> Iterator[list[int]]:
    """The lines with tabs, those together that follow one another with as many; lines without are passed over."""
    tabbed = [number for number in block if "\t" in lines[number]]
    for _, run in groupby(tabbed, key=lambda number: lines[number].count("\t")):
        yield list(run)


def _set_out(out: list[str], run: Sequence[int]) -> None:
    """Set out the lines of these numbers: the first cells to the left, the others to the right."""
    if len(run) < _FEWEST:
        return
    rows = [[cell.strip() for cell in out[number].split("\t")] for number in run]
    if any(not any(row[column] for row in rows) for column in range(len(rows[0]))):
        return  # several tabs beside one another lead to a stop
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, row in zip(run, rows, strict=True):
        beside = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        out[number] = _GAP.join((row[0].ljust(widths[0]), *beside))
