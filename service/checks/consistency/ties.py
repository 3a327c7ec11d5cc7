"""Ties between a sentence and a row of a table: by the words they share and by the figures that agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from service.checks.consistency.changes import Change, Part
from service.checks.consistency.interval import Interval, digits, of_figure, of_number
from service.checks.consistency.lists import Item, Stated
from service.checks.consistency.rows import Entry, Row
from service.checks.consistency.words import weight
from service.reports.model import Number
from service.reports.prose import Figure
from service.reports.units import CURRENCY_CODE, CURRENCY_SIGN

_BARE = 0.4
"""Weight of the words of a label that names nothing by itself."""
_MONEY = re.compile(rf"{CURRENCY_SIGN}|{CURRENCY_CODE}")
_A_NAME = 1.3
"""Weight of words that can name one thing in a report: more than one, or one and a common one."""
_PART = re.compile(r"\b(?:related|relating|from|for|attributable|associated|due|respect)\b")
"""After a figure, this makes it a part of what was named."""
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tie:
    """A row seen as what a sentence speaks of. ``odd`` is what does not agree with it; None if all agrees."""

    row: Row
    entries: tuple[Entry, ...]
    """The cells compared, the one of ``odd`` first."""
    evidence: float
    """Digits that agree, and words that are shared."""
    agreed: int
    odd: int | Part | None = None
    expected: Interval | None = None
    direction: bool = True
    """The cells moved the way the sentence says."""


def likeness(words: frozenset[str], row: Row) -> float:
    """How well the words of a sentence fit a row: at most 2 for its own label, 1.4 for all shared words."""
    return 2 * share(words, row) + 0.7 * min(weight((row.words | row.context) & words), 2.0)


def scales(figure: Figure, number: Number) -> tuple[int | None, ...]:
    """The powers of ten under which the two can be compared, besides those they print.

    A bare "$237" may be in the scale of the tables; a table that names no scale may be in thousands or millions.
    """
    if figure.kind not in ("amount", "count") or figure.per_share:
        return (None,)
    if figure.scaled:
        return (None, *(figure.scale - less for less in (3, 6) if less <= figure.scale)) if not number.scale else (None,)
    return (None, number.scale) if number.scale else (None,)


def comparable(figure: Figure, number: Number) -> bool:
    """Whether the two can count the same thing."""
    if figure.kind == "percent":
        return number.unit == "%"
    if figure.kind not in ("amount", "count") or number.unit in ("%", "pp", "bp"):
        return False
    if figure.kind == "count" and _MONEY.search(number.text):
        return False
    if figure.per_share != number.per_share and (figure.per_share or number.per_share):
        return False
    return not (figure.unit and number.unit and figure.unit != number.unit)


def fits(figure: Figure, value: Interval, number: Number) -> bool:
    """Whether the figure can be the value, printed to its own precision; signs are not compared."""
    return any(of_figure(figure, scale).meets(value) for scale in scales(figure, number))


def agrees(figure: Figure, value: Interval, number: Number) -> bool:
    """Whether the figure is the value as printed, hedges apart: what counts as evidence."""
    return any(of_figure(figure, scale, loose=False).shares(value) for scale in scales(figure, number))


def share(words: frozenset[str], row: Row) -> float:
    """The part of a row's label that the words name; of its title, where the label says no more than "ending balance"."""
    own = row.words if weight(row.words) > _BARE else row.words | row.context
    whole = weight(own)
    return weight(own & words) / whole if whole else 0.0


def list_ties(stated: Stated, rows: Iterable[Row]) -> Iterable[Tie]:
    """Every row that agrees with at least one of the figures and disagrees with at most one."""
    for row in rows:
        tie = _list_tie(stated, row)
        if tie:
            yield tie


def _list_tie(stated: Stated, row: Row) -> Tie | None:
    agreed: list[Entry] = []
    evidence = 0.0
    odd: int | None = None
    against: tuple[Entry, ...] = ()
    for at, item in enumerate(stated.items):
        entries = entries_of(item, row)
        fitting = [entry for entry in entries if agrees(item.figure, of_number(entry.number), entry.number)]
        if fitting:
            agreed.append(fitting[0])
            evidence += _telling(item.figure, fitting[0].number)
        elif any(fits(item.figure, of_number(entry.number), entry.number) for entry in entries):
            continue
        elif odd is not None:
            return None
        elif entries:
            odd, against = at, entries
    if not agreed:
        return None
    lengths = {entry.period.months for entry in agreed}
    sorts = {entry.sort for entry in agreed}
    against = tuple(entry for entry in against if entry.period.months in lengths and entry.sort in sorts)
    if odd is not None and (not against or {entry.cell for entry in against} & {entry.cell for entry in agreed}):
        return None
    expected = of_number(against[0].number) if odd is not None else None
    return Tie(row, (*against[:1], *agreed), evidence + likeness(stated.words, row), len(agreed), odd, expected)


