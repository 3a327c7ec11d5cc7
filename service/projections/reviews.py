"""Reviews read from the log, with what their decisions are about. What is remembered only saves time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from service.errors import AuditDamaged, AuditErased
from service.events import Scope
from service.findings import Finding, Severity
from service.log.store import EventStore
from service.log.streams import REVIEW
from service.log.values import Head
from service.projections.audit_state import AuditState
from service.projections.figures.states_json import FiguresTold
from service.projections.review import ReviewState, followed
from service.projections.scope import scope_of
from service.projections.views import Views

REMEMBERED = 1000
"""Reviews kept in memory; one takes some hundred bytes for each finding that was decided."""
REMEMBERED_FINDINGS = 32
"""Audits of which it is kept which findings there are: to read them takes as long as all else of a decision."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What decisions are about: the audit and its head, what its agents have found so far, and the review."""

    audit_id: str
    audit: AuditState
    audit_head: Head
    found: Mapping[str, Severity]
    review: ReviewState

    @property
    def severities(self) -> Mapping[str, Severity]:
        """The severity of every finding: of what agents found, and of what people added."""
        return {**self.found, **{key: one.finding.severity for key, one in self.review.added.items()}}

    @property
    def name(self) -> str:
        """What the audit is called now."""
        return self.review.name or self.audit.name

    @property
    def undecided(self) -> tuple[str, ...]:
        """The findings other than notes that are open."""
        of = self.review.of
        return tuple(key for key, severity in self.severities.items() if severity != "info" and of(key).state == "open")


class Reviews:
    """Reads reviews and folds them on from where they were."""

    def __init__(self, store: EventStore, views: Views) -> None:
        self._store = store
        self._views = views
        self._states: OrderedDict[str, ReviewState] = OrderedDict()
        self._severities: OrderedDict[tuple[str, int], Mapping[str, Severity]] = OrderedDict()

    async def state(self, audit_id: str) -> ReviewState:
        """The review of an audit at its head.

        Raises:
            AuditNotFound, AuditErased: there is no such audit (any more).
            AuditDamaged: what is kept of it is not what was written, and cannot be used.
        """
        try:
            head = await self._store.head(audit_id, REVIEW)
        except AuditErased:
            self._states.pop(audit_id, None)
            raise
        return await self.at(audit_id, head)

    async def at(self, audit_id: str, head: Head) -> ReviewState:
        """The review at ``head``, which somebody has just read, or further on; as ``state``."""
        state = self._states.pop(audit_id, ReviewState())
        while state.head.seq < head.seq:
            page = await self._store.read(audit_id, state.head.seq, stream=REVIEW)
            if not page:
                problem = f"decision {state.head.seq + 1} is missing; the head says there are {head.seq}"
                raise AuditDamaged(audit_id, problem)
            state = followed(audit_id, state, page)
        if state.head.seq:
            self._states[audit_id] = state
            if len(self._states) > REMEMBERED:
                self._states.popitem(last=False)
        return state

    async def reviewed(self, audit_id: str) -> Reviewed:
        """The review with what it is about.

        Raises:
            AuditNotFound, AuditErased, AuditDamaged: as ``state``.
            ArtifactNotFound, ArtifactDamaged: findings kept outside their event cannot be read.
        """
        try:
            audit = await self._views.state(audit_id)
        except AuditErased:
            self._states.pop(audit_id, None)
            raise
        found = await self._severities_of(audit_id, audit)
        record = await self._store.audit(audit_id)  # last: of an audit that had ended by then, this is its end
        review = await self.at(audit_id, record.review)
        return Reviewed(audit_id, audit, record.head, found, review)

    async def findings(self, audit_id: str) -> list[Finding]:
        """What the agents that have completed found, then what people have added and not taken back.

        Raises:
            AuditNotFound, AuditErased, AuditDamaged: as ``state``.
            ArtifactNotFound, ArtifactDamaged: findings kept outside their event cannot be read.
        """
        found = await self._views.findings(audit_id)
        return [*found, *(await self.state(audit_id)).own]

    async def figures(self, audit_id: str) -> FiguresTold | None:
        """The state of every figure after all of them; None until the report was read.

        Raises:
            AuditNotFound, AuditErased, AuditDamaged, ArtifactNotFound, ArtifactDamaged: as ``Views.figures``.
        """
        return await self._views.figures(audit_id, (await self.state(audit_id)).own)

    async def scope(self, reviewed: Reviewed) -> Scope | None:
        """What a sign-off of it would be about; None until the report was read.

        Raises:
            AuditNotFound, AuditErased, AuditDamaged, ArtifactNotFound, ArtifactDamaged: as ``Views.figures``.
        """
        told = await self._views.figures(reviewed.audit_id, reviewed.review.own)
        return None if told is None else scope_of(reviewed.audit, told.tally, reviewed.review)

    async def _severities_of(self, audit_id: str, audit: AuditState) -> Mapping[str, Severity]:
        key = audit_id, sum(agent.status == "complete" for agent in audit.agents.values())
        known = self._severities.pop(key, None) or await self._read_findings(audit_id)
        self._severities[key] = known
        if len(self._severities) > REMEMBERED_FINDINGS:
            self._severities.popitem(last=False)
        return known

    async def _read_findings(self, audit_id: str) -> Mapping[str, Severity]:
        return {finding.id: finding.severity for finding in await self._views.findings(audit_id)}
