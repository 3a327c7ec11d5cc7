"""DocumentProcessor: runs one audit from wherever its log says it stands to its terminal event."""

from __future__ import annotations

import asyncio
import importlib
import logging
from contextlib import aclosing
from functools import partial

from service.agents.models.audit_model import AuditModel
from service.agents.models.budget import Budget
from service.agents.models.configured_models import ConfiguredModels
from service.agents.spec import Brief
from service.audits import extraction
from service.audits.answers import recorded_answers
from service.audits.attempt_limit import attempts_left, given_up
from service.audits.conclusion import conclude
from service.audits.gate import AGENT as GATE
from service.audits.gate import TIME_S as GATE_TIME_S
from service.audits.gate import refusal
from service.audits.lease_renewal import run_under_lease
from service.audits.reading import read_in_worker
from service.audits.recorder import Recorder
from service.audits.retrying import carry_over
from service.errors import (
    ArtifactDamaged,
    ArtifactNotFound,
    AuditDamaged,
    AuditErased,
    DatabaseFailed,
    LeaseLost,
    NotAFinancialReport,
    ReportError,
    StreamEnded,
    WorkerError,
    WrongExpectedSeq,
)
from service.events import AuditFailed
from service.external.outside import Outside
from service.log.store import EventStore
from service.settings import Settings
from service.workers.pool import WorkerPool

logger = logging.getLogger(__name__)


