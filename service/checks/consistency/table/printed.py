"""What the tables and sentences of a report print: a figure that is in another place too is hardly a slip."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from service.checks.consistency.fact.stated import DatedFigure
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.period import NEVER
from service.checks.consistency.sentence.words import weight
from service.checks.consistency.table.rows import PeriodCell, PeriodRow, Rows
from service.reports.prose.figure import StatedFigure

_TELLING = 3
"""Digits that are in some table by chance; more of them are the figure that is meant."""
_SUFFIX = 2
"""Characters of ``significant`` that are no digits."""


class PrintedDigits:
    """The digits that a report prints, in tables and in sentences."""

    def __init__(self, rows: Rows, passages: Iterable[Passage]) -> None:
        self._cells: dict[str, list[tuple[PeriodRow, PeriodCell]]] = defaultdict(list)
        for row in rows:
            for entry in (*row.entries, *row.undated):
                self._cells[significant(entry.number.value)].append((row, entry))
        stated = (token.figure for passage in passages for token in passage.masked.tokens if token.figure)
        self._in_sentences = Counter(significant(figure.value) for figure in stated)

    def elsewhere(self, figure: StatedFigure, words: frozenset[str]) -> bool:
        """Whether its digits are in a table, or in another sentence, so that it was not mistyped here.

        Three digits are in some table by chance; they count where a row that has them shares a word of ``words``.
        """
        shown = significant(figure.value)
        if len(shown) - _SUFFIX > _TELLING:
            return bool(self._cells.get(shown)) or self._in_sentences[shown] > 1
        return any(weight(row.words & words) >= 1 for row, _ in self._cells.get(shown, ()))

    def of_another(self, item: DatedFigure, row: PeriodRow) -> bool:
        """Whether a figure of four digits or more is in another row for the period, so that it may be of that."""
        shown = significant(item.figure.value)
        return len(shown) - _SUFFIX > _TELLING and any(
            other.label != row.label and (entry.period == NEVER or item.period.agrees(entry.period))
            for other, entry in self._cells[shown]
        )


def significant(value: Decimal) -> str:
    """The digits, the same for a figure in thousands or millions: "1,620" and "1.62" are, "16.2" is another."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return f"{digits}e{value.adjusted() % 3}" if digits else ""
