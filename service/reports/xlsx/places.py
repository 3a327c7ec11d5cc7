"""Places on a sheet: "B7" is row 6, column 1."""

from __future__ import annotations

import re
from typing import Final

_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def place_of(reference: str) -> tuple[int, int] | None:
    """The zero-based row and column of "B7"."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    return max(int(match[2]), 1) - 1, column_of(match[1])


def column_of(letters: str) -> int:
    """The zero-based column of "B"."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def letters_of(column: int) -> str:
    """ "B" for column 1."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def name_of(row: int, column: int) -> str:
    """ "B7" for row 6 and column 1."""
    return f"{letters_of(column)}{row + 1}"
