"""One root cause per error: which figure's correction satisfies most of the broken equations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from operator import itemgetter
from types import MappingProxyType

from service.checks.numeric.blame.cause import Causes, Likely
from service.checks.numeric.blame.elsewhere import Elsewhere
from service.checks.numeric.relations.equation import Corrections, Equation, Place, Sum
from service.checks.numeric.relations.plausible import before_slip
from service.checks.numeric.table.sheet import Figure
from service.reports.figures.places import exponent_of

SURE = 0.8
"""Of figures whose corrections mend as much, one is the culprit if its cause is so much of all that is likely."""
INEXACT_COST = 0.1
"""A value that mends a sum but for rounding is a little less likely than one that mends it exactly."""
MOST_RIVALS = 2
LONG = 200
"""Terms of a sum of which not every single one is weighed."""
MOST_VALUES = 48
"""Values that are tried of one figure: if it is wrong, the first few relations that it breaks agree on another."""
MANY = 48
"""Broken equations that are looked at together; more are taken apart again after each figure that is found."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A figure, the value it should have, and the equations that its correction satisfies."""

    figure: Figure
    expected: Decimal
    satisfied: tuple[Equation, ...]
    likely: Likely | None = None
    alone: bool = True
    """No other figure explains the broken equations as well; if one does, the total stands for all of them."""
    rivals: tuple[Culprit, ...] = ()
    """Those other figures that bear a mark of how they went wrong, the likeliest first."""
    spoiled: tuple[Equation, ...] = ()
    """What holds now and would not if the figure were as expected: of two totals that differ, each adds up."""

    @property
    def is_target(self) -> bool:
        """It is what a mended equation explains: a total, a closing balance, a percentage."""
        return any(equation.figures[0].place == self.figure.place for equation in self.satisfied)


@dataclass(frozen=True, slots=True)
class _Suspect:
    score: float
    culprit: Culprit


def culprits(equations: Sequence[Equation], elsewhere: Elsewhere, causes: Causes) -> tuple[Culprit, ...]:
    """The fewest figures, found greedily, whose corrections satisfy every broken equation.

    A figure found beyond doubt is read as corrected from then on: of two errors in one sum, each is its own finding.
    """
    users: dict[Place, list[Equation]] = {}
    for equation in equations:
        for place in {figure.place for figure in equation.figures}:
            users.setdefault(place, []).append(equation)
    court = _Court(users, elsewhere, causes)
    cases = _cases([equation for equation in equations if not equation.holds({})])
    return tuple(culprit for case in cases for culprit in court.culprits(case))


def _cases(broken: list[Equation], known: Corrections = MappingProxyType({})) -> list[list[Equation]]:
    """The broken equations, those together that are joined by figures: what is wrong elsewhere does not matter.

    Figures that are ``known`` join nothing: whatever they are joined to is not about them any more.
    """
    case_of: dict[Place, list[Equation]] = {}
    for equation in broken:
        places = [figure.place for figure in equation.figures if figure.place not in known]
        joined = list({id(case): case for place in places if (case := case_of.get(place)) is not None}.values())
        merged = joined[0] if joined else list[Equation]()
        for case in joined[1:]:
            merged.extend(case)
            case_of.update((f.place, merged) for one in case for f in one.figures if f.place not in known)
        merged.append(equation)
        case_of.update((place, merged) for place in places)
    return list({id(case): case for case in case_of.values()}.values())


