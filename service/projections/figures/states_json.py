"""The states of a report's figures as JSON (docs/protocol.md, "The state of a figure")."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from service.findings import Finding
from service.projections.figures.states import FigureStates, PlaceState, Relation, Said, figure_states
from service.projections.figures.tally import FigureTally, tally_of
from service.reports import codec
from service.ticks import decode_ticks

_PLACES: TypeAdapter[tuple[PlaceState, ...]] = TypeAdapter(tuple[PlaceState, ...])
_RELATIONS: TypeAdapter[tuple[Relation, ...]] = TypeAdapter(tuple[Relation, ...])


@dataclass(frozen=True, slots=True)
class Kept:
    """What one agent said, its list of ticks as it is kept."""

    agent_id: str
    listed: bytes | None
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class FiguresTold:
    """What is told of the figures of a report: each of them as JSON, and how many are in which state."""

    json: bytes
    tally: FigureTally


def figures_told(report: bytes, kept: Sequence[Kept], own: Sequence[Finding] = ()) -> FiguresTold:
    """The figures of a report, which comes as it is kept, after all that agents said.

    ``own`` are findings that people have added; who has added them is in the review. It takes up to a second of a long
    report: whoever serves others calls it in a thread.
    """
    said = [Said(k.agent_id, None if k.listed is None else decode_ticks(k.listed), k.findings) for k in kept]
    said += [Said(one.agent_id, None, (one,)) for one in own]
    states = figure_states(codec.decode(report), said)
    return FiguresTold(encode_states(states, [agent.agent_id for agent in kept]), tally_of(states))


def encode_states(states: FigureStates, agents: Sequence[str]) -> bytes:
    """``{agents, figures, counts, places, relations}``; fields that would be null are left out of the last two."""
    counts = states.counts
    head = json.dumps({"agents": list(agents), "figures": sum(counts.values()), "counts": counts})
    places = _PLACES.dump_json(states.places, exclude_none=True)
    relations = _RELATIONS.dump_json(states.relations, exclude_none=True)
    return b'%b,"places":%b,"relations":%b}' % (head.removesuffix("}").encode(), places, relations)
