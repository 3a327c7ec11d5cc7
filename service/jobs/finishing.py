"""Procrastinate's job manager, which can leave the end of a job for later when the database does not answer."""

from __future__ import annotations

import logging

from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

from service.jobs.app import UNREACHABLE, reason

logger = logging.getLogger(__name__)


class PatientJobManager(JobManager):
    """A job that could not be finished is kept for ``finish_left``; it would stay for as long as its worker lives."""

    _left: tuple[Job, ...] = ()

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:
        """Finish the job, now or later; nobody waits for it, so nobody need hear that it failed."""
        try:
            await super().finish_job(job, status, delete_job)
        except UNREACHABLE as error:
            self._left += (job,)
            logger.info("the end of job %s was not recorded, to be tried again: %s", job.id, reason(error))

    async def finish_left(self) -> None:
        """Delete jobs whose end could not be recorded before, each once: then somebody else has done it."""
        left, self._left = self._left, ()
        for job in left:
            try:
                await super().finish_job(job, Status.FAILED, delete_job=True)
            except UNREACHABLE as error:
                logger.info("job %s is left to others: %s", job.id, reason(error))
