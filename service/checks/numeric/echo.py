"""Echoes: whether the value that a figure should have is printed under the same caption elsewhere in the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from service.checks.numeric.caption import contained, likeness, words_of
from service.checks.numeric.sheet import Figure, Line, Sheet

LEAST = 100
"""Values of fewer printed units are printed everywhere."""
ALIKE = 0.5


class Echoes:
    """Every figure of the report by its scaled size, with the words of its caption."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._captions: dict[Decimal, list[tuple[int, int, frozenset[str]]]] = defaultdict(list)
        for sheet in sheets:
            for number, line in enumerate(sheet.lines):
                words = _words(line)
                for figure in line.figures:
                    if figure is not None and abs(figure.amount) >= LEAST * figure.step:
                        size = abs(_scaled(figure, figure.value))
                        self._captions[size].append((sheet.table.index, number, words))

    def heard(self, figure: Figure, value: Decimal) -> bool:
        """Another line with the same words, or words of which these are a part, prints ``value``."""
        own = _words(self._sheets[figure.table].lines[figure.line])
        return any(
            (table, line) != (figure.table, figure.line) and (contained(own, words) or likeness(own, words) >= ALIKE)
            for table, line, words in self._captions.get(abs(_scaled(figure, value)), ())
        )


def _words(line: Line) -> frozenset[str]:
    return words_of(line.label or line.heading)


def _scaled(figure: Figure, value: Decimal) -> Decimal:
    return value.scaleb(figure.number.scale)
