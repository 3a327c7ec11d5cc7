"""Quotients printed in a line of their own: how much evidence there is that a line divides one other by another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from math import log10

from service.checks.numeric.ratios.percent import Ratio
from service.checks.numeric.relations.evidence import FIRM, most_broken
from service.checks.numeric.relations.plausible import CERTAIN, slip_between

MOST_DIGITS = 3.0
"""A quotient printed more exactly than this says no more."""
ENOUGH, ENOUGH_AGAINST = 1.5, 2.2
"""Digits of evidence that a division needs: to be ticked where it holds, and to be held against where it does not."""
SLIP_PENALTY, MISFIT_PENALTY = 0.6, 1.5
"""Digits of evidence that a broken quotient costs, where a mark of a slip explains it and where nothing does."""
NEAR_MISS = Decimal("0.04")
"""A quotient that misses by less than this share of itself may well be computed from other figures than those printed
(diluted shares, adjusted profits, unrounded amounts): it says nothing against them, and little for the division."""


def best_of(candidates: Iterable[tuple[tuple[Ratio, ...], float]]) -> tuple[Ratio, ...]:
    """The candidate with most evidence, if that is enough; each comes with what words and search are worth."""
    best: tuple[float, tuple[Ratio, ...]] = (ENOUGH, ())
    for rows, prior in candidates:
        score = _score(rows) + prior
        sure = score > ENOUGH_AGAINST or not any(_broken(row) for row in rows)
        if score > best[0] and sure and _carried(rows, prior):
            best = score, rows
    return tuple(replace(row, strength=best[0]) for row in best[1] if row.holds({}) or _broken(row))


def _score(rows: Sequence[Ratio]) -> float:
    gained: dict[tuple[Decimal, ...], float] = {}
    lost = 0.0
    for row in rows:
        if row.holds({}):
            gained[tuple(figure.value for figure in row.figures)] = _digits(row)
        else:
            lost += SLIP_PENALTY if marked(row) else MISFIT_PENALTY
    return sum(gained.values()) - lost


def _digits(row: Ratio) -> float:
    """How many digits of coincidence it takes to hold by chance."""
    printed = abs(row.figures[0].value)
    if not printed:
        return 0.0
    spread = 20 + 2 * printed if row.form != "per_share" else 2 * printed
    return max(0.0, min(MOST_DIGITS, log10(spread / max(Decimal("0.001"), 2 * row.tolerance))))


def _carried(rows: Sequence[Ratio], prior: float) -> bool:
    holding = [row for row in rows if row.holds({}) and row.figures[0].amount]
    broken = [row for row in rows if not row.holds({})]
    if not holding or len(broken) > most_broken(len(holding)):
        return False
    if len(holding) == 1 and prior < 0:
        return False
    return len(holding) >= FIRM or all(marked(row) for row in broken if _broken(row))


def _broken(row: Ratio) -> bool:
    """It misses by more than a near miss."""
    return not row.holds({}) and abs(row.difference({})) >= NEAR_MISS * abs(row.figures[0].value)


def marked(row: Ratio) -> bool:
    """A slip that leaves a mark of its own, in the quotient or in what it divides, explains that it does not hold."""
    for figure in row.figures:
        meant = row.solved_for(figure.place, {})
        if meant is not None and meant.is_finite() and slip_between(figure.value, meant) in CERTAIN:
            return True
    return False
