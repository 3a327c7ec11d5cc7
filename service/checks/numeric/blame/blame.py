"""Blame: the fewest figures whose corrections mend all broken relations, found one after the other.

1. Broken relations that share figures are looked at together (``groups``).
2. Each of their figures is tried with each value that would mend one of them. What speaks for a value is how many
   relations it mends, less those that it would break, and whether the report prints it elsewhere (``suspects``).
3. Of the figures for which as much speaks, the one is wrong whose error has left the plainest mark (``cause``); where
   none stands out, the total stands for all of them and is in doubt (``verdict``).
4. A figure that is wrong beyond doubt is read as corrected from then on, what it mended is done, and the search goes on
   with the rest. So of two errors in one sum, each is its own finding. What was in doubt is asked again at the end.
5. Each is told with what speaks for it and not for others, as counted from the relations (``grounds``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import itemgetter

from service.checks.numeric.blame.cause import Causes
from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.blame.elsewhere import Elsewhere
from service.checks.numeric.blame.grounds import grounds_of
from service.checks.numeric.blame.groups import groups_of
from service.checks.numeric.blame.suspects import Suspect, Suspects
from service.checks.numeric.blame.verdict import verdict
from service.checks.numeric.relations.equation import Equation, Place, Sum
from service.checks.numeric.relations.plausible import before_slip
from service.reports.figures.places import exponent_of

MANY = 48
"""Broken relations that are looked at together; more are taken apart again after each figure that is found."""


def culprits(equations: Sequence[Equation], elsewhere: Elsewhere, causes: Causes) -> tuple[Culprit, ...]:
    """The figures that are wrong, group by group, those that explain most first."""
    relations: dict[Place, list[Equation]] = {}
    for equation in equations:
        for place in {figure.place for figure in equation.figures}:
            relations.setdefault(place, []).append(equation)
    search = _Search(Suspects(relations, elsewhere), causes, elsewhere)
    groups = groups_of(equation for equation in equations if not equation.holds({}))
    return tuple(culprit for group in groups for culprit in search.culprits(group))


class _Search:
    """One search through all groups: what is found in one of them is known in the next."""

    def __init__(self, suspects: Suspects, causes: Causes, elsewhere: Elsewhere) -> None:
        self._suspects = suspects
        self._causes = causes
        self._elsewhere = elsewhere
        self._corrections: dict[Place, Decimal] = {}
        """The figures that are known to be wrong, as they should be."""

    def culprits(self, broken: Sequence[Equation]) -> Iterator[Culprit]:
        """One culprit after the other, until all relations are mended that can be.

        Questions without an answer beyond doubt are asked again once others have one: what is then known may tell.
        """
        asked, found = broken, True
        open_questions: list[Culprit] = []
        while asked and found:
            found, open_questions = False, []
            aside: list[Equation] = []
            waiting = [list(asked)]
            while waiting:
                group = waiting.pop()
                suspects = list(self._suspects.of(group, self._corrections, aside))
                if not suspects:
                    continue
                culprit = self._most_suspect(suspects)
                mended = {id(equation) for equation in culprit.mended}
                if culprit.beyond_doubt:
                    yield from self._told(culprit)
                    self._corrections[culprit.figure.place] = culprit.expected
                    aside = [equation for equation in aside if id(equation) not in mended]
                    found = True
                else:
                    open_questions.append(culprit)
                    aside.extend(culprit.mended)
                rest = [equation for equation in group if id(equation) not in mended]
                waiting.extend(reversed(groups_of(rest, self._corrections)) if len(rest) > MANY else [rest])
            asked = [equation for equation in aside if not equation.holds(self._corrections)]
        if asked:
            for culprit in open_questions:
                yield from self._told(culprit)

    def _told(self, culprit: Culprit) -> Iterator[Culprit]:
        """The culprit with what speaks for it and against it, and what had to be assumed.

        None where relations that hold speak for it, and nothing against it but figures that were themselves corrected.
        """
        figure, known = culprit.figure, self._corrections
        involved = {one.place: one for equation in culprit.mended for one in equation.figures}
        told = replace(
            culprit,
            rivals=self._unproven(culprit.rivals),
            breaks=self._suspects.broken_by(figure, culprit.expected, known),
            assumed=tuple((one, known[place]) for place, one in involved.items() if place in known),
            saying=self._elsewhere.saying(figure, culprit.expected, figure.value),
        )
        if told.breaks and len(told.assumed) == len(involved) - 1:
            return
        if told.beyond_doubt:
            told = replace(told, grounds=grounds_of(told, lambda one: self._suspects.bearing_out(one, known)))
        yield told

    def _unproven(self, rivals: tuple[Culprit, ...]) -> tuple[Culprit, ...]:
        """Those that no other relation bears out; all of them where each has one."""
        broken_by, known = self._suspects.broken_by, self._corrections
        return tuple(one for one in rivals if not broken_by(one.figure, one.expected, known)) or rivals

    def _most_suspect(self, suspects: list[Suspect]) -> Culprit:
        """The suspect for whom most speaks; of several the one with the plainest mark on it."""
        most = max(suspect.score for suspect in suspects)
        return verdict(suspects, [self._explained(one.culprit) for one in suspects if one.score == most])

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
        return replace(culprit, expected=value, likely=self._causes.of(culprit.figure, value, culprit.mended))

    def _mends(self, culprit: Culprit, value: Decimal) -> bool:
        corrected = {**self._corrections, culprit.figure.place: value}
        return all(equation.holds(corrected) for equation in culprit.mended)


def _room(culprit: Culprit) -> float:
    """How many values of the figure rounding allows."""
    if not all(isinstance(equation, Sum) for equation in culprit.mended):
        return 1.0
    tolerance = min(equation.tolerance for equation in culprit.mended)
    return 1 + 2 * float(tolerance.scaleb(-exponent_of(culprit.figure.value)))
