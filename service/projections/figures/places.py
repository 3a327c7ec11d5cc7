"""From the locations that agents give to the figures that stand there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from service.findings import Finding, Location
from service.projections.figures.printed import Place, Printed, printed_figures
from service.reports.model import Report
from service.ticks import Tick, Untested

Anchor = tuple[int | None, int | None, int | None, int | None, str | None]
"""Table, row and column or paragraph, and the sentence."""
_SIDES = re.compile(" [=≈] ")


class Places:
    """The figures of a report by their places, and whatever else relations name, each with an index that stays."""

    def __init__(self, report: Report) -> None:
        self._figures = list(printed_figures(report))
        self._printed = len(self._figures)
        self._places = [figure.place for figure in self._figures]
        self._index = {place: index for index, place in enumerate(self._places)}
        self._sentences: defaultdict[Anchor, list[int]] = defaultdict(list)
        self._rows: defaultdict[tuple[int | None, int | None], list[int]] = defaultdict(list)
        self._tables: defaultdict[int | None, list[int]] = defaultdict(list)
        for index, figure in enumerate(self._figures):
            self._enter(index, figure)

    def all(self) -> Iterator[tuple[Place, bool]]:
        """Every place in order, and whether a figure is printed there."""
        return ((place, index < self._printed) for index, place in enumerate(self._places))

    def of_tick(self, tick: Tick) -> tuple[int, ...]:
        """The figures of a relation that holds. Of a sentence, those that the relation spells out."""
        against_cells = len(tick.locations) > 1
        own = _SIDES.split(tick.relation, maxsplit=1)[0] if against_cells else tick.relation
        return self._unique(index for place in tick.locations for index in self._of(place, own))

    def of_untested(self, one: Untested, table: int | None) -> tuple[tuple[int, ...], bool]:
        """The figures of a figure, line, table or sentence that could not be checked; and whether it speaks of each.

        Of a sentence, those that the reason names. Where it names none, or a whole table is meant, it speaks of none of
        them by itself.
        """
        place = one.location if one.location.table is not None else one.location.model_copy(update={"table": table})
        named = self._of(place, one.reason)
        of_each = bool(named) and (place.row is not None or place.table is None)
        return self._unique(named or self._of(place, None)), of_each

    def of_finding(self, finding: Finding) -> tuple[int, ...]:
        """The figure that a finding is about, then those that it was checked against."""
        if not finding.locations:
            return ()
        first, *others = finding.locations
        about = self._of(first, None)
        wrong = [index for index in about if self._says(index, finding.reported)] if len(about) > 1 else about
        return self._unique([*(wrong or about)[:1], *about, *(at for place in others for at in self._of(place, None))])

    def _enter(self, index: int, figure: Printed) -> None:
        place = figure.place
        if figure.sentence is not None:
            self._sentences[place.table, place.row, place.column, place.paragraph, figure.sentence].append(index)
        else:
            self._rows[place.table, place.row].append(index)
            self._tables[place.table].append(index)

    def _of(self, at: Location, words: str | None) -> list[int]:
        """The figures at a location; of several in a sentence, those that ``words`` has, or all without words."""
        told = self._sentences.get((at.table, at.row, at.column, at.paragraph, at.quote), [])
        if told:
            return told if words is None else [i for i in told if _stands_in(self._figures[i].text, words)]
        if at.table is None:
            return []
        if at.row is None:
            return self._tables[at.table]
        if at.column is None:
            return self._rows[at.table, at.row]
        return [self._at(Place(at.table, at.row, at.column))]

    def _at(self, place: Place) -> int:
        """The place's index. One without a figure gets an index of its own: a dash counts for zero in a sum."""
        if place not in self._index:
            self._index[place] = len(self._places)
            self._places.append(place)
        return self._index[place]

    def _says(self, index: int, reported: str | None) -> bool:
        try:
            return reported is not None and abs(self._figures[index].value) == abs(Decimal(reported))
        except InvalidOperation:
            return False

    @staticmethod
    def _unique(indices: Iterable[int]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(indices))


def _stands_in(text: str, words: str) -> bool:
    """Whether a figure stands in a text as a whole: "1.5%" does not in "11.5%"."""
    return re.search(rf"(?<![\d.,]){re.escape(text)}(?![\d]|[.,]\d)", words) is not None