class DocumentProcessor:
    """Runs audits for one owner. Every lifecycle event is committed before the work that follows it goes on."""

    def __init__(
        self,
        store: EventStore,
        pool: WorkerPool,
        settings: Settings,
        owner: str,
        *,
        configured: ConfiguredModels | None = None,
        outside: Outside | None = None,
    ) -> None:
        self._store = store
        self._pool = pool
        self._settings = settings
        self.owner = owner
        self._outside = outside
        self._configured = configured
        """The models that agents may ask; None where none is set."""

    async def process_document(self, audit_id: str, sender: str = "") -> None:
        """Claim the audit, do what its log does not have yet, and end it with exactly one terminal event.

        ``sender`` is whose turn it is when worker processes are few.

        Ends quietly where somebody else has ended or erased the audit or taken it over meanwhile. On cancellation the
        agents are stopped and the lease released, so that the audit can be resumed at once.

        Raises:
            LeaseHeld: another process is running it.
            AuditNotFound, AuditErased, StreamEnded: there is nothing to run.
            DatabaseFailed, OSError: the database or the machine cannot do it now; the audit can be resumed.
        """
        claim = await self._store.claim(audit_id, self.owner, self._settings.lease_s)
        recorder = Recorder(self._store, claim)
        try:
            work = self._run_or_record(audit_id, recorder, sender)
            await run_under_lease(self._store, claim.lease, self._settings.lease_s, work)
        except (LeaseLost, StreamEnded, WrongExpectedSeq, AuditErased) as error:
            logger.info("audit %s is no longer ours to run: %s", audit_id, error)

    async def give_up(self, audit_id: str, error: OSError, times: int) -> None:
        """End the audit, since the machine could not go on with it ``times`` times in a row, the last with ``error``.

        Raises:
            LogError: it is not this process's to end, or cannot be ended now.
        """
        recorder = Recorder(self._store, await self._store.claim(audit_id, self.owner, self._settings.lease_s))
        await recorder.catch_up()
        because = error.strerror or type(error).__name__  # not which file: that is the machine's, the log is anybody's
        said = (
            f"the machine could not go on {times} times in a row, the last time because of: {because}; see that the "
            "service has processes, files, memory and rights enough, then retry the audit"
        )
        logger.error("audit %s is given up: %s (%s)", audit_id, said, error)
        await recorder.append(AuditFailed(error=said, error_type=type(error).__name__))

    async def _run_or_record(self, audit_id: str, recorder: Recorder, sender: str) -> None:
        await recorder.catch_up()
        try:
            await carry_over(self._store, recorder)
            await self._run(audit_id, recorder, sender)
        except (LeaseLost, StreamEnded, WrongExpectedSeq, AuditErased, AuditDamaged, DatabaseFailed, OSError):
            raise  # OSError: the machine has no process or file left to give, which passes
        except Exception as error:
            # The edge of an audit: a defect of ours must end it visibly, or it would be resumed again and again.
            logger.exception("audit %s stopped on a defect", audit_id)
            said = f"Tickmark could not go on because of an error of its own ({type(error).__name__}); its log has more"
            await recorder.append(AuditFailed(error=said, error_type=type(error).__name__))

    async def _run(self, audit_id: str, recorder: Recorder, sender: str) -> None:
        crashes = recorder.state.crashes_in_a_row
        if recorder.state.report is None and crashes >= self._settings.agent_max_attempts:
            said = f"the process that read the report died {crashes} times; it is not tried again"
            await recorder.append(AuditFailed(error=said, error_type="ProcessDied"))
            return
        try:
            report = await self._report(recorder, sender)
        except (ReportError, WorkerError, ArtifactDamaged, ArtifactNotFound) as error:
            await recorder.append(AuditFailed(error=error.public, error_type=type(error).__name__))
            return
        model = await self._model(audit_id, recorder)
        if model is not None and (refused := await self._refusal(recorder, report, model)) is not None:
            await recorder.append(AuditFailed(error=refused.public, error_type=type(refused).__name__))
            return
        for failed in given_up(recorder.state, self._settings.agent_max_attempts):
            await recorder.append(failed)
        await self._run_agents(audit_id, recorder, report, sender, model)
        await recorder.append(conclude(recorder.state))

    async def _report(self, recorder: Recorder, sender: str) -> bytes:
        """The extracted report: from the log if it is there, else read now and written to it."""
        if recorder.state.report is not None:
            return await self._store.artifact(recorder.state.report)
        document = recorder.state.document
        assert document is not None
        processes = self._pool.spare(self._settings.reading_processes)
        argument = extraction.argument(document.filename, processes)
        file, limit_s = partial(self._store.artifact_pieces, document.sha256), self._settings.extract_timeout_s
        extracted, report = extraction.result(
            await read_in_worker(self._pool, argument, file, limit_s, recorder.append, sender=sender)
        )
        await recorder.append(extracted, report)
        return report

    async def _refusal(self, recorder: Recorder, report: bytes, model: AuditModel) -> NotAFinancialReport | None:
        """Why the file is no financial report; None where it may be one.

        It is not asked again where agents have begun, nor where somebody who knows the answer has the audit retried.
        """
        state = recorder.state
        if state.retry_of is not None or state.document is None or any(one.attempts for one in state.agents.values()):
            return None
        asking = model.asked_by(GATE, recorder.append, GATE_TIME_S)
        try:
            return await refusal(state.document.filename, report, self._pool, asking)
        finally:
            asking.close()

    async def _run_agents(
        self, audit_id: str, recorder: Recorder, report: bytes, sender: str, model: AuditModel | None
    ) -> None:
        left = [agent for agent in recorder.state.agents.values() if not agent.settled]
        if not left:
            return
        # Importing ADK takes seconds; a process that only lists or watches audits never does it. In a thread, because
        # the lease must be renewed meanwhile.
        await asyncio.to_thread(importlib.import_module, "service.agents.run")
        from service.agents.run import run_agents  # noqa: PLC0415

        told = self._settings.of_checks | recorder.state.options.of_checks
        brief = Brief(audit_id, report, self._pool, self._settings.agent_timeout_s, told, sender, outside=self._outside)
        limit, pause_s = self._settings.agent_max_attempts, self._settings.agent_retry_pause_s
        attempts = {agent.agent_id: attempts_left(agent, limit, pause_s) for agent in left}
        async with aclosing(run_agents(brief, attempts, model)) as entries:
            async for entry in entries:
                await recorder.append(entry.event, *entry.artifacts)

    async def _model(self, audit_id: str, recorder: Recorder) -> AuditModel | None:
        """The models for what is left of this audit, which knows what its log holds; None where none is set."""
        if self._configured is None:
            return None
        budget = Budget(self._settings.model_tokens_per_audit, recorder.state.usage.tokens)
        told = await recorded_answers(self._store, audit_id, recorder.state.seq)
        return AuditModel(self._configured, budget, self._settings.model_time_s, told)
