"""Columns whose head names a period under which their figures are not elsewhere, but under another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from service.checks.consistency.periods.captioned_figures import CaptionedFigure, Key, Place, captioned_figures
from service.checks.consistency.sentence.period import Period
from service.checks.consistency.table.rows import Rows

_ALIKE, _UNLIKE = 2, 1
"""What a figure counts for that is elsewhere in a column of the same sort, and of another (a segment's)."""
_ENOUGH = 4
_OUTVOTED = 4
"""So many times as many figures speak against a head as for it, at least."""

Pair = tuple[CaptionedFigure, CaptionedFigure]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A column whose figures are under another period elsewhere: the pair that shows it best, and how many do."""

    here: CaptionedFigure
    there: CaptionedFigure
    figures: int
    length: bool
    """The lengths of the two periods differ; else the years."""
    sure: bool
    """Something speaks for the other head, and nothing for this one; else either of the two may be wrong."""


@dataclass(slots=True)
class _Column:
    """What the figures of one column say of its head."""

    first: CaptionedFigure
    agreeing: int = 0
    against: dict[Period, list[Pair]] = field(default_factory=dict[Period, list[Pair]])

    @property
    def period(self) -> Period:
        return self.first.period


Columns = Mapping[Place, _Column]


def contradictions(rows: Rows) -> Iterator[Contradiction]:
    """Every head that is contradicted; of two that contradict each other the less usual one."""
    columns = _columns(tuple(captioned_figures(rows)))
    usual = Counter(part for column in columns.values() for part in _parts(column.period))
    reported: set[frozenset[int]] = set()
    for column in sorted(columns.values(), key=lambda column: _doubt(column, usual)):
        found = _contradicted(column, columns)
        if found is not None and (pair := frozenset((found.here.place[0], found.there.place[0]))) not in reported:
            reported.add(pair)
            yield found


def _columns(figures: Iterable[CaptionedFigure]) -> Columns:
    by_key: dict[Key, list[CaptionedFigure]] = defaultdict(list)
    for one in figures:
        by_key[one.key].append(one)
    columns: dict[Place, _Column] = {}
    for one in figures:
        column = columns.setdefault(one.place, _Column(one))
        others = [other for other in by_key[one.key] if other.row.table.index != one.row.table.index]
        if any(other.period.agrees(one.period) for other in others):
            column.agreeing += 1
            continue
        for other in others:
            if one.differs(other):
                column.against.setdefault(other.period, []).append((one, other))
    return columns


def _parts(period: Period) -> tuple[tuple[str, int | None], ...]:
    return ("year", period.year), ("months", period.months)


def _doubt(column: _Column, usual: Mapping[tuple[str, int | None], int]) -> tuple[int, int, Place]:
    """The column whose head is more likely wrong comes first: nothing agrees with it, and few others are called so."""
    return column.agreeing, sum(usual[part] for part in _parts(column.period)), column.first.place


def _contradicted(column: _Column, columns: Columns) -> Contradiction | None:
    if not column.against:
        return None
    period, pairs = max(column.against.items(), key=lambda item: _weight(item[1]))
    length = period.year == column.period.year
    if length:
        pairs = _of_one_length(column, columns, period.months)
    if column.agreeing * _OUTVOTED > _weight(pairs):
        return None
    alike = [(here, there) for here, there in pairs if here.sort == there.sort]
    direct = [pair for pair in alike if pair[0].told_apart(pair[1])]
    telling = direct or (alike if _twice(column, columns) else [])
    if not telling and not (_weight(pairs) >= _ENOUGH and (length or _anchored(column, columns))):
        return None
    if not length and _named_otherwise(column, columns, period):
        return None
    here, there = (telling or alike or pairs)[0]
    sure = columns[there.place].agreeing > column.agreeing
    return Contradiction(here, there, len({one.key for one, _ in pairs}), length, sure)


def _of_one_length(column: _Column, columns: Columns, months: int | None) -> list[Pair]:
    """The pairs of all columns of the table whose heads give the same length where another is right.

    "Six months ended June 30," is often over several years.
    """
    beside = [one for one in _beside(column, columns) if one.period.months == column.period.months]
    return [
        pair
        for one in beside
        for other, pairs in one.against.items()
        if other.year == one.period.year and other.months == months
        for pair in pairs
    ]


def _weight(pairs: Iterable[Pair]) -> int:
    """How much the figures count together, each once."""
    counted: dict[Key, int] = {}
    for here, there in pairs:
        counted[here.key] = max(counted.get(here.key, 0), _ALIKE if here.sort == there.sort else _UNLIKE)
    return sum(counted.values())


def _beside(column: _Column, columns: Columns) -> list[_Column]:
    return [other for (table, _), other in columns.items() if table == column.first.row.table.index]


def _twice(column: _Column, columns: Columns) -> bool:
    """Another column of its table has the same period and is of the same sort: one of them should have another."""
    alike = [one for one in _beside(column, columns) if one.period == column.period]
    return sum(one.first.sort == column.first.sort for one in alike) > 1


def _anchored(column: _Column, columns: Columns) -> bool:
    """Another column of the table is under the period that the report gives its figures."""
    return any(other.agreeing for other in _beside(column, columns))


def _named_otherwise(column: _Column, columns: Columns, period: Period) -> bool:
    """Another column of the table is as many years off: the table calls its years by another name."""
    shift = period.year - column.period.year
    others = [other for other in _beside(column, columns) if other is not column]
    return any(one.year - other.period.year == shift for other in others for one in other.against)
