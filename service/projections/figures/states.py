"""The state of every figure of a report: folded from what agents found, ticked and could not check.

A figure that a finding is about is ``finding``, and so is one in a relation that a finding says fails, unless another
relation of it holds. Else one that a check was wanted for and not possible is ``untested``, also where it is in a
relation that holds; else one in a relation that holds is ``holds``; and what no agent said anything of is
``unrelated``. What is said of a whole table or sentence counts for those of its figures of which nothing else is said.
So the four counts always add up to all figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from service.findings import Finding
from service.projections.figures.places import Places
from service.projections.figures.printed import Place
from service.reports.model import Report
from service.ticks import Tick, TickedTable, TickList, Untested

State = Literal["finding", "holds", "untested", "unrelated"]
RelationKind = Literal["holds", "rounded", "fails", "untested"]
STATES: tuple[State, ...] = ("finding", "untested", "holds", "unrelated")
HOLDS: frozenset[RelationKind] = frozenset[RelationKind](("holds", "rounded"))


@dataclass(frozen=True, slots=True)
class Relation:
    """What one agent says of some places: ``words`` in figures, or why it could not be checked."""

    kind: RelationKind
    agent_id: str
    check: str
    words: str
    places: tuple[int, ...]
    """Indices of places, the result first."""
    finding: str | None = None
    """The id of the finding that says that it fails."""


@dataclass(slots=True)
class PlaceState:
    """A place that prints a figure, or that a relation names; without a state it is no figure (a dash, a caption)."""

    place: Place
    state: State | None
    relations: list[int] = field(default_factory=list[int])


@dataclass(frozen=True, slots=True)
class FigureStates:
    """All places, and the relations that they stand in."""

    places: tuple[PlaceState, ...]
    relations: tuple[Relation, ...]

    @property
    def counts(self) -> dict[State, int]:
        """How many figures are in each state; every state is there."""
        return {state: sum(place.state == state for place in self.places) for state in STATES}


@dataclass(frozen=True, slots=True)
class Said:
    """What one agent said: the list of its ticks, if it lists any, and its findings."""

    agent_id: str
    ticks: TickList | None
    findings: Sequence[Finding] = ()


def figure_states(report: Report, said: Iterable[Said]) -> FigureStates:
    """The state of every figure of ``report`` after all that agents ``said``."""
    places = Places(report)
    stated = [one for agent in said for one in _relations(places, agent)]
    relations = tuple(relation for relation, _ in stated)
    states = [PlaceState(place, "unrelated" if printed else None) for place, printed in places.all()]
    for index, relation in enumerate(relations):
        for at in relation.places:
            states[at].relations.append(index)
    for index, one in enumerate(states):
        own = [stated[number] for number in one.relations]
        if any(relation.finding is not None and relation.places[0] == index for relation, _ in own):
            one.state = "finding"
        elif one.state is not None:  # where a figure should stand and does not, only a finding about it counts
            one.state = _state(own)
    return FigureStates(tuple(states), relations)


def _state(stated: Sequence[tuple[Relation, bool]]) -> State:
    """The gravest state that relations give a figure that no finding is about."""
    kinds = {relation.kind for relation, _ in stated}
    holds = bool(kinds & HOLDS)
    if "fails" in kinds and not holds:
        return "finding"
    if "fails" not in kinds and any(relation.kind == "untested" and of_each for relation, of_each in stated):
        return "untested"
    return "holds" if holds else "untested" if stated else "unrelated"


def _relations(places: Places, agent: Said) -> Iterable[tuple[Relation, bool]]:
    """All that an agent said, each with whether it speaks of each of its figures, or of a whole table or sentence."""
    for finding in agent.findings:
        if finding.severity != "info":  # a note: what it speaks of has passed, and is ticked
            yield _failing(places, agent.agent_id, finding), True
    for table in agent.ticks.tables if agent.ticks else ():
        yield from ((_holding(places, agent.agent_id, tick), True) for tick in table.ticks)
        yield from (_untested(places, agent.agent_id, table, one) for one in table.untested)


def _failing(places: Places, agent_id: str, finding: Finding) -> Relation:
    at = places.of_finding(finding)
    return Relation("fails", agent_id, finding.check, finding.title, at, finding.id)


def _holding(places: Places, agent_id: str, tick: Tick) -> Relation:
    return Relation("holds" if tick.exact else "rounded", agent_id, tick.check, tick.relation, places.of_tick(tick))


def _untested(places: Places, agent_id: str, table: TickedTable, one: Untested) -> tuple[Relation, bool]:
    at, of_each = places.of_untested(one, table.table)
    return Relation("untested", agent_id, one.check, one.reason, at), of_each
