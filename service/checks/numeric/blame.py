"""One root cause per error: which figure's correction satisfies most of the broken equations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import itemgetter

from service.checks.numeric.echo import Echoes
from service.checks.numeric.equation import Equation, Place
from service.checks.numeric.plausible import CERTAIN, Slip, slip_of
from service.checks.numeric.sheet import Figure

ECHO_WORTH = 0.5
"""The corrected value printed under the same caption elsewhere: a tie-breaker, worth less than one more equation."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A figure, the value it should have, and the equations that its correction satisfies."""

    figure: Figure
    expected: Decimal
    slip: Slip | None
    satisfied: tuple[Equation, ...]
    alone: bool = True
    """No other figure explains the broken equations as well; if one does, the total stands for all of them."""

    @property
    def is_target(self) -> bool:
        """It is what a mended equation explains: a total, a closing balance, a percentage."""
        return any(equation.figures[0].place == self.figure.place for equation in self.satisfied)


def culprits(equations: Sequence[Equation], echoes: Echoes) -> tuple[Culprit, ...]:
    """The fewest figures, found greedily, whose corrections satisfy every broken equation."""
    users: dict[Place, list[Equation]] = {}
    for equation in equations:
        for place in {figure.place for figure in equation.figures}:
            users.setdefault(place, []).append(equation)
    broken: list[Equation] = [equation for equation in equations if not equation.holds({})]
    found: list[Culprit] = []
    while broken:
        suspects = [
            (score + (ECHO_WORTH if echoes.heard(culprit.figure, culprit.expected) else 0.0), culprit)
            for score, culprit in _suspects(broken, users)
            if culprit.satisfied
        ]
        if not suspects:
            break
        culprit = _most_suspect(suspects)
        found.append(culprit)
        mended = {id(equation) for equation in culprit.satisfied}
        broken = [equation for equation in broken if id(equation) not in mended]
    return tuple(found)


def _most_suspect(suspects: list[tuple[float, Culprit]]) -> Culprit:
    """The suspect whose correction mends most; where several mend as much, the one with a mark of a slip on it.

    If several of them bear such a mark it proves nothing, and the total stands for the relation that is broken.
    """
    most = max(score for score, _ in suspects)
    best = [culprit for score, culprit in suspects if score == most]
    marked = [culprit for culprit in best if culprit.slip in CERTAIN]
    if len(marked) == 1:
        return marked[0]
    if len(best) == 1:
        return best[0]
    open_question = {id(equation) for culprit in best for equation in culprit.satisfied}
    totals = [
        (score, culprit)
        for score, culprit in suspects
        if culprit.is_target and any(id(equation) in open_question for equation in culprit.satisfied)
    ]
    stand_in = max(totals, key=itemgetter(0))[1] if totals else (marked or best)[0]
    return replace(stand_in, alone=False)


def _suspects(broken: list[Equation], users: dict[Place, list[Equation]]) -> Iterator[tuple[int, Culprit]]:
    waiting = {id(equation) for equation in broken}
    tried: set[tuple[Place, Decimal]] = set()
    for equation in broken:
        for figure in equation.figures:
            value = equation.solved_for(figure.place, {})
            if value is None or (figure.place, value) in tried:
                continue
            tried.add((figure.place, value))
            yield _weigh(figure, value, users[figure.place], waiting)


def _weigh(figure: Figure, value: Decimal, users: list[Equation], waiting: set[int]) -> tuple[int, Culprit]:
    correction = {figure.place: value}
    satisfied = tuple(e for e in users if id(e) in waiting and e.holds(correction))
    spoiled = sum(e.holds({}) and not e.holds(correction) for e in users)
    return len(satisfied) - spoiled, Culprit(figure, value, _slip(figure, value), satisfied)


def _slip(figure: Figure, value: Decimal) -> Slip | None:
    finest = max(_places(figure.value), _places(value))
    step = 10 ** (finest - _places(figure.value))
    return slip_of(int(figure.value.scaleb(finest)), int(value.scaleb(finest)), step)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
