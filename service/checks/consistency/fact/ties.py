"""Ties between a sentence and a row of a table: by the words they share and by the figures that agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.checks.consistency.change.parts import Part
from service.checks.consistency.fact.naming import names_definitely
from service.checks.consistency.fact.stated import DatedFigure, StatedFact
from service.checks.consistency.sentence.masked import Masked
from service.checks.consistency.table.interval import Interval
from service.checks.consistency.table.likeness import is_name, likeness
from service.checks.consistency.table.matching import agrees, comparable, fits, telling
from service.checks.consistency.table.rows import PeriodCell, PeriodRow

_PART = re.compile(r"\b(?:related|relating|from|for|attributable|associated|due|respect)\b")
"""After a figure, this makes it a part of what was named."""
_NEAR_TAIL = 60
"""Characters after a figure in which such a word still speaks of it."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A row seen as what a sentence speaks of. ``odd`` is what does not agree with it; None if all agrees."""

    row: PeriodRow
    entries: tuple[PeriodCell, ...]
    """The cells compared, the one of ``odd`` first."""
    evidence: float
    """Digits that agree, and words that are shared."""
    agreed: int
    odd: int | Part | None = None
    expected: Interval | None = None
    direction: bool = True
    """The cells moved the way the sentence says."""


def list_ties(stated: StatedFact, rows: Iterable[PeriodRow]) -> Iterable[Tie]:
    """Every row that agrees with at least one of the figures and disagrees with at most one."""
    for row in rows:
        for reading in _readings(stated):
            tie = _list_tie(reading, row)
            if tie:
                yield tie


def _readings(stated: StatedFact) -> Iterable[StatedFact]:
    """The years that its periods can be, one way for all: fiscal years are named for their start or their end."""
    for periods in zip(*(item.period.readings() for item in stated.items), strict=False):
        pairs = zip(stated.items, periods, strict=True)
        yield replace(stated, items=tuple(replace(item, period=period) for item, period in pairs))


def _list_tie(stated: StatedFact, row: PeriodRow) -> Tie | None:
    agreed: list[PeriodCell] = []
    odd: list[int] = []
    evidence = likeness(stated.words, row)
    for at, item in enumerate(stated.items):
        entries = entries_of(item, row)
        fitting = agreeing(item, entries)
        if fitting:
            agreed.append(fitting)
            evidence += telling(item.figure, fitting.number) if item.figure.value else 0
        elif entries and not any(fits(item.figure, entry.value, entry.number) for entry in entries):
            odd.append(at)
    if not any(entry.number.value for entry in agreed) or len(odd) > 1:
        return None
    if not odd:
        return Tie(row, tuple(agreed), evidence, len(agreed))
    against = _against(stated.items[odd[0]], row, agreed)
    return Tie(row, (against, *agreed), evidence, len(agreed), odd[0], against.value) if against else None


def agreeing(item: DatedFigure, entries: Iterable[PeriodCell]) -> PeriodCell | None:
    """The first cell that the figure agrees with as printed."""
    return next((entry for entry in entries if agrees(item.figure, entry.value, entry.number)), None)


def _against(item: DatedFigure, row: PeriodRow, agreed: list[PeriodCell]) -> PeriodCell | None:
    """The cell the odd figure should be: of its period, in a column like those that agree, and none of them."""
    lengths = {entry.period.months for entry in agreed}
    sorts = {entry.sort for entry in agreed}
    found = [entry for entry in entries_of(item, row) if entry.period.months in lengths and entry.sort in sorts]
    return None if any(entry in agreed for entry in found) else next(iter(found), None)


def named_ties(masked: Masked, stated: StatedFact, rows: Iterable[PeriodRow]) -> Iterable[Tie]:
    """Every row that carries the very name the sentence gives its one figure, agreeing with it or not."""
    if len(stated.items) != 1:
        return
    item = stated.items[0]
    for row in rows:
        entries = tuple(entry for entry in entries_of(item, row) if item.period.surely_agrees(entry.period))
        if not entries or not _is_named(masked, stated, row):
            continue
        agreed = next((entry for entry in entries if fits(item.figure, entry.value, entry.number)), None)
        if agreed:
            yield Tie(row, (agreed,), likeness(stated.words, row), 0)
        else:
            yield Tie(row, entries[:1], likeness(stated.words, row), 0, 0, entries[0].value)


def _is_named(masked: Masked, stated: StatedFact, row: PeriodRow) -> bool:
    """Whether the subject of the verb is the row's name, or the words beside the figure are."""
    if stated.verbal and is_name(stated.words, row) and not _PART.search(stated.tail[:_NEAR_TAIL]):
        return True
    token = next(token for token in masked.tokens if token.start == stated.items[0].figure.start)
    return names_definitely(masked, token, row)


def entries_of(item: DatedFigure, row: PeriodRow) -> tuple[PeriodCell, ...]:
    """The cells of the row that are of the item's period and count the same."""
    return tuple(
        entry for entry in row.entries if item.period.agrees(entry.period) and comparable(item.figure, entry.number)
    )
