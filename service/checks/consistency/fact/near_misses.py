"""Figures that nothing else ties to a row, held against all rows that their words name: the same, or a slip of one.

A figure of many digits that is a cell's but for two of them swapped, one of them wrong or its point moved is that
cell's figure, whatever else the sentence leaves open: by chance it hardly happens. The fewer digits it has, the more of
the row's name the sentence must give.
"""

from __future__ import annotations

from collections.abc import Iterable

from service.checks.consistency.fact.loose_figures import Loose
from service.checks.consistency.fact.naming import names_exactly
from service.checks.consistency.fact.slips import slip_tells
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.sentence.masked import Masked
from service.checks.consistency.sentence.period import NEVER, Period
from service.checks.consistency.sentence.words import content, weight
from service.checks.consistency.table.certainty import is_of
from service.checks.consistency.table.likeness import likeness, own_words, share
from service.checks.consistency.table.matching import agrees, comparable, telling
from service.checks.consistency.table.rows import PeriodCell, PeriodRow, Rows

_ENOUGH = 4.5
"""Powers of ten against chance: those of the slip, and those of the name."""
_LEAST = 2.0
"""Powers of ten that the digits alone have to tell."""
_EXACT, _WHOLE, _HALF = 3.0, 2.0, 1.0
"""What a name tells that is given exactly, in all its words, or in half of them."""
_ALONE = 3.0
"""Powers of ten from which a slip needs no column of its own."""
_OF_ALL = content("total fair value carrying value amount balance group")
"""Words of columns that are of the whole."""
_HALF_NAMED = 0.5
_WHOLLY_NAMED = 0.99
_A_WORD = 1.0
_DIGITS = 3
"""Digits that have to agree for a figure without a period."""
_TELLING = 4.3
"""Digits and words that agree, from which a figure is that of a row."""


def agreement(loose: Loose, rows: Rows) -> Tie | None:
    """The row that has the figure as it is printed and that the words name best."""
    best: Tie | None = None
    for row in rows.sharing(loose.stated.words):
        if share(loose.stated.words, row) < _HALF_NAMED:
            continue
        for entry in cells_of(loose, row):
            known = telling(loose.item.figure, entry.number)
            if known < _DIGITS or not agrees(loose.item.figure, entry.value, entry.number):
                continue
            tie = Tie(row, (entry,), known + likeness(loose.stated.words, row), 1)
            if tie.evidence >= _TELLING and is_of(loose.stated, tie) and (best is None or tie.evidence > best.evidence):
                best = tie
    return best


def slip_of(masked: Masked, loose: Loose, rows: Rows) -> Tie | None:
    """The cell that the figure is a slip of, where name and digits together leave no other reading."""
    best: Tie | None = None
    for row in rows.sharing(loose.stated.words):
        named = _named(masked, loose, row)
        if not named:
            continue
        for entry in cells_of(loose, row):
            tells = slip_tells(loose.item.figure, entry.value, entry.number)
            if tells < _LEAST or named + tells < _ENOUGH or not (tells >= _ALONE or _of_whole(loose, row, entry)):
                continue
            if best is None or named + tells > best.evidence:
                best = Tie(row, (entry,), named + tells, 0, 0, entry.value)
    return best


def _of_whole(loose: Loose, row: PeriodRow, entry: PeriodCell) -> bool:
    """Whether the column is of a period, or the only one, or of nothing that the sentence does not speak of."""
    if len(row.entries) + len(row.undated) == 1:
        return True
    return entry.period != NEVER or weight(entry.sort - loose.stated.words - _OF_ALL) < _A_WORD


def cells_of(loose: Loose, row: PeriodRow) -> Iterable[PeriodCell]:
    """The cells of the row that the figure can be: of its year, where both say one."""
    for entry in (*row.entries, *row.undated):
        if _may_be_of(loose.item.period, entry.period) and comparable(loose.item.figure, entry.number):
            yield entry


def _may_be_of(stated: Period, period: Period) -> bool:
    if NEVER in (stated, period):
        return True
    return stated.may_last_as_long(period) and (stated.year == period.year or stated.agrees(period))


def _named(masked: Masked, loose: Loose, row: PeriodRow) -> float:
    named = share(loose.stated.words, row)
    if named < _HALF_NAMED or weight(own_words(row)) < _A_WORD:
        return 0.0
    if names_exactly(masked, loose.token, row):
        return _EXACT
    return _WHOLE if named >= _WHOLLY_NAMED else _HALF
