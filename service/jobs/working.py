"""Working on jobs: each names an audit that waits. The lease decides who runs it, so a job may be lost or doubled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from procrastinate import App
from procrastinate.jobs import DeleteJobCondition, Status

from service.jobs.app import QUEUE, STALLED_S, TASK, UNREACHABLE, procrastinate_app, reason
from service.jobs.finishing import PatientJobManager

logger = logging.getLogger(__name__)

RunAudit = Callable[[str, str], Awaitable[None]]
"""Runs an audit of a sender here if nobody else does, and returns once there is nothing left to do about it."""

POLL_S = 5.0
"""How long a lost notification can delay a job; audits are looked for more often than that."""
HEARTBEAT_S = 10.0
RECONNECT_S = 1.0
GOODBYE_S = 10.0
"""How long letting go of the queue may take when the database does not answer."""


class JobWorker:
    """Fetches jobs, as many at once as audits may run, and deletes each when it is done."""

    def __init__(self, app: App, run: RunAudit, concurrent: int) -> None:
        self._app = app
        self._concurrent = concurrent
        self._manager = app.job_manager = PatientJobManager(app.connector)
        app.task(name=TASK, queue=QUEUE)(_job(run))
        self._tasks = {
            asyncio.create_task(self._work(), name="jobs"),
            asyncio.create_task(self._tidy(), name="stalled jobs"),
        }

    @classmethod
    @asynccontextmanager
    async def opened(cls, dsn: str, run: RunAudit, concurrent: int) -> AsyncGenerator[JobWorker]:
        """A worker on the database at ``dsn``. What it has begun to run goes on when it is closed."""
        async with procrastinate_app(dsn).open_async() as app:
            worker = cls(app, run, concurrent)
            try:
                yield worker
            finally:
                await worker.close()

    async def close(self) -> None:
        """Fetch nothing new and let go of the jobs; the audits that they named are not stopped by this."""
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks, timeout=GOODBYE_S)

    async def _work(self) -> None:
        """Procrastinate's worker, started again whenever the database has made it give up."""
        while True:
            try:
                await self._app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=self._concurrent,
                    fetch_job_polling_interval=POLL_S,
                    update_heartbeat_interval=HEARTBEAT_S,
                    stalled_worker_timeout=STALLED_S,
                    shutdown_graceful_timeout=0,
                    delete_jobs=DeleteJobCondition.ALWAYS.value,
                    install_signal_handlers=False,
                )
            except UNREACHABLE as error:
                logger.warning("no jobs are heard of until the database answers again: %s", reason(error))
            except Exception:
                # The edge of the process: a defect in the queue costs the hints, and must not cost them for good.
                logger.exception("no jobs are heard of, trying again")
            await asyncio.sleep(RECONNECT_S)

    async def _tidy(self) -> None:
        """Delete jobs whose worker has died; their audits are found without them once their leases have ended."""
        while True:
            try:
                await self._delete_stalled()
            except UNREACHABLE as error:
                logger.info("stalled jobs were not deleted, trying again: %s", reason(error))
            except Exception:
                # The edge of the process: if this task ended, jobs of dead workers would pile up and nobody would know.
                logger.exception("stalled jobs were not deleted, trying again")
            await asyncio.sleep(STALLED_S)

    async def _delete_stalled(self) -> None:
        await self._manager.prune_stalled_workers(STALLED_S)
        for job in await self._manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=STALLED_S):
            await self._manager.finish_job(job, Status.FAILED, delete_job=True)
        await self._manager.finish_left()


def _job(run: RunAudit) -> Callable[..., Awaitable[None]]:
    async def job(audit_id: str, sender: str = "") -> None:
        await run(audit_id, sender)

    return job
