"""Views of audits, read from the log: states (remembered, and folded on from where they were), findings and ticks."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Sequence

from service.errors import AuditDamaged, AuditErased
from service.events import AgentCompleted, parse
from service.findings import Finding
from service.findings_list import decode_findings
from service.log.codec import StoredEvent
from service.log.columns import is_hash, shown
from service.log.store import EventStore
from service.projections.agent_ticks import AgentTicks
from service.projections.audit_state import AuditState, followed
from service.projections.figures.states_json import FiguresTold, Kept, figures_told
from service.ticks import is_tick_list

AT_ONCE = 64
"""Findings that are decoded before others get their turn: a few milliseconds."""
REMEMBERED = 1000
"""States kept in memory; one takes a few kilobytes, and any can be folded again from the log."""
REMEMBERED_FIGURES = 8
"""Answers about the figures of a report that are kept: a long report's takes a second to make, and some megabytes."""

FiguresKey = tuple[str, str, int, tuple[str, ...]]
"""An audit, its report, how many agents have completed, and what people have added."""


class Views:
    """Reads the log and folds it. What it remembers only saves time: dropping it changes no answer."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._states: OrderedDict[str, AuditState] = OrderedDict()
        self._figures: OrderedDict[FiguresKey, FiguresTold] = OrderedDict()

    async def state(self, audit_id: str) -> AuditState:
        """The audit's state at its head.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            AuditDamaged: what is kept of it is not what was written, and cannot be used.
        """
        try:
            head = await self._store.head(audit_id)
        except AuditErased:
            self._states.pop(audit_id, None)
            for key in [key for key in self._figures if key[0] == audit_id]:
                del self._figures[key]
            raise
        state = self._states.pop(audit_id, AuditState())
        while state.seq < head.seq:
            page = await self._store.read(audit_id, state.seq)
            if not page:
                raise AuditDamaged(audit_id, f"event {state.seq + 1} is missing; the head says there are {head.seq}")
            state = followed(audit_id, state, page)
        self._states[audit_id] = state
        if len(self._states) > REMEMBERED:
            self._states.popitem(last=False)
        return state

    async def findings(self, audit_id: str) -> list[Finding]:
        """All findings of the agents that have completed, agent by agent, gravest first within each.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            AuditDamaged: an event or a list of findings is none.
            ArtifactNotFound, ArtifactDamaged: findings kept outside their event cannot be read.
        """
        found: list[Finding] = []
        async for seq, event in self._completed(audit_id):
            try:
                found += await self._all(audit_id, seq, event)
            except (ValueError, RecursionError) as error:
                raise AuditDamaged(audit_id, f"the findings that event {seq} names are none: {error}") from error
        return found

    async def ticks(self, audit_id: str, agent_id: str | None = None) -> list[AgentTicks]:
        """What each agent that has completed ticked, or only the one that is asked for.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            AuditDamaged: an event or a list is none.
            ArtifactNotFound, ArtifactDamaged: a list cannot be read.
        """
        found: list[AgentTicks] = []
        async for seq, event in self._completed(audit_id):
            if agent_id not in {None, event.agent_id}:
                continue
            listed = None if event.ticks is None else await self._artifact(audit_id, seq, event.ticks)
            if listed is not None and not is_tick_list(listed):
                raise AuditDamaged(audit_id, f"what event {seq} names as its list of ticks is none")
            found.append(AgentTicks(event.agent_id, event.checks, listed))
        return found

    async def figures(self, audit_id: str, own: Sequence[Finding] = ()) -> FiguresTold | None:
        """The state of every figure after the agents that have completed; None until the report was read.

        ``own`` are findings that people have added.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            AuditDamaged: an event, the report or a list is none.
            ArtifactNotFound, ArtifactDamaged: the report, a list or findings kept outside their event cannot be read.
        """
        state = await self.state(audit_id)
        if state.report is None:
            return None
        completed = sum(agent.status == "complete" for agent in state.agents.values())
        key = (audit_id, state.report, completed, tuple(finding.id for finding in own))
        answer = self._figures.pop(key, None) or await self._figure_states(audit_id, state.report, own)
        self._figures[key] = answer
        if len(self._figures) > REMEMBERED_FIGURES:
            self._figures.popitem(last=False)
        return answer

    async def _figure_states(self, audit_id: str, report: str, own: Sequence[Finding]) -> FiguresTold:
        found, ticked = await self.findings(audit_id), await self.ticks(audit_id)
        kept = [Kept(one.agent_id, one.listed, [f for f in found if f.agent_id == one.agent_id]) for one in ticked]
        try:
            return await asyncio.to_thread(figures_told, await self._store.artifact(report), kept, own)
        except (ValueError, RecursionError) as error:
            raise AuditDamaged(audit_id, f"the report, or what agents ticked in it, cannot be read: {error}") from error

    async def _completed(self, audit_id: str) -> AsyncGenerator[tuple[int, AgentCompleted], None]:
        """The agents that have completed, in that order, each with the seq of the event that says so."""
        head = await self._store.head(audit_id)
        cursor = 0
        while cursor < head.seq and (page := await self._store.read(audit_id, cursor)):
            cursor = page[-1].seq
            for stored in page:
                if stored.type == "agent_completed":
                    yield stored.seq, _completed(audit_id, stored)

    async def _all(self, audit_id: str, seq: int, event: AgentCompleted) -> tuple[Finding, ...]:
        if event.artifact is None:
            return event.findings
        found: list[Finding] = []
        for finding in decode_findings(await self._artifact(audit_id, seq, event.artifact)):
            found.append(finding)
            if len(found) % AT_ONCE == 0:
                await asyncio.sleep(0)
        return tuple(found)

    async def _artifact(self, audit_id: str, seq: int, name: str) -> bytes:
        if not is_hash(name):
            raise AuditDamaged(audit_id, f"event {seq} names an artifact {shown(name)}, which is no SHA-256")
        return await self._store.artifact(name)


def _completed(audit_id: str, stored: StoredEvent) -> AgentCompleted:
    try:
        event = parse(stored.body)
    except ValueError as error:
        raise AuditDamaged(audit_id, f"event {stored.seq} is not an event: {error}") from error
    if not isinstance(event, AgentCompleted):
        raise AuditDamaged(audit_id, f"the text of event {stored.seq} is not of its type")
    return event
