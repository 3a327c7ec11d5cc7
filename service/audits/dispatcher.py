"""Which audits this process runs, and when: those that wait in the log, a few at a time."""

from __future__ import annotations

import asyncio
import logging

from service.audits.backoff import Backoff
from service.audits.processor import DocumentProcessor
from service.errors import AuditDamaged, DatabaseFailed, LogError
from service.log.outage import Outage
from service.log.store import EventStore
from service.log.values import Waiting
from service.workers.turns import Turns

logger = logging.getLogger(__name__)

SWEEP_S = 1.0
"""How soon an audit whose lease has ended, or that another process accepted, is noticed."""


MOST_MACHINE_FAILURES = 10
"""How often an audit pauses because the machine could not go on with it: some six minutes in all."""


class Dispatcher:
    """Owns one task per running audit, for as long as the application lives; those who send take turns."""

    def __init__(self, store: EventStore, processor: DocumentProcessor, concurrent: int) -> None:
        self._store = store
        self._processor = processor
        self._concurrent = concurrent
        self._turns: Turns[str] = Turns(concurrent)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._asked: dict[Waiting, asyncio.Future[None]] = {}
        self._backoff = Backoff()
        self._wake = asyncio.Event()
        self._sweeper: asyncio.Task[None] | None = None
        self._stopped = False

    def start(self) -> None:
        """Begin to look for audits and run them."""
        self._sweeper = asyncio.create_task(self._sweep(), name="dispatcher")

    def offer(self, audit_id: str, sender: str = "") -> None:
        """Take a hint that an audit waits; without it the next sweep finds it."""
        logger.debug("audit %s is said to wait", audit_id)
        self._wake.set()

    async def workers(self) -> int | None:
        """This process is one; whether others look into the same log it does not know."""
        return 1

    async def run(self, audit_id: str, sender: str = "") -> None:
        """Run this audit as soon as it is the turn of ``sender``, before those of theirs that nobody has asked for.

        Returns once it runs here no more: it has ended, another process has it, it pauses after a failure, or this
        dispatcher has stopped. A caller that is cancelled does not stop the audit.
        """
        if self._stopped:
            return
        asked = self._asked.setdefault(Waiting(audit_id, sender), asyncio.get_running_loop().create_future())
        self._wake.set()
        await asyncio.shield(asked)

    async def stop(self, grace_s: float, at_once: asyncio.Event) -> None:
        """Take no new audits, give running ones ``grace_s`` seconds, then leave the rest for resumption.

        ``at_once`` ends the grace.
        """
        self._stopped = True
        if self._sweeper is not None:
            self._sweeper.cancel()
            await asyncio.wait({self._sweeper})
        for audit_id in {waiting.audit_id for waiting in self._asked} - self._running.keys():
            self._answer(audit_id)
        await self._grace(grace_s, at_once)
        left = set(self._running.values())
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left)

    async def _grace(self, grace_s: float, at_once: asyncio.Event) -> None:
        """Until all that runs has ended, or there is no more time."""
        if not self._running:
            return
        ended = asyncio.create_task(asyncio.wait(set(self._running.values())))
        hurried = asyncio.create_task(at_once.wait())
        try:
            await asyncio.wait({ended, hurried}, timeout=grace_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            hurried.cancel()

    async def _sweep(self) -> None:
        outage = Outage(
            logger, "could not look for waiting audits, trying again", "waiting audits are looked for again"
        )
        while True:
            self._wake.clear()
            try:
                await self._take()
                outage.is_over()
            except LogError as error:
                outage.goes_on(error)
            except Exception:
                # The edge of the process: if this task ended, no audit would ever begin again, and nobody would know.
                logger.exception("could not look for waiting audits, trying again")
            try:
                async with asyncio.timeout(SWEEP_S):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _take(self) -> None:
        """Run what neither runs nor pauses, as far as there is room."""
        now = asyncio.get_running_loop().time()
        for asked in list(self._asked):
            if self._backoff.is_paused(asked.audit_id, now):
                self._answer(asked.audit_id)
        if self._turns.full:
            return
        # Those that run or pause may be claimable too; they must not keep the others out of sight.
        found = await self._store.claimable(self._concurrent + len(self._running) + len(self._backoff))
        waiting = {one.audit_id: one.sender for one in (*self._asked, *found) if self._may_begin(one.audit_id, now)}
        while (audit_id := self._turns.next(waiting.items(), now)) is not None:
            self._begin(audit_id, waiting.pop(audit_id), now)

    def _may_begin(self, audit_id: str, now: float) -> bool:
        return audit_id not in self._running and not self._backoff.is_paused(audit_id, now)

    def _begin(self, audit_id: str, sender: str, now: float) -> None:
        task = asyncio.create_task(self._run(audit_id, sender), name=f"audit {audit_id}")
        self._running[audit_id] = task
        self._turns.begin(audit_id, sender, now)
        task.add_done_callback(lambda _: self._finished(audit_id))

    def _finished(self, audit_id: str) -> None:
        del self._running[audit_id]
        self._turns.end(audit_id, asyncio.get_running_loop().time())
        self._answer(audit_id)
        self._wake.set()

    def _answer(self, audit_id: str) -> None:
        """Answer whoever has asked for the audit."""
        for asked in [asked for asked in self._asked if asked.audit_id == audit_id]:
            answer = self._asked.pop(asked)
            if not answer.done():
                answer.set_result(None)

    async def _run(self, audit_id: str, sender: str) -> None:
        try:
            await self._process(audit_id, sender)
            self._backoff.forget(audit_id)
        except (DatabaseFailed, OSError) as error:
            pause_s = self._backoff.pause(audit_id, asyncio.get_running_loop().time())
            logger.warning("audit %s stopped, to be resumed in %g s: %s", audit_id, pause_s, error)
        except AuditDamaged as error:
            self._backoff.never_again(audit_id)
            logger.error("audit %s is not run by this process: %s", audit_id, error)
        except LogError as error:
            self._backoff.forget(audit_id)  # it is another process's to run, or nobody's any more
            logger.info("audit %s was not run to its end here: %s", audit_id, error)
        except Exception:
            # The edge of an audit's task: not even its end could be recorded (its log cannot be read back, say).
            # Taking it again every second would only lengthen the log; a later version may know better.
            self._backoff.never_again(audit_id)
            logger.exception("audit %s cannot be run by this process", audit_id)

    async def _process(self, audit_id: str, sender: str) -> None:
        """Run the audit; where the machine never goes on with it, end it where whoever waits for it can see why.

        Unlike a database that fails, which says so to everybody and lets nothing be written, each time would lengthen
        the log and tell nobody.

        Raises:
            OSError: the machine could not go on, which may pass: let the audit pause.
        """
        try:
            await self._processor.process_document(audit_id, sender)
        except DatabaseFailed:
            raise
        except OSError as error:
            times = self._backoff.machine_failed(audit_id)
            if times <= MOST_MACHINE_FAILURES:
                raise
            await self._processor.give_up(audit_id, error, times)
