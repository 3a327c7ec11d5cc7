"""Ties between a stated change and two cells of a row."""

from __future__ import annotations

from collections.abc import Iterable

from service.checks.consistency.change.changes import StatedChange
from service.checks.consistency.change.parts import Part
from service.checks.consistency.change.statement import expectations
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.table.interval import digits
from service.checks.consistency.table.likeness import is_name, likeness
from service.checks.consistency.table.matching import agrees, comparable, fits
from service.checks.consistency.table.rows import PeriodCell, PeriodRow
from service.reports.model import Number
from service.reports.prose.figure import StatedFigure

_PERCENT_TELLS = 0.7
"""A digit of a percentage tells less than one of an amount: many rows grow by 5%."""


def change_ties(change: StatedChange, words: frozenset[str], rows: Iterable[PeriodRow]) -> Iterable[Tie]:
    """Every pair of cells of one row that agrees with a part of the change and disagrees with at most one."""
    for row in rows:
        for now, then in _pairs(change, row):
            tie = _change_tie(change, words, row, now, then)
            if tie:
                yield tie


def named_change(
    change: StatedChange, words: frozenset[str], rows: Iterable[PeriodRow], section: int | None
) -> Tie | None:
    """The cells of the very thing the sentence names, where its one figure is not their change; None unless certain.

    Certain means: every row of that name, in the sentence's section if there is one there, gives the same change.
    """
    if len(change.parts) != 1:
        return None
    part, figure = next(iter(change.parts.items()))
    if not figure.unit:
        return None
    named = [
        tie
        for row in rows
        if is_name(words, row)
        for now, then in _latest(change, row)
        if (tie := _change_tie(change, words, row, now, then))
    ]
    named = [tie for tie in named if tie.row.table.section == section] or named
    if change.period and any(not change.period.surely_agrees(tie.entries[0].period) for tie in named):
        return None
    if not named or any(tie.odd != part or not tie.direction or _is_open(change, tie) for tie in named):
        return None
    return named[0] if all(tie.expected == named[0].expected for tie in named) else None


def _latest(change: StatedChange, row: PeriodRow) -> Iterable[tuple[PeriodCell, PeriodCell]]:
    """The pairs of the change's period; of the last in the row, where the sentence leaves the period to its context."""
    pairs = tuple(_pairs(change, row))
    if change.period or not pairs:
        return pairs
    last = max(now.period.year for now, _ in pairs)
    return tuple((now, then) for now, then in pairs if now.period.year == last)


def _is_open(change: StatedChange, tie: Tie) -> bool:
    """Whether a fiscal year may be the one that ends in these months or the one that begins in them."""
    period = change.period
    return period is not None and period.fiscal and period.month is None and tie.entries[0].period.year != period.year


def _pairs(change: StatedChange, row: PeriodRow) -> Iterable[tuple[PeriodCell, PeriodCell]]:
    """The cells of the period and the one before it, in columns of one kind."""
    for now in row.entries:
        if change.period and not change.period.agrees(now.period):
            continue
        for then in row.entries:
            if _go_together(now, then) and _is_base(change, now, then):
                yield now, then


def _go_together(now: PeriodCell, then: PeriodCell) -> bool:
    same = then.sort == now.sort and then.number.unit == now.number.unit
    return same and then.column != now.column and now.period.same_length(then.period)


def _is_base(change: StatedChange, now: PeriodCell, then: PeriodCell) -> bool:
    return change.base.agrees(then.period) if change.base else now.period.year - then.period.year == 1


def _change_tie(
    change: StatedChange, words: frozenset[str], row: PeriodRow, now: PeriodCell, then: PeriodCell
) -> Tie | None:
    """The change as that from one cell to the other; None where more than one part disagrees."""
    first, second = now.number, then.number
    if first.value * second.value <= 0 or first.value == second.value:
        return None
    expected = expectations(now.value, then.value, first.unit == "%")
    agreed, evidence = 0, likeness(words, row)
    odd: list[Part] = []
    for part, figure in change.parts.items():
        value = expected[part]
        if value is None or not _may_be(part, figure, first):
            return None
        if agrees(figure, value.magnitude(), first):
            agreed += 1
            evidence += digits(figure.value) * (_PERCENT_TELLS if part == "percent" else 1.0)
        elif not fits(figure, value.magnitude(), first):
            odd.append(part)
    direction = _moves_as_stated(change, first, second)
    if len(odd) > 1 or (odd and not direction):
        return None
    wanted = expected[odd[0]] if odd else None
    return Tie(
        row,
        (now, then),
        evidence,
        agreed,
        odd[0] if odd else None,
        wanted.magnitude() if wanted else None,
        direction,
    )


def _moves_as_stated(change: StatedChange, now: Number, then: Number) -> bool:
    """Whether the cells move as the verb says; of negative figures either may be said."""
    if now.value < 0 or now.value == then.value:
        return True
    return (now.value > then.value) == (change.direction == "up")


def _may_be(part: Part, figure: StatedFigure, number: Number) -> bool:
    """Whether the figure can be that part of a change of cells like ``number``."""
    if part == "percent":
        return number.unit not in ("%", "pp", "bp")
    if number.unit == "%":
        return figure.kind == ("points" if part == "amount" else "percent")
    return comparable(figure, number)
