"""Pipe tables as programs write them, whole again: rows broken over lines, no line of dashes below the heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_DELIMITER: Final = re.compile(r"\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*|\s{0,3}\|\s*:?-+:?\s*\|\s*")
_BAR: Final = re.compile(r"(?<!\\)\|")
_CODE: Final = 4
"""Blanks before a line of code."""
_LONGEST: Final = 12
"""Lines of one row, at most: a head names a period and a unit, one word a line."""


def mended(lines: Sequence[str]) -> list[str]:
    """The same lines, each row of a pipe table on one; what is no broken row is left as it is.

    A row is broken if it begins with a bar and its cells are as many as the line of dashes says only when the lines
    after it are taken with it.
    """
    out: list[str] = []
    at = 0
    while at < len(lines):
        if (width := _undelimited(lines, at, out)) > 1:
            out += [lines[at], "|" + "---|" * width]
            at = _mend_body(lines, at + 1, width, out)
        elif _DELIMITER.fullmatch(lines[at]):
            width = _cells(lines[at])
            _mend_head(out, width)
            out.append(lines[at])
            at = _mend_body(lines, at + 1, width, out)
        else:
            out.append(lines[at])
            at += 1
    return out


def _undelimited(lines: Sequence[str], at: int, out: Sequence[str]) -> int:
    """How many cells the rows have that begin here and lack the line of dashes below the first; 0 for none."""
    if out and out[-1].strip():
        return 0
    end = at
    while end < len(lines) and _is_row(lines[end]):
        end += 1
    widths = {_cells(line) for line in lines[at:end]}
    dashed = any(_DELIMITER.fullmatch(line) for line in lines[at:end])
    return widths.pop() if end - at > 1 and len(widths) == 1 and not dashed else 0


def _is_row(line: str) -> bool:
    bare = line.strip()
    return len(line) - len(line.lstrip()) < _CODE and bare.startswith("|") and bare.endswith("|") and len(bare) > 1


def _mend_head(out: list[str], width: int) -> None:
    """Join the lines just above, back to one that begins with a bar, if together they have ``width`` cells."""
    if not out or _cells(out[-1]) >= width:
        return
    for first in range(len(out) - 2, max(len(out) - 1 - _LONGEST, -1), -1):
        if not out[first + 1].strip() or not out[first].strip():
            return
        row = _joined(out[first:])
        if out[first].lstrip().startswith("|") and _cells(row) == width:
            out[first:] = [row]
            return


def _mend_body(lines: Sequence[str], at: int, width: int, out: list[str]) -> int:
    """Copy the rows of a body, each on one line; the number of the line after them."""
    while at < len(lines) and lines[at].strip() and _BAR.search(lines[at]):
        end = _end_of_row(lines, at, width)
        out.append(_joined(lines[at:end]))
        at = end
    return at


def _end_of_row(lines: Sequence[str], at: int, width: int) -> int:
    """The line after a row: the next one, unless the row is open and some lines further on are its rest."""
    if not _is_open(lines[at], width):
        return at + 1
    for end in range(at + 2, min(at + _LONGEST, len(lines)) + 1):
        below = lines[end - 1]
        if not below.strip() or below.lstrip().startswith("|"):
            break
        row = _joined(lines[at:end])
        if _cells(row) == width and row.endswith("|"):
            return end
        if _cells(row) > width:
            break
    return at + 1


def _is_open(line: str, width: int) -> bool:
    begins = line.lstrip().startswith("|")
    return begins and not line.rstrip().endswith("|") and _cells(line) <= width


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines) if len(lines) > 1 else lines[0]


def _cells(line: str) -> int:
    """How many cells a line has, counted as pipe tables are."""
    bare = line.strip()
    bars = len(_BAR.findall(bare))
    return bars + 1 - bare.startswith("|") - (bare.endswith("|") and not bare.endswith("\\|") and len(bare) > 1)
