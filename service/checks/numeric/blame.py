"""One root cause per error: which figure's correction satisfies most of the broken equations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.numeric.equation import Equation, Place
from service.checks.numeric.plausible import CERTAIN, Slip, slip_of
from service.checks.numeric.sheet import Figure

CERTAIN_SLIP_WORTH, STALE_WORTH, TARGET_WORTH = 0.5, 0.2, 0.1
"""Tie-breakers, all below the worth of one more equation: a usual slip; a near value; being the total."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A figure, the value it should have, and the equations that its correction satisfies."""

    figure: Figure
    expected: Decimal
    slip: Slip | None
    satisfied: tuple[Equation, ...]


def culprits(equations: Sequence[Equation]) -> tuple[Culprit, ...]:
    """The fewest figures, found greedily, whose corrections satisfy every broken equation."""
    users: dict[Place, list[Equation]] = {}
    for equation in equations:
        for place in {figure.place for figure in equation.figures}:
            users.setdefault(place, []).append(equation)
    broken: list[Equation] = [equation for equation in equations if not equation.holds({})]
    found: list[Culprit] = []
    while broken:
        suspects = [suspect for suspect in _suspects(broken, users) if suspect[1].satisfied]
        if not suspects:
            break
        _, culprit = max(suspects, key=_worth)
        found.append(culprit)
        mended = {id(equation) for equation in culprit.satisfied}
        broken = [equation for equation in broken if id(equation) not in mended]
    return tuple(found)


def _worth(suspect: tuple[float, Culprit]) -> float:
    return suspect[0]


def _suspects(broken: list[Equation], users: dict[Place, list[Equation]]) -> Iterator[tuple[float, Culprit]]:
    waiting = {id(equation) for equation in broken}
    tried: set[tuple[Place, Decimal]] = set()
    for equation in broken:
        for figure in equation.figures:
            value = equation.solved_for(figure.place, {})
            if value is None or (figure.place, value) in tried:
                continue
            tried.add((figure.place, value))
            yield _weigh(figure, value, users[figure.place], waiting)


def _weigh(figure: Figure, value: Decimal, users: list[Equation], waiting: set[int]) -> tuple[float, Culprit]:
    correction = {figure.place: value}
    satisfied = tuple(e for e in users if id(e) in waiting and e.holds(correction))
    spoiled = sum(e.holds({}) and not e.holds(correction) for e in users)
    slip = _slip(figure, value)
    worth = CERTAIN_SLIP_WORTH if slip in CERTAIN else STALE_WORTH if slip else 0.0
    target = TARGET_WORTH if any(e.figures[0].place == figure.place for e in satisfied) else 0.0
    return len(satisfied) - spoiled + worth + target, Culprit(figure, value, slip, satisfied)


def _slip(figure: Figure, value: Decimal) -> Slip | None:
    finest = max(_places(figure.value), _places(value))
    step = 10 ** (finest - _places(figure.value))
    return slip_of(int(figure.value.scaleb(finest)), int(value.scaleb(finest)), step)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
