"""A log held in a list, for the half of a store that following an audit needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from service.errors import AuditNotFound
from service.events import AgentProgress, AnyEvent, AuditComplete
from service.log.codec import StoredEvent, draft, place
from service.log.marks import Marks
from service.log.store import TEXTS
from service.log.streams import AUDIT as AUDIT_STREAM
from service.log.values import NOTHING, Head, Texts, texts_of

AUDIT = "a1"


class ListLog:
    """The events of one stream of an audit, its own unless another one is named."""

    def __init__(self, stream: str = AUDIT_STREAM) -> None:
        self.stream = stream
        self.events: list[StoredEvent] = []
        self._listeners: list[Callable[[Sequence[StoredEvent]], None]] = []

    def append(self, count: int, *, end: bool = False) -> list[StoredEvent]:
        """``count`` more events, the last one terminal if ``end``."""
        added: list[StoredEvent] = []
        for n in range(count):
            last = end and n == count - 1
            event: AnyEvent = (
                AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=())
                if last
                else AgentProgress(agent_id="x", completed=len(self.events), total=9, message="m")
            )
            prev = self.events[-1].hash if self.events else None
            stored = place(AUDIT, len(self.events) + 1, prev, draft(AUDIT, event), self.stream)
            self.events.append(stored)
            added.append(stored)
        return added

    def announce(self, events: Sequence[StoredEvent]) -> None:
        """Tell the listeners, as a store does after its own commits."""
        for listener in self._listeners:
            listener(events)

    @property
    def current_head(self) -> Head:
        if not self.events:
            return Head(0, "", ended=False)
        last = self.events[-1]
        return Head(last.seq, last.hash, last.type == "audit_complete")

    def page(self, after: int, limit: int) -> list[StoredEvent]:
        return self.events[after : after + limit]

    def on_commit(self, listener: Callable[[Sequence[StoredEvent]], None]) -> None:
        self._listeners.append(listener)

    async def head(self, audit_id: str, stream: str = AUDIT_STREAM) -> Head:
        if audit_id != AUDIT:
            raise AuditNotFound(audit_id)
        return self.current_head if stream == self.stream else NOTHING

    async def heads(self, audit_ids: Sequence[str], stream: str = AUDIT_STREAM) -> Mapping[str, Head]:
        return {audit_id: await self.head(audit_id, stream) for audit_id in audit_ids if audit_id == AUDIT}

    async def read(self, audit_id: str, after: int, limit: int = 256, stream: str = AUDIT_STREAM) -> list[StoredEvent]:
        return self.page(after, limit) if stream == self.stream else []

    async def texts(
        self, audit_id: str, after: int, marks: Marks, limit: int = TEXTS, stream: str = AUDIT_STREAM
    ) -> Texts | None:
        return texts_of(await self.read(audit_id, after, limit, stream), marks)

    async def rung(self, patience_s: float) -> frozenset[str]:
        await asyncio.sleep(patience_s)
        return frozenset()

    async def changed(self) -> bool:
        return False
