"""What makes a table of lines set with blanks: figures of accounts under one another, with names before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from service.reports.placed.continuation import FoundTable
from service.reports.placed.pieces import Piece
from service.reports.placed.rows import PlacedRow
from service.reports.tables.headers import says_when_or_what

_FEWEST: Final = 2
"""Lines of figures; one is a sentence with a gap in it."""
_UNMARKED: Final = 3
"""Lines of figures where none of them is printed as amounts are."""
_MOST: Final = 0.75
"""Of the lines: as many have a name, and end with a figure."""
_AMOUNT: Final = re.compile(r"\d[,.' ’]\d{3}(?!\d)|[$£€¥%]|^\(.*\)$|^-?[–—-]$")
"""How amounts are printed and places, years and counts are not: thousands parted, a currency, brackets, a dash."""
_TOTAL: Final = re.compile(
    r"(?:sub)?total|sum\b|summe|gesamt|somma|suma\b|totaal|i alt|合\s*計|合\s*计|합\s*계", re.IGNORECASE
)


def is_table(found: FoundTable, *, ruled: bool) -> bool:
    """Whether a run of lines is a table; lists of contents, addresses, versions and code have figures too.

    ``ruled`` says that rules are drawn in it. Figures that are printed as amounts only have to be in one column; small
    numbers need a rule or heads, and two columns, or heads that name periods.
    """
    data = [row for row in found.body if row.is_data]
    if len(data) < _FEWEST or not _are_rows(data):
        return False
    figures = [figure for row in data for figure in row.figures]
    if 2 * sum(_is_amount(figure) for figure in figures) >= len(figures):
        return True
    if _says_when(found.heads) or (len(data) >= _UNMARKED and _has_total(data)):
        return True
    return len(data) >= _UNMARKED and len(found.lanes) > 1 and (ruled or bool(found.heads))


def _are_rows(data: Sequence[PlacedRow]) -> bool:
    named = sum(row.name is not None for row in data)
    ended = sum(row.pieces[-1].figure or row.pieces[-1].kind == "mark" for row in data)
    return min(named, ended) >= _MOST * len(data)


def _is_amount(figure: Piece) -> bool:
    return _AMOUNT.search(figure.text) is not None


def _has_total(data: Sequence[PlacedRow]) -> bool:
    return any(row.name is not None and _TOTAL.match(row.name.text) for row in data)


def _says_when(heads: Sequence[PlacedRow]) -> bool:
    return any(piece.year or says_when_or_what(piece.text) for row in heads for piece in row.pieces)
