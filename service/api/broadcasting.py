"""One broadcaster per watched audit: what its log gains is framed once and written to everyone who has come as far.

There is no queue per client. All that was committed while a pass over the clients was under way goes out in the next
pass; a client whose transport is full leaves the live set with its cursor and catches up by itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Protocol

from service.api.frames import frame, frames
from service.api.wire import Wire
from service.errors import LogError
from service.log.codec import StoredEvent
from service.log.values import Head
from service.tail.feed import UNSEEN_PAUSE_S, Feed, happens
from service.tail.handoff import PAGE_EVENTS, PAGE_SIZE_BYTES, LogGapError
from service.tail.topic import Topic

logger = logging.getLogger(__name__)

SLICE = 64
"""Clients written to before others get their turn: about a millisecond. An append takes several turns of the loop: with
longer ones, whoever writes falls behind while thousands watch."""


class Listener(Protocol):
    """A client in the live set."""

    @property
    def wire(self) -> Wire: ...

    def left_at(self, cursor: int) -> None:
        """Go on alone after ``cursor``."""
        ...


def control(kind: str, head: Head) -> str:
    """A control message that names the head."""
    return json.dumps({"type": kind, "head": head.seq, "hash": head.hash})


class Broadcaster:
    """The live set of one audit; everyone in it has been sent everything up to ``cursor``."""

    def __init__(self, feed: Feed, topic: Topic, cursor: int, heartbeat_s: float) -> None:
        self._feed = feed
        self._topic = topic
        self._heartbeat_s = heartbeat_s
        self._live: dict[Listener, None] = {}
        self.cursor = cursor
        self.moved = asyncio.Event()
        """Set at the next pass, for those who have read further than this broadcaster."""
        self._task = asyncio.create_task(self._run(), name=f"broadcaster of {topic.audit_id}")

    def join(self, listener: Listener, cursor: int) -> bool:
        """Take ``listener`` into the live set, if it has come exactly as far."""
        if cursor != self.cursor:
            return False
        self._live[listener] = None
        return True

    def leave(self, listener: Listener) -> None:
        """Write to ``listener`` no more. Doing it twice is harmless."""
        self._live.pop(listener, None)

    @property
    def deserted(self) -> bool:
        """Whether nobody is in the live set."""
        return not self._live

    @property
    def over(self) -> bool:
        """Whether it writes no more: the audit has ended or is erased, or its log could not be read."""
        return self._task.done()

    def stop(self) -> None:
        """Nobody is in the live set any more; who waits to come into it goes on without."""
        self._task.cancel()
        self._wake_the_others()

    async def _run(self) -> None:
        try:
            while not self._nothing_comes():
                changed, head = self._topic.changed(), self._topic.head
                if self.cursor < head.seq:
                    await self._pass_on(await self._next())
                elif not await happens(changed, self._heartbeat_s) and self.cursor == head.seq:
                    # The head that everyone here was sent, though it may have moved in the last moment of the wait.
                    await self._write(frame(control("heartbeat", head)))
        except LogError as error:
            logger.info("watchers of audit %s go on alone: %s", self._topic.audit_id, error)
        except Exception:
            # The edge of a task nobody waits for: the watchers must hear of it, and each will meet the cause by itself.
            logger.exception("watchers of audit %s go on alone", self._topic.audit_id)
        self._let_go()

    def _nothing_comes(self) -> bool:
        head = self._topic.head
        return self._topic.erased_at is not None or (head.ended and self.cursor >= head.seq)

    async def _next(self) -> list[StoredEvent]:
        """What follows the cursor; nothing where a hint ran ahead of what can be read."""
        events = self._topic.after(self.cursor, PAGE_EVENTS, PAGE_SIZE_BYTES)
        if events is None and not (events := list(await self._feed.page(self._topic, self.cursor))):
            await asyncio.sleep(UNSEEN_PAUSE_S)
        return events

    async def _pass_on(self, events: list[StoredEvent]) -> None:
        if events:
            if events[0].seq != self.cursor + 1:
                raise LogGapError(self._topic.audit_id, self.cursor + 1, events[0].seq)
            self.cursor = events[-1].seq
            self._wake_the_others()
            await self._write(frames(event.body for event in events))

    async def _write(self, data: bytes) -> None:
        cursor = self.cursor
        for n, listener in enumerate(list(self._live)):
            if n % SLICE == SLICE - 1:
                await asyncio.sleep(0)
            # Who came during the pass has what it brings already; who left is not written to.
            if listener in self._live and not listener.wire.write(data):
                del self._live[listener]
                listener.left_at(cursor)
        await asyncio.sleep(0)

    def _wake_the_others(self) -> None:
        moved, self.moved = self.moved, asyncio.Event()
        moved.set()

    def _let_go(self) -> None:
        for listener in list(self._live):
            del self._live[listener]
            listener.left_at(self.cursor)
        self._wake_the_others()


class Broadcasts:
    """The broadcasters of this process, each for as long as somebody is in its live set."""

    def __init__(self, feed: Feed, heartbeat_s: float, slow_client_s: float) -> None:
        self.feed = feed
        self.slow_client_s = slow_client_s
        """How long a client may take nothing at all."""
        self._heartbeat_s = heartbeat_s
        self._by_audit: dict[str, Broadcaster] = {}

    async def join(self, listener: Listener, topic: Topic, cursor: int) -> bool:
        """Take ``listener``, which has been sent everything up to ``cursor``, into the live set of its audit.

        False where the audit has moved on: read what there is after the cursor, if anything, and come again.
        """
        broadcaster = self._by_audit.get(topic.audit_id)
        if broadcaster is None or broadcaster.over:
            broadcaster = Broadcaster(self.feed, topic, cursor, self._heartbeat_s)
            self._by_audit[topic.audit_id] = broadcaster
        if cursor > broadcaster.cursor:
            await broadcaster.moved.wait()
            return False  # this one may have been stopped meanwhile
        return broadcaster.join(listener, cursor)

    def leave(self, listener: Listener, topic: Topic) -> None:
        """Write to ``listener`` no more. Doing it twice is harmless."""
        broadcaster = self._by_audit.get(topic.audit_id)
        if broadcaster is not None:
            broadcaster.leave(listener)
            if broadcaster.deserted:
                broadcaster.stop()
                del self._by_audit[topic.audit_id]
