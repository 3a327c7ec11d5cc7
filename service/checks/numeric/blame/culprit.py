"""A culprit: a figure that is found to be wrong, with what it should be and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from service.checks.numeric.blame.cause import Likely
from service.checks.numeric.blame.spoken import Saying
from service.checks.numeric.relations.equation import Equation
from service.checks.numeric.table.sheet import Figure


@dataclass(frozen=True, slots=True)
class Culprit:
    """A figure, the value it should have, and the relations that its correction mends."""

    figure: Figure
    expected: Decimal
    mended: tuple[Equation, ...]
    likely: Likely | None = None
    beyond_doubt: bool = True
    """No other figure explains the broken relations as well; if one does, the total stands for all of them."""
    suspected: bool = True
    """It may be wrong itself. A total that other relations bear out only stands for its parts, of which one is."""
    rivals: tuple[Culprit, ...] = ()
    """Other figures for which as much speaks: those that bear a mark of how they went wrong first, the likeliest of
    them before all."""
    breaks: tuple[Equation, ...] = ()
    """What holds now and would not if the figure were as expected: of two totals that differ, each adds up."""
    assumed: tuple[tuple[Figure, Decimal], ...] = ()
    """Figures of the mended relations that were found wrong before, each with the value that it is taken for here."""
    saying: Saying | None = None
    """A sentence that gives what is expected and not what is printed."""
    grounds: str = ""
    """What speaks for this figure and not for another, in a short clause about "it"."""

    @property
    def is_target(self) -> bool:
        """It is what a mended relation explains: a total, a closing balance, a percentage."""
        return any(equation.figures[0].place == self.figure.place for equation in self.mended)
