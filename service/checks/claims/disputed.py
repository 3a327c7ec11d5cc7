"""The figures that a claim disputes, each with the line it is in: what two wordings of one claim have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.claims.figures import TextFigures, figures_at, printed_figures
from service.checks.claims.places import TextPlace, TextsByPlace
from service.checks.claims.quoting import Quoted
from service.checks.claims.reckoning import Reckoned
from service.reports.figures.numerals import DecimalMark

_YEAR = re.compile(r"(?:19|20)\d\d")
"""Years say of which column a claim speaks; they are disputed only where nothing else is."""


@dataclass(frozen=True, slots=True)
class Disputed:
    """A figure that a claim says is wrong, or holds against another, and where it begins in the text of its place."""

    place: TextPlace
    at: int
    figure: Decimal
    column: int | None = None
    """Of the cell, if it is in a row of a table."""


class Lines:
    """The figures of the lines that a claim quotes."""

    def __init__(self, quotes: Sequence[Quoted], places: TextsByPlace, mark: DecimalMark) -> None:
        self._quotes = quotes
        self._places = places
        self._figures = [
            (place, at, TextFigures([figure], mark))
            for place in dict.fromkeys(quote.place for quote in quotes)
            if (text := places.folded(place)) is not None
            for figure, at in figures_at(text)
        ]

    def disputed(self, title: str, explanation: str, sums: Iterable[Reckoned]) -> tuple[Disputed, ...]:
        """What the failing ``sums`` state; without any what the title names of the lines, else the explanation.

        Empty where words contradict each other, not figures.
        """
        for texts in ([one.stated for one in sums if one.fails], [title], [explanation]):
            named = dict.fromkeys(figure for text in texts for figure in printed_figures(text))
            found = tuple(dict.fromkeys(one for figure in named for one in self._at(figure)))
            if found:
                return tuple(one for one in found if not _YEAR.fullmatch(str(one.figure))) or found
        return ()

    def _at(self, figure: str) -> Iterator[Disputed]:
        """Where the figure is in the words that are quoted; if nowhere there, where it is in their lines."""
        every = [
            Disputed(place, at, value, self._column(place, at))
            for place, at, shown in self._figures
            if (value := shown.value(figure)) is not None
        ]
        quoted = [one for one in every if any(_holds(quote, one) for quote in self._quotes)]
        yield from quoted or every

    def _column(self, place: TextPlace, at: int) -> int | None:
        if place.table < 0 or place.row < 0:
            return None
        spots = self._places.rows(place.table)[place.row].spots
        return next((spot.cell.column for spot in spots if spot.start <= at < spot.end), None)


def _holds(quote: Quoted, one: Disputed) -> bool:
    return quote.place == one.place and quote.start <= one.at < quote.end