class _Court:
    """Weighs figures against the equations that they take part in."""

    def __init__(self, users: dict[Place, list[Equation]], elsewhere: Elsewhere, causes: Causes) -> None:
        self._users = users
        self._elsewhere = elsewhere
        self._causes = causes
        self.corrections: dict[Place, Decimal] = {}
        """The figures that are known to be wrong, as they should be."""

    def culprits(self, broken: list[Equation]) -> Iterator[Culprit]:
        """One culprit after the other, until all equations are mended that can be."""
        waiting = [broken]
        while waiting:
            case = waiting.pop()
            suspects = [suspect for suspect in self.suspects(case) if suspect.culprit.satisfied]
            if not suspects:
                continue
            culprit = self.most_suspect(suspects)
            yield replace(culprit, spoiled=self._spoiled(culprit.figure, culprit.expected))
            if culprit.alone:
                self.corrections[culprit.figure.place] = culprit.expected
            mended = {id(equation) for equation in culprit.satisfied}
            rest = [equation for equation in case if id(equation) not in mended]
            waiting.extend(reversed(_cases(rest, self.corrections)) if len(rest) > MANY else [rest])

    def suspects(self, broken: list[Equation]) -> Iterator[_Suspect]:
        """Every figure of a broken equation with each value that would mend one."""
        waiting = {id(equation) for equation in broken}
        shared = _in_several(broken)
        tried: dict[Place, set[Decimal]] = {}
        for equation in broken:
            for figure in self._accused(equation, shared):
                values = tried.setdefault(figure.place, set())
                if len(values) >= MOST_VALUES:
                    continue
                for value, cost in self._candidates(equation, figure):
                    if value not in values:
                        values.add(value)
                        suspect = self._weighed(figure, value, waiting)
                        yield _Suspect(suspect.score - cost, suspect.culprit)

    def _accused(self, equation: Equation, shared: Collection[Place]) -> Iterator[Figure]:
        """The figures of which one is wrong; of a sum of very many terms those that anything else speaks against."""
        if not is_long(equation):
            yield from equation.accused
            return
        marks = _values_of_marked(equation.difference(self.corrections))
        for at, figure in enumerate(equation.accused):
            if at == 0 or figure.place in shared or figure.value in marks:
                yield figure

    def _candidates(self, equation: Equation, figure: Figure) -> Iterator[tuple[Decimal, float]]:
        """What the figure should be by the equation alone, and what is printed elsewhere and differs by rounding."""
        value = equation.solved_for(figure.place, self.corrections)
        if value is None or figure.place in self.corrections:
            return
        if equation.figures[0].left_empty and figure.place != equation.figures[0].place:
            return  # no other figure explains that nothing is printed
        yield value, 0.0
        if isinstance(equation, Sum) and figure.table == equation.figures[0].table:
            for printed in self._elsewhere.near(figure, value, equation.tolerance):
                yield printed, INEXACT_COST

    def _weighed(self, figure: Figure, value: Decimal, waiting: set[int]) -> _Suspect:
        corrected = {**self.corrections, figure.place: value}
        users = self._users[figure.place]
        satisfied = tuple(e for e in users if id(e) in waiting and e.holds(corrected))
        score = len(satisfied) - len(self._spoiled(figure, value)) + self._elsewhere.evidence_for(figure, value)
        return _Suspect(score, Culprit(figure, value, satisfied))

    def _spoiled(self, figure: Figure, value: Decimal) -> tuple[Equation, ...]:
        corrected = {**self.corrections, figure.place: value}
        users = self._users[figure.place]
        return tuple(e for e in users if e.holds(self.corrections) and not e.holds(corrected))

    def most_suspect(self, suspects: list[_Suspect]) -> Culprit:
        """The suspect whose correction mends most; where several mend as much, the one with the plainest mark on it.

        If none stands out, the total stands for the relation that is broken.
        """
        most = max(suspect.score for suspect in suspects)
        best = [self._explained(suspect.culprit) for suspect in suspects if suspect.score == most]
        verdicts = [_in_doubt(_verdict(suspects, rivals)) for rivals in _by_question(best)]
        # Who is wrong beyond doubt comes first: once it is read as corrected, other questions have fewer answers.
        return next((verdict for verdict in verdicts if verdict.alone), verdicts[0])

    def _explained(self, culprit: Culprit) -> Culprit:
        """The culprit with its cause; if rounding leaves room, with a value from which a slip made the printed one."""
        found = self._caused(culprit, culprit.expected)
        room = _room(culprit)
        if found.likely or room <= 1:
            return found
        meant = (
            self._caused(culprit, value) for value in before_slip(culprit.figure.value) if self._mends(culprit, value)
        )
        slips = ((one.likely.ways * room, one) for one in meant if one.likely)
        ways, best = min(slips, key=itemgetter(0), default=(0.0, found))
        return replace(best, likely=replace(best.likely, ways=ways)) if best.likely else found

    def _caused(self, culprit: Culprit, value: Decimal) -> Culprit:
        return replace(culprit, expected=value, likely=self._causes.of(culprit.figure, value, culprit.satisfied))

    def _mends(self, culprit: Culprit, value: Decimal) -> bool:
        corrected = {**self.corrections, culprit.figure.place: value}
        return all(equation.holds(corrected) for equation in culprit.satisfied)


