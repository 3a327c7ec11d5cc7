"""Sums of very many terms: some of these would explain any difference by an accident of their digits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal, localcontext

from service.checks.numeric.relations.equation import Corrections, Equation, Place
from service.checks.numeric.table.sheet import Figure

LONG = 200
"""Terms of a sum of which not every single one is weighed."""
_POWERS = (-3, -2, -1, 1, 2, 3)
"""Powers of ten by which a figure is off where its scale was mistaken."""


def is_long(equation: Equation) -> bool:
    """Its terms are too many for every one of them to be asked."""
    return len(equation.figures) > LONG


def weighed(equation: Equation, corrections: Corrections, shared: Collection[Place]) -> Iterator[Figure]:
    """The figures of which one is wrong; of a long sum the total and those that anything else speaks against.

    That is another broken relation (``shared``), or a value that explains the difference by its sign or its scale.
    """
    if not is_long(equation):
        yield from equation.accused
        return
    marked = _explained_by_a_slip(equation.difference(corrections))
    for at, figure in enumerate(equation.accused):
        if at == 0 or figure.place in shared or figure.value in marked:
            yield figure


def in_several(broken: Sequence[Equation]) -> frozenset[Place]:
    """The figures of several relations; none where no relation is long, since they are needed for those alone."""
    if not any(map(is_long, broken)):
        return frozenset()
    times = Counter(place for equation in broken for place in {figure.place for figure in equation.accused})
    return frozenset(place for place, count in times.items() if count > 1)


def _explained_by_a_slip(gap: Decimal) -> frozenset[Decimal]:
    """The figures that would explain a difference by their sign or by a power of ten: few do by accident.

    A figure f with the wrong sign is off by 2f, one with its point moved by n places by (10^n - 1)f.
    """
    shares = (2, *(Decimal(10) ** power - 1 for power in _POWERS))
    with localcontext(prec=200):
        return frozenset(sign * gap / share for share in shares for sign in (1, -1))
