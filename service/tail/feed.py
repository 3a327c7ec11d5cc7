"""The shared feed: one topic per watched stream, kept up to date by hints from this process and from others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from itertools import groupby

from service.errors import AuditDamaged, AuditErased, AuditNotFound, DatabaseFailed, LogError
from service.log.codec import StoredEvent
from service.log.marks import Marks
from service.log.outage import Outage
from service.log.store import EventStore
from service.log.streams import AUDIT, STREAMS, stream_name
from service.log.values import Head, Texts
from service.tail.handoff import (
    PAGE_EVENTS,
    PAGE_SIZE_BYTES,
    CaughtUp,
    Deliver,
    End,
    Fetch,
    Handoff,
    Wait,
)
from service.tail.topic import Topic, bounded

logger = logging.getLogger(__name__)

QUESTION_S = 0.05
"""How often the log is asked for news of all audits while hints name single ones, and once after the last of these: in
case that others were lost, or that one read did not bring all there was."""
FEW = 16
"""Streams whose news are read one by one; of more, the heads are read at once."""
UNSEEN_PAUSE_S = 0.005
"""How long to wait when a hint came before its event can be read."""


class Feed:
    """Topics of the streams that somebody watches here. Start it with ``run`` as a task."""

    def __init__(self, store: EventStore, poll_s: float) -> None:
        self._store = store
        self._poll_s = poll_s
        self._topics: dict[str, Topic] = {}
        self._watchers: dict[str, int] = {}
        self._listeners: list[Callable[[Iterable[str]], None]] = []
        self._told = False
        """Whether those who listen were told of a change since the last question."""
        self._watched = asyncio.Event()
        self._next_question = 0.0
        """From when on the log is asked again whether anything has changed; by the clock of the loop."""
        self._put_off = False
        """Whether hints have come since the last question, after which it is still to be asked."""
        self._next_poll = 0.0
        """From when on all heads are looked at again, changed or not."""
        store.on_commit(self._committed)

    async def follow(
        self, audit_id: str, after: int, heartbeat_s: float | None = None, stream: str = AUDIT
    ) -> AsyncGenerator[Deliver | CaughtUp | Wait, None]:
        """Every event of a stream after ``after``, once, in order; ends after the terminal one, which no review has.

        Yields what to send: ``Deliver``, ``CaughtUp`` once, and ``Wait`` after each ``heartbeat_s`` without events.

        Raises:
            AuditNotFound: there is no such audit.
            AuditErased: there is none any more, now or from some time while it is followed.
            AuditDamaged: what is kept of it cannot be followed, now or from some time while it is followed.
            DatabaseFailed: the log cannot be read, or is no longer the one that was read so far.
        """
        with self.watched(audit_id, stream) as topic:
            topic.advance(await self._store.head(audit_id, stream))
            handoff = Handoff(after)
            while not isinstance(action := handoff.next(topic), End):
                if isinstance(action, Fetch):
                    fetched = handoff.fetched(await self.page(topic, action.after))
                    if fetched is None:
                        handoff.saw_nothing(topic)
                        await asyncio.sleep(UNSEEN_PAUSE_S)
                        continue
                    yield fetched
                elif isinstance(action, Wait):
                    if not await happens(topic.changed(), heartbeat_s):
                        yield action
                else:
                    yield action

    async def run(self) -> None:
        """Listen for other processes until cancelled; a lost hint costs at most one poll interval."""
        outage = Outage(logger, "the log could not be asked for news; watchers wait", "the log is asked for news again")
        while True:
            await self._watched.wait()
            try:
                if await self._news():
                    outage.is_over()
            except LogError as error:
                outage.goes_on(error)
                await asyncio.sleep(self._poll_s)
            except Exception:
                # The edge of the process: if this task ended, watchers would wait forever and nobody would know.
                logger.exception("the log could not be asked for news; watchers wait")
                await asyncio.sleep(self._poll_s)

    async def _news(self) -> bool:
        """Wait for a hint or a poll and share what is new; returns whether the log was asked.

        There are two deadlines. ``_next_question``: hints may come by the thousand, and each is answered by one read of
        the stream that it names; whether anything else has changed is asked once in ``QUESTION_S``, and once more after
        the last hint (``_put_off``). ``_next_poll``: whatever hints say, all heads are looked at once in ``poll_s``, so
        a hint that was lost costs no more than that.
        """
        loop = asyncio.get_running_loop()
        until_question_s = max(0.0, self._next_question - loop.time()) if self._put_off else self._poll_s
        hinted = await self._store.rung(min(self._poll_s, until_question_s))
        if hinted:
            self.tell(hinted)
        # Of a topic without a head nobody knows where news begin; who has just come to watch it is about to read that.
        named = [topic for name in hinted if (topic := self._topics.get(name)) and topic.known]
        many = len(named) > FEW
        if not many:
            for topic in named:
                await self._read_on(topic)
            if hinted and loop.time() < self._next_question:
                self._put_off = True
                return bool(named)
        self._put_off = False
        self._next_question = loop.time() + QUESTION_S
        if (changed := await self._store.changed()) and not self._told:
            self.tell(())  # nobody has named it: another process has erased an audit, or a hint was lost
        self._told = False
        if not (many or changed or loop.time() >= self._next_poll):
            return False
        self._next_poll = loop.time() + self._poll_s
        await self._look()
        return True

    async def _read_on(self, topic: Topic) -> None:
        """Share the new events of one stream: in one read, instead of a look at the head and a read by each watcher."""
        try:
            async with topic.edge_lock:
                topic.offer(await self._store.read(topic.audit_id, topic.edge, stream=topic.stream))
        except AuditErased as error:
            topic.erase(error)
        except AuditDamaged as error:
            topic.fail(error)

    async def _look(self) -> None:
        for stream in STREAMS:
            if known := [(topic, topic.head) for topic in self._topics.values() if topic.stream == stream]:
                heads = await self._store.heads([topic.audit_id for topic, _ in known], stream)
                for topic, before in known:
                    if self._topics.get(topic.name) is not topic:
                        continue  # nobody watches it any more
                    if head := heads.get(topic.audit_id):
                        _advance(topic, head, before)
                    else:
                        await self._ask_after(topic)

    async def _ask_after(self, topic: Topic) -> None:
        """Find out why an audit has no head any more: it was erased, or there never was one."""
        try:
            topic.advance(await self._store.head(topic.audit_id, topic.stream))
        except AuditErased as error:
            topic.erase(error)
        except AuditDamaged as error:
            topic.fail(error)
        except AuditNotFound:
            if topic.known:  # it was there
                topic.fail(_another_log(topic, "it is gone, without a tombstone"))

    def _committed(self, stored: Sequence[StoredEvent]) -> None:
        if self._listeners:
            self.tell({event.stream_name for event in stored})
        for name, events in groupby(stored, key=lambda event: event.stream_name):
            if topic := self._topics.get(name):
                topic.offer(list(events))

    async def page(self, topic: Topic, after: int) -> Sequence[StoredEvent]:
        """The events after ``after`` from the log; those that everyone at the head needs are read once for all."""
        if not topic.at_edge(after):
            events = await self._store.read(topic.audit_id, after, stream=topic.stream)
            topic.reached(events)
            return events
        async with topic.edge_lock:
            if known := topic.after(after, PAGE_EVENTS, PAGE_SIZE_BYTES):
                return known
            events = await self._store.read(topic.audit_id, after, stream=topic.stream)
            topic.offer(events)
            return bounded(events, PAGE_SIZE_BYTES)

    async def texts(self, topic: Topic, after: int, marks: Marks) -> Texts | None:
        """A page of the history after ``after`` from the log, for one watcher who is far behind."""
        texts = await self._store.texts(topic.audit_id, after, marks, stream=topic.stream)
        if texts is not None:
            topic.advance(texts.head)
        return texts

    @contextmanager
    def watched(self, audit_id: str, stream: str = AUDIT) -> Generator[Topic]:
        """The stream's topic, kept up to date meanwhile. Its head is not known until somebody reads it."""
        name = stream_name(audit_id, stream)
        topic = self._topics.setdefault(name, Topic(audit_id, stream))
        self._watchers[name] = self._watchers.get(name, 0) + 1
        self._watched.set()
        try:
            yield topic
        finally:
            self._watchers[name] -= 1
            if not self._watchers[name]:
                del self._watchers[name], self._topics[name]
            self._rest()

    @contextmanager
    def listening(self, heard: Callable[[Iterable[str]], None]) -> Generator[None]:
        """Calls ``heard`` with the names of streams that have changed, of whichever audits; without any where none is
        known by name. As hints do, it may say the same twice, and something that has not changed.
        """
        self._listeners.append(heard)
        self._watched.set()
        try:
            yield
        finally:
            self._listeners.remove(heard)
            self._rest()

    def tell(self, names: Iterable[str]) -> None:
        """Let whoever listens to all audits hear that these streams have changed."""
        self._told = True
        for heard in self._listeners:
            heard(names)

    def _rest(self) -> None:
        if not self._topics and not self._listeners:
            self._watched.clear()


def _advance(topic: Topic, head: Head, before: Head) -> None:
    """``before`` was the head of the topic when ``head`` was asked for: it can only have moved forward since."""
    if head.seq < before.seq or (head.seq == before.seq and head != before):
        topic.fail(_another_log(topic, f"its head is {_words(head)}, and was {_words(before)} before"))
    else:
        topic.advance(head)


def _another_log(topic: Topic, found: str) -> DatabaseFailed:
    """A log never says so, unless it was altered, or the database is an older one now, of a standby or a backup.

    Watchers are to come back with their cursors: what they hear then fits either.
    """
    return DatabaseFailed(f"go on with audit {topic.audit_id}", f"{found}; run `tickmark verify {topic.audit_id}`")


def _words(head: Head) -> str:
    return f"event {head.seq} with the hash {head.hash}{', the end' if head.ended else ''}"


async def happens(changed: asyncio.Event, timeout_s: float | None) -> bool:
    """Whether ``changed`` is set within ``timeout_s``; forever without one."""
    try:
        async with asyncio.timeout(timeout_s):
            await changed.wait()
    except TimeoutError:
        return False
    return True