def _room(culprit: Culprit) -> float:
    """How many values of the figure rounding allows."""
    if not all(isinstance(equation, Sum) for equation in culprit.satisfied):
        return 1.0
    tolerance = min(equation.tolerance for equation in culprit.satisfied)
    return 1 + 2 * float(tolerance.scaleb(-exponent_of(culprit.figure.value)))


def _by_question(best: list[Culprit]) -> list[list[Culprit]]:
    """Culprits that answer for the same equations, in the order in which these are first met."""
    questions: list[tuple[set[int], list[Culprit]]] = []
    for culprit in best:
        equations = {id(equation) for equation in culprit.satisfied}
        same = [question for question in questions if question[0] & equations]
        merged = (equations.union(*(asked for asked, _ in same)), [c for _, known in same for c in known] + [culprit])
        first = min((questions.index(question) for question in same), default=len(questions))
        questions = [question for question in questions if question not in same]
        questions.insert(first, merged)
    return [rivals for _, rivals in questions]


def _verdict(suspects: list[_Suspect], best: list[Culprit]) -> Culprit:
    weighed = [(1 / culprit.likely.ways, culprit) for culprit in best if culprit.likely]
    marked = sorted(weighed, key=itemgetter(0), reverse=True)
    if len({culprit.figure.place for culprit in best}) == 1:
        return marked[0][1] if marked else best[0]
    if marked and marked[0][0] >= SURE * sum(weight for weight, _ in marked):
        return marked[0][1]
    return _stand_in(suspects, best, tuple(culprit for _, culprit in marked))


def _in_doubt(culprit: Culprit) -> Culprit:
    """The culprit; a total that only sums of very many terms speak against may be right, and any of its terms wrong."""
    if culprit.alone and culprit.is_target and all(map(is_long, culprit.satisfied)):
        return replace(culprit, alone=False)
    return culprit


def is_long(equation: Equation) -> bool:
    """It has so many terms that some of them would explain any difference by an accident of their digits."""
    return len(equation.figures) > LONG


def _in_several(broken: Sequence[Equation]) -> frozenset[Place]:
    """The figures of several equations, where some of these are long."""
    if not any(map(is_long, broken)):
        return frozenset()
    times = Counter(place for equation in broken for place in {figure.place for figure in equation.accused})
    return frozenset(place for place, count in times.items() if count > 1)


def _values_of_marked(gap: Decimal) -> frozenset[Decimal]:
    """The figures that would explain a difference in a sum by their sign or by a power of ten: few do by accident."""
    shares = (2, *(Decimal(10) ** power - 1 for power in (-3, -2, -1, 1, 2, 3)))
    with localcontext(prec=200):
        return frozenset(sign * gap / share for share in shares for sign in (1, -1))


def _stand_in(suspects: list[_Suspect], best: list[Culprit], marked: tuple[Culprit, ...]) -> Culprit:
    """The total of what is broken, in the place of whichever figure is wrong."""
    open_question = {id(equation) for culprit in best for equation in culprit.satisfied}
    totals = [
        (suspect.score, suspect.culprit)
        for suspect in suspects
        if suspect.culprit.is_target and any(id(equation) in open_question for equation in suspect.culprit.satisfied)
    ]
    stand_in = max(totals, key=itemgetter(0))[1] if totals else (*marked, *best)[0]
    others = {rival.figure.place: rival for rival in reversed(marked) if rival.figure.place != stand_in.figure.place}
    rivals = tuple(reversed(others.values()))
    likely = marked[0].likely if marked and marked[0].figure.place == stand_in.figure.place else None
    return replace(stand_in, likely=likely, alone=False, rivals=rivals[:MOST_RIVALS])