def named_ties(stated: Stated, rows: Iterable[Row]) -> Iterable[Tie]:
    """Every row that carries the very name the sentence gives its one figure, agreeing with it or not."""
    if len(stated.items) != 1 or not stated.verbal or _PART.search(stated.tail[:60]):
        return
    item = stated.items[0]
    for row in rows:
        entries = entries_of(item, row)
        if not entries or not _is_name(stated.words, row):
            continue
        value = of_number(entries[0].number)
        agreed = any(fits(item.figure, of_number(entry.number), entry.number) for entry in entries)
        odd = None if agreed else 0
        yield Tie(row, entries[:1], likeness(stated.words, row), 0, odd, None if agreed else value)


def _is_name(words: frozenset[str], row: Row) -> bool:
    """Whether label and title, and nothing else of weight, make up the words of the sentence."""
    own = row.words if weight(row.words) > _BARE else row.words | (row.context & words)
    if weight(own) < _A_NAME or (weight(row.words) > _BARE and not row.words <= words):
        return False
    return weight(words - row.words - row.context) <= _BARE


def _telling(figure: Figure, number: Number) -> int:
    """How many digits agree: as many as the less exact of the two prints; a zero that is printed tells as much as one."""
    return max(1, min(digits(figure.value), digits(number.value)))


def entries_of(item: Item, row: Row) -> tuple[Entry, ...]:
    """The cells of the row that are of the item's period and count the same."""
    return tuple(
        entry for entry in row.entries if item.period.agrees(entry.period) and comparable(item.figure, entry.number)
    )


def change_ties(change: Change, words: frozenset[str], rows: Iterable[Row]) -> Iterable[Tie]:
    """Every pair of cells of one row that agrees with a part of the change and disagrees with at most one."""
    for row in rows:
        for now, then in _pairs(change, row):
            tie = change_tie(change, words, row, now, then)
            if tie:
                yield tie


def _pairs(change: Change, row: Row) -> Iterable[tuple[Entry, Entry]]:
    for now in row.entries:
        if change.period and not change.period.agrees(now.period):
            continue
        for then in row.entries:
            if (
                then.column == now.column
                or then.number.unit != now.number.unit
                or not now.period.same_length(then.period)
            ):
                continue
            if change.base.agrees(then.period) if change.base else now.period.year - then.period.year == 1:
                yield now, then


def change_tie(change: Change, words: frozenset[str], row: Row, now: Entry, then: Entry) -> Tie | None:
    """The change seen as that from one cell to the other; None where more than one part disagrees, or none agrees."""
    first, second = now.number, then.number
    if first.value * second.value <= 0:
        return None
    expected = expectations(of_number(now.number), of_number(then.number), first.unit == "%")
    agreed, odd, evidence = 0, [], 0.0
    for part, figure in change.parts.items():
        value = expected[part]
        if value is None or not _may_be(part, figure, first):
            return None
        if agrees(figure, value.magnitude(), first):
            agreed += 1
            evidence += digits(figure.value) * (0.7 if part == "percent" else 1.0)
        elif not fits(figure, value.magnitude(), first):
            odd.append(part)
    rose = abs(first.value) > abs(second.value)
    direction = first.value < 0 or first.value == second.value or rose == (change.direction == "up")
    if len(odd) > 1 or (odd and not direction):
        return None
    part = odd[0] if odd else None
    value = expected[part].magnitude() if part and expected[part] else None
    return Tie(row, (now, then), evidence + likeness(words, row), agreed, part, value, direction)


def expectations(now: Interval, then: Interval, of_points: bool = False) -> dict[Part, Interval | None]:
    """What each part of a change must be, given its two ends."""
    ratio = now.percent_of(then)
    percent = None if ratio is None else Interval(ratio.low - _HUNDRED, ratio.high - _HUNDRED)
    return {"amount": now.minus(then), "percent": None if of_points else percent, "end": now, "start": then}


def _may_be(part: Part, figure: Figure, number: Number) -> bool:
    """Whether the figure can be that part of a change of cells like ``number``."""
    if part == "percent":
        return number.unit not in ("%", "pp", "bp")
    if number.unit == "%":
        return figure.kind == ("points" if part == "amount" else "percent")
    return comparable(figure, number)
