"""Suspects: the figures of broken relations, each with every value that would mend one, and how much speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.blame.elsewhere import Elsewhere
from service.checks.numeric.blame.long_sums import in_several, weighed
from service.checks.numeric.relations.equation import Corrections, Equation, Place, Sum
from service.checks.numeric.table.sheet import Figure

INEXACT_COST = 0.1
"""A value that mends a sum but for rounding is a little less likely than one that mends it exactly."""
MOST_VALUES = 48
"""Values that are tried of one figure: if it is wrong, the first few relations that it breaks agree on another."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that may be wrong, and the ``score`` of what it would then be."""

    score: float
    culprit: Culprit


class Suspects:
    """Tries figures against all relations that they take part in: ``relations`` of each place."""

    def __init__(self, relations: Mapping[Place, Sequence[Equation]], elsewhere: Elsewhere) -> None:
        self._relations = relations
        self._elsewhere = elsewhere

    def of(
        self, broken: Sequence[Equation], corrections: Corrections, aside: Sequence[Equation] = ()
    ) -> Iterator[Suspect]:
        """Those that mend at least one of the ``broken`` relations, in the order of these; others that are broken and
        were set ``aside`` count with what they mend."""
        asked = {id(equation) for equation in (*broken, *aside)}
        shared = in_several(broken)
        tried: dict[Place, set[Decimal]] = {}
        for equation in broken:
            for figure in weighed(equation, corrections, shared):
                values = tried.setdefault(figure.place, set())
                if len(values) >= MOST_VALUES:
                    continue
                for value, cost in self._values(equation, figure, corrections):
                    if value not in values:
                        values.add(value)
                        suspect = self._suspect(figure, value, asked, corrections)
                        if suspect.culprit.mended:
                            yield Suspect(suspect.score - cost, suspect.culprit)

    def broken_by(self, figure: Figure, value: Decimal, corrections: Corrections) -> tuple[Equation, ...]:
        """The relations that hold now and would not, were the figure ``value``."""
        corrected = {**corrections, figure.place: value}
        return tuple(e for e in self._relations[figure.place] if e.holds(corrections) and not e.holds(corrected))

    def bearing_out(self, figure: Figure, corrections: Corrections) -> int:
        """How many relations hold that the figure takes part in."""
        return sum(equation.holds(corrections) for equation in self._relations[figure.place])

    def _values(self, equation: Equation, figure: Figure, corrections: Corrections) -> Iterator[tuple[Decimal, float]]:
        """What the figure should be by the relation alone, and what is printed elsewhere and differs by rounding; each
        with what it costs."""
        value = equation.solved_for(figure.place, corrections)
        if value is None or figure.place in corrections:
            return
        if equation.figures[0].left_empty and figure.place != equation.figures[0].place:
            return  # no other figure explains that nothing is printed
        yield value, 0.0
        if isinstance(equation, Sum) and figure.table == equation.figures[0].table:
            for printed in self._elsewhere.near(figure, value, equation.tolerance):
                yield printed, INEXACT_COST

    def _suspect(self, figure: Figure, value: Decimal, asked: set[int], corrections: Corrections) -> Suspect:
        """The score is how many relations the value mends, less those that it breaks, and what is printed elsewhere."""
        corrected = {**corrections, figure.place: value}
        mended = tuple(e for e in self._relations[figure.place] if id(e) in asked and e.holds(corrected))
        score = len(mended) - len(self.broken_by(figure, value, corrections))
        return Suspect(score + self._elsewhere.evidence_for(figure, value), Culprit(figure, value, mended))
