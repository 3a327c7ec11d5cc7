"""The figures that a text prints, as they are compared with those of another text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal

from service.checks.claims.folding import Folded, folded
from service.checks.claims.spelled import spelled
from service.reports.figures.numerals import DecimalMark, read_numeral

_FIGURE = re.compile(r"\d+(?:[.,']\d+)*")
_SPACED = re.compile(r"(?<![\d.,'])\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?![\d])")
"""Thousands set apart by spaces."""
LONGEST = 32
"""Digits and separators of a figure; what is longer names something."""


def printed_figures(text: str) -> tuple[str, ...]:
    """Every run of digits in ``text`` with the separators inside it; digits that belong to a word count, too."""
    return tuple(_FIGURE.findall(folded(text)))


def figures_at(text: Folded) -> Iterator[tuple[str, int]]:
    """The same of a folded text, each with the place where it begins in the text that was folded."""
    return ((match.group(), text.at[match.start()]) for match in _FIGURE.finditer(text.text))


class TextFigures:
    """The figures that some texts print: as printed, and by their values."""

    def __init__(self, texts: Iterable[str], mark: DecimalMark) -> None:
        self._mark: DecimalMark = mark
        self._printed: set[str] = set()
        self._signs: set[str] = set()
        self._in_words: set[Decimal] = set()
        for cell in (cell for text in texts for cell in text.split("|")):
            self._signs.update(_numerals(cell))
            self._in_words.update(spelled(cell))
            plain = folded(cell)
            self._printed.update(_FIGURE.findall(plain))
            self._printed.update(_SPACED.findall(plain))
        read = (read_numeral(one, mark) for one in self._printed if len(one) <= LONGEST)
        self._values = self._in_words | {value for value in read if value is not None}

    def prints(self, figure: str) -> bool:
        """Whether one of the texts prints ``figure``, or the same value."""
        return figure in self._printed or any(value in self._values for value in self.readings(figure))

    def counts(self, number: Decimal) -> bool:
        """Whether the texts say ``number``, which is written in words: in whatever scale, or as what two numbers in
        words come to ("nine months" and "the other five").
        """
        if any(number.scaleb(-power) in self._values for power in (0, 3, 6, 9)):
            return True
        return any(abs(number - one) in self._in_words or number + one in self._in_words for one in self._in_words)

    def signs(self, text: str) -> bool:
        """Whether each numeral of ``text`` that has no decimal digits ("½", "Ⅻ", "²") is in one of the texts."""
        return self._signs.issuperset(_numerals(text))

    def readings(self, figure: str) -> tuple[Decimal, ...]:
        """What the figure can be: models write a point for decimals whatever the report does."""
        marks: tuple[DecimalMark, ...] = (self._mark, "," if self._mark == "." else ".")
        read = (read_numeral(figure, mark) for mark in marks if len(figure) <= LONGEST)
        return tuple(dict.fromkeys(value for value in read if value is not None))

    def value(self, figure: str) -> Decimal | None:
        """The value of ``figure`` as one of the texts prints it; None where none of them does."""
        return next((value for value in self.readings(figure) if value in self._values), None)


def _numerals(text: str) -> set[str]:
    return {one for one in text if not one.isdecimal() and unicodedata.numeric(one, None) is not None}
