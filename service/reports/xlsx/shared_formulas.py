"""Formulas that a workbook writes once for many cells: what each of them says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from service.reports.limits import MAX_GRID_COLUMNS
from service.reports.markup import Element
from service.reports.xlsx.formula_tokens import tokens_of
from service.reports.xlsx.places import column_of, letters_of

_PART: Final = re.compile(r"(\$?)([A-Z]{1,3})?(?:(\$?)(\d{1,7}))?")
_OUTSIDE: Final = "#REF!"
_MOST_CHARACTERS: Final = 32_000_000
"""Of the formulas of one sheet that are written out for cells that share them: one long formula can be shared by
every cell there is."""

Place = tuple[int, int]


@dataclass(slots=True)
class SharedFormulas:
    """The formulas of one sheet that several cells share, each by its number, with the cell that writes it out."""

    _written: dict[str, tuple[Place, str]] = field(default_factory=dict[str, tuple[Place, str]])
    _room: int = _MOST_CHARACTERS

    def text_at(self, place: Place, element: Element) -> str:
        """The formula of the cell at ``place``, whose element in the file this is; "" if there is none."""
        text, number = (element.text or "").strip(), element.get("si")
        if element.get("t") != "shared" or number is None:
            return text
        if text:
            self._written[number] = (place, text)
            return text
        if number not in self._written:
            return ""
        first, text = self._written[number]
        self._room -= len(text)
        if self._room < 0:
            return ""
        return moved(text, place[0] - first[0], place[1] - first[1])


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows and columns further on; what it fixes with "$" stays."""
    parts: list[str] = []
    done = 0
    for token in tokens_of(formula):
        if token is None:
            break
        if token.kind == "reference":
            shifted = ":".join(_moved(part, rows, columns) for part in token.text.split(":"))
            parts += [formula[done : token.end - len(token.text)], _OUTSIDE if _OUTSIDE in shifted else shifted]
            done = token.end
    return "".join([*parts, formula[done:]])


def _moved(part: str, rows: int, columns: int) -> str:
    match = _PART.fullmatch(part)
    if match is None:
        return part
    fixed_column, letters, fixed_row, digits = match.groups()
    if letters is None:
        # A whole row is written as its number alone, so its "$" stands where that of the column would.
        fixed_column, fixed_row = "", fixed_column or fixed_row
    column = None if letters is None else column_of(letters) + (0 if fixed_column else columns)
    row = None if digits is None else int(digits) + (0 if fixed_row else rows)
    if (column is not None and not 0 <= column < MAX_GRID_COLUMNS * 20) or (row is not None and row < 1):
        return _OUTSIDE
    address = "" if column is None else f"{fixed_column}{letters_of(column)}"
    return address if row is None else f"{address}{fixed_row or ''}{row}"
