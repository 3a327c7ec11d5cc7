"""Elsewhere: whether a value, the printed or the corrected one, is found elsewhere in the report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from service.checks.concepts.captions import are_alike, words_of
from service.checks.numeric.blame.spoken import Saying, Spoken
from service.checks.numeric.relations.evidence import is_weighty
from service.checks.numeric.table.sheet import Figure, Sheet
from service.reports.model import Report

MOST_NEAR = 16
"""Values that are looked at where rounding leaves room for several."""
MOST_CAPTIONS = 500
"""Places of one value that are asked for their words; one that is printed more often tells little anyway."""
LEAST_TO_TOLERANCE = 500
"""Of values less than so many times the rounding, one within it is printed somewhere by chance."""
CAPTION_WORTH = 0.5
"""A value under the same caption elsewhere: a tie-breaker, worth less than one more equation."""
TEXT_WORTH = 0.25
"""A value in a sentence, which may speak of something else."""
_IN_TEXT = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?![\d])")
"""Figures of four digits and more with their thousands separated: years and numbers of notes are not."""


class Elsewhere:
    """Every figure of the report by its scaled size, with the words of its caption; and the figures in its text."""

    def __init__(self, sheets: Sequence[Sheet], report: Report) -> None:
        self._in_sentences = {_digits(found) for one in report.paragraphs for found in _IN_TEXT.findall(one.text)}
        self._spoken = Spoken(report)
        self._words: dict[tuple[int, int], frozenset[str]] = {}
        self._captions: dict[Decimal, list[tuple[int, int, frozenset[str]]]] = defaultdict(list)
        for sheet in sheets:
            for number, line in enumerate(sheet.lines):
                words = self._words[sheet.table.index, number] = words_of(line.label or line.heading)
                for figure in line.figures:
                    if figure is not None and is_weighty(figure):
                        size = abs(figure.scaled)
                        self._captions[size].append((sheet.table.index, number, words))
        self._sizes = sorted(self._captions)

    def near(self, figure: Figure, value: Decimal, tolerance: Decimal) -> Iterator[Decimal]:
        """Values within ``tolerance`` of ``value`` that are printed under the same caption elsewhere.

        A sum tells a figure but for rounding, and where it is printed again it stands exactly.
        """
        if not tolerance or abs(value) < LEAST_TO_TOLERANCE * tolerance:
            return
        sign = -1 if value < 0 else 1
        first = bisect_left(self._sizes, figure.to_whole_units(abs(value) - tolerance))
        for size in self._sizes[first : first + MOST_NEAR]:
            printed = sign * figure.as_printed_here(size)
            if abs(printed - value) > tolerance:
                return
            if printed != value and self.is_printed(figure, printed):
                yield printed

    def evidence_for(self, figure: Figure, value: Decimal) -> float:
        """How much more the report says elsewhere ``value`` than what is printed: evidence that the figure is wrong."""
        exactly = self._worth(figure, value) - self._worth(figure, figure.value)
        return exactly or self._told(figure, value, figure.value) - self._told(figure, figure.value, value)

    def saying(self, figure: Figure, value: Decimal, other: Decimal) -> Saying | None:
        """A sentence that speaks of the figure's line and rounds ``value`` there, and not the ``other``."""
        words = self._words_of(figure)
        return self._spoken.of(words, figure.to_whole_units(value), figure.to_whole_units(other))

    def _told(self, figure: Figure, value: Decimal, other: Decimal) -> float:
        return TEXT_WORTH if self.saying(figure, value, other) else 0.0

    def _worth(self, figure: Figure, value: Decimal) -> float:
        if self.is_printed(figure, value):
            return CAPTION_WORTH
        return TEXT_WORTH if _digits(f"{abs(value):f}") in self._in_sentences else 0.0

    def _words_of(self, figure: Figure) -> frozenset[str]:
        return self._words[figure.table, figure.line]

    def is_printed(self, figure: Figure, value: Decimal) -> bool:
        """Another line with the same words, or words of which these are a part, prints ``value``."""
        own = self._words_of(figure)
        return any(
            (table, line) != (figure.table, figure.line) and are_alike(own, words)
            for table, line, words in self._captions.get(abs(figure.to_whole_units(value)), ())[:MOST_CAPTIONS]
        )


def _digits(text: str) -> str:
    """The digits alone; whichever sign stands between them, they name the same figure."""
    return re.sub(r"\D", "", text)
