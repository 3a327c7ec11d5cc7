"""How many figures are in which state, and why some could not be checked: what a sign-off says of a whole report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.projections.figures.states import FigureStates, PlaceState


@dataclass(frozen=True, slots=True)
class FigureTally:
    """The figures of a report by their states, as agents and those who added findings say."""

    holds: int
    unrelated: int
    found: Mapping[tuple[str, ...], int]
    """How many figures are in these findings, and in no others."""
    reasons: Mapping[str, int]
    """How many could not be checked, by the reason."""

    @property
    def untested(self) -> int:
        """How many could not be checked."""
        return sum(self.reasons.values())

    @property
    def figures(self) -> int:
        """All of them."""
        return self.holds + self.unrelated + self.untested + sum(self.found.values())

    def dismissed(self, is_dismissed: Callable[[str], bool]) -> int:
        """How many are in findings which are dismissed, every one of them."""
        return sum(count for ids, count in self.found.items() if all(map(is_dismissed, ids)))


def tally_of(states: FigureStates) -> FigureTally:
    """The figures of ``states``, counted."""
    found, reasons = Counter[tuple[str, ...]](), Counter[str]()
    for index, place in enumerate(states.places):
        if place.state == "finding":
            found[_findings(states, index, place)] += 1
        elif place.state == "untested":
            reasons[_reason(states, place)] += 1
    counts = states.counts
    return FigureTally(counts["holds"], counts["unrelated"], dict(found), dict(reasons))


def _findings(states: FigureStates, index: int, place: PlaceState) -> tuple[str, ...]:
    """The ids of the findings that put the figure where it is: those about it, else those whose relations it is in."""
    failing = [one for one in (states.relations[number] for number in place.relations) if one.finding is not None]
    about = [one for one in failing if one.places[0] == index]
    return tuple(one.finding for one in about or failing if one.finding is not None)


def _reason(states: FigureStates, place: PlaceState) -> str:
    own = (states.relations[number] for number in place.relations)
    return next(one.words for one in own if one.kind == "untested")
