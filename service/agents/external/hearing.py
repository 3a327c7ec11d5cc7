"""Asking one source one question, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.agents.external import work
from service.agents.spec import Brief
from service.artifacts import artifact_sha256
from service.checks.external.previous.source import ID as PREVIOUS
from service.checks.external.previous.source import NOTHING_FOUND
from service.checks.external.source import Request, SourceAnswer
from service.checks.external.sources import SOURCES
from service.errors import SourceFailed, TickmarkError
from service.events import SourceAsked
from service.external.outside import Archive, Earlier, Outside

HERE = "audits of this database"


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of one question."""

    request: Request
    url: str
    answer: SourceAnswer | None
    reason: str = ""

    def event(self, agent_id: str) -> SourceAsked:
        """What the log keeps of it."""
        if self.answer is None:
            return SourceAsked(agent_id=agent_id, source=self.request.source, url=self.url, error=self.reason)
        return SourceAsked(
            agent_id=agent_id,
            source=self.request.source,
            url=self.answer.url,
            asked_at=self.answer.asked_at or None,
            status=self.answer.status,
            sha256=self.answer.sha256,
            size_bytes=len(self.answer.body),
            kept=self.answer.kept,
            artifact=self.answer.sha256 if self.artifacts else None,
        )

    @property
    def artifacts(self) -> tuple[bytes, ...]:
        """What the log keeps with it: not the report of another audit, which is erased with that audit."""
        return (self.answer.body,) if self.answer is not None and self.request.source != PREVIOUS else ()

    @property
    def words(self) -> str:
        """For whoever watches."""
        name = SOURCES[self.request.source].name
        return f"{name} did not answer: {self.reason}" if self.answer is None else f"{name} has answered"


async def hear(brief: Brief, outside: Outside, request: Request) -> Heard:
    """Ask, and say what became of it: one source's trouble is no trouble of the others."""
    if request.source == PREVIOUS:
        return await _searched(brief, outside.archive, request)
    url = outside.fetcher.url(request)
    try:
        return Heard(request, url, await outside.fetcher.ask(request))
    except SourceFailed as error:
        return Heard(request, url, None, error.reason)


async def _searched(brief: Brief, archive: Archive, request: Request) -> Heard:
    """The entity's previous report, as an answer: which one that is, a worker process says, since it reads them all."""
    try:
        found = await archive.mentioning(brief.audit_id, tuple(needle for _, needle in request.query))
        at = await _latest(brief, found)
    except TickmarkError as error:
        return Heard(request, HERE, None, f"it could not be searched: {error.public}")
    if at is None:
        return Heard(request, HERE, SourceAnswer(request, HERE, "", NOTHING_FOUND, artifact_sha256(b""), b""))
    one = found[at]
    where = f"audit {one.audit_id} ({one.name})"
    return Heard(request, where, SourceAnswer(request, where, one.created_at, 200, one.sha256, one.report))


async def _latest(brief: Brief, found: Sequence[Earlier]) -> int | None:
    if not found:
        return None
    argument = work.choosing(brief.report, [earlier.report for earlier in found])
    return work.found_latest(await brief.pool.run(work.LATEST, argument, brief.timeout_s, sender=brief.sender))
