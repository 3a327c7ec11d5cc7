"""Audits run in this process, against the configured database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager, suppress
from pathlib import Path

from service.agents.installed import chosen
from service.audits.acceptance import Upload, accept
from service.bootstrap import AuditRunner, running_processor
from service.commands.audit.audited import Audited, audited, refused, shown
from service.commands.audit.progress import Board
from service.commands.audit.ticked import AgentTicked, Ticked
from service.errors import LeaseHeld, LogError, MachineFailed, ReportError
from service.options import Options
from service.projections.agent_ticks import ticks_json
from service.projections.audit_state import AuditState
from service.projections.views import Views
from service.settings import Settings
from service.tail.feed import Feed
from service.tail.handoff import Deliver


class LocalAuditor:
    """Accepts, runs and follows audits; a server beside it on the same database leaves them alone."""

    def __init__(
        self,
        running: AuditRunner,
        feed: Feed,
        settings: Settings,
        agents: tuple[str, ...],
        *,
        options: Options,
        ticks: bool,
    ) -> None:
        self._running = running
        self._feed = feed
        self._views = Views(running.store)
        self._settings = settings
        self._agents = agents
        self._options = options
        self._ticks = ticks

    @classmethod
    @asynccontextmanager
    async def opened(
        cls, settings: Settings, agents: tuple[str, ...], *, options: Options, ticks: bool
    ) -> AsyncGenerator[LocalAuditor, None]:
        """An auditor on the database of ``settings``; with ``ticks`` its results list what holds.

        Raises:
            UnknownAgent: one of the agents is not installed.
        """
        chosen(agents)
        async with running_processor(settings) as running:
            feed = Feed(running.store, settings.poll_s)
            listening = asyncio.create_task(feed.run())
            try:
                yield cls(running, feed, settings, agents, options=options, ticks=ticks)
            finally:
                listening.cancel()

    async def audit(self, path: Path, data: bytes, board: Board) -> Audited:
        """Audit one file to its end; what stops this one is its own result and stops no other."""
        store, processor = self._running.store, self._running.processor
        limit, lease_s = self._settings.max_upload_bytes, self._settings.lease_s
        audit_id: str | None = None
        try:
            upload = Upload(path.name, data, agents=self._agents, options=self._options)
            audit_id = await accept(store, upload, limit, reserve_for=processor.owner, lease_s=lease_s)
            await self._run(audit_id, shown(path), board)
            state = await self._views.state(audit_id)
            findings = await self._views.findings(audit_id)
            return audited(shown(path), audit_id, state, findings, await self._ticked(audit_id))
        except (ReportError, LogError, MachineFailed) as error:
            return refused(shown(path), str(error), audit_id)

    async def _ticked(self, audit_id: str) -> tuple[AgentTicked, ...] | None:
        if not self._ticks:
            return None
        return Ticked.model_validate_json(ticks_json(await self._views.ticks(audit_id))).agents

    async def _run(self, audit_id: str, file: str, board: Board) -> None:
        watching = asyncio.create_task(self._show(audit_id, file, board))
        try:
            with suppress(LeaseHeld):  # another process runs it by now; its end is the same
                await self._process(audit_id)
            await watching
        finally:
            watching.cancel()

    async def _process(self, audit_id: str) -> None:
        """Run the audit. An error of what is printed meanwhile ends the command, one of the machine this audit alone.

        Raises:
            MachineFailed: the machine cannot go on with it now; a server on the same database may yet.
        """
        try:
            await self._running.processor.process_document(audit_id)
        except OSError as error:
            raise MachineFailed(str(error)) from error

    async def _show(self, audit_id: str, file: str, board: Board) -> AuditState:
        """Follow the audit to its end, which another process may bring about."""
        async with aclosing(self._feed.follow(audit_id, 0)) as actions:
            async for action in actions:
                if isinstance(action, Deliver):
                    for event in action.events:
                        board.event(file, event.body)
        return await self._views.state(audit_id)
