"""One broadcaster per watched stream of an audit: what it gains is framed once and written to everyone who lacks it.

There is no queue per client. The clients stand in a line, who was written to longest ago in front; whose turn it is
gets all that has been committed by then, in one write. A client whose transport is full leaves the line with its cursor
and catches up by itself.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import OrderedDict
from itertools import islice
from typing import Protocol

from service.api.edge.wire import Wire
from service.api.watching.frames import frame
from service.api.watching.window import Window
from service.errors import LogError
from service.log.values import Head
from service.tail.feed import UNSEEN_PAUSE_S, Feed, happens
from service.tail.handoff import PAGE_EVENTS, PAGE_SIZE_BYTES
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
    """A control message that names the head; of a stream that holds nothing, 0 and null."""
    return json.dumps({"type": kind, "head": head.seq, "hash": head.hash or None})


class Broadcaster:
    """The live set of one stream, each in it with its cursor."""

    def __init__(self, feed: Feed, topic: Topic, cursor: int, heartbeat_s: float) -> None:
        self._feed = feed
        self._topic = topic
        self._heartbeat_s = heartbeat_s
        self._line: OrderedDict[Listener, int] = OrderedDict()
        """The clients and their cursors, which never decrease from the front to the back."""
        self._window = Window(topic.audit_id, cursor)
        self._letting_go = False
        self.moved = asyncio.Event()
        """Set when there is more to send, for those who have read further than this broadcaster."""
        self._task = asyncio.create_task(self._run(), name=f"broadcaster of {topic.name}")

    @property
    def cursor(self) -> int:
        """Everyone in the live set has been sent everything up to here, or is about to be."""
        return self._window.end

    def join(self, listener: Listener, cursor: int) -> bool:
        """Take ``listener`` into the live set, if it has come exactly as far."""
        if cursor != self.cursor:
            return False
        self._line[listener] = cursor
        return True

    def leave(self, listener: Listener) -> None:
        """Write to ``listener`` no more. Doing it twice is harmless."""
        self._line.pop(listener, None)

    @property
    def deserted(self) -> bool:
        """Whether nobody is in the live set."""
        return not self._line

    @property
    def over(self) -> bool:
        """Whether it writes no more: the audit has ended, is erased or damaged, or its log could not be read."""
        return self._task.done()

    @property
    def is_letting_go(self) -> bool:
        """Whether it sends those away who are still in the live set: nobody else may come into it."""
        return self._letting_go and not self.over

    async def has_let_go(self) -> None:
        """Wait until it is over."""
        await asyncio.wait({self._task})

    def stop(self) -> None:
        """Nobody is in the live set any more; who waits to come into it goes on without."""
        self._task.cancel()
        self._wake_the_others()

    async def _run(self) -> None:
        try:
            while not self._nothing_comes():
                changed, head = self._topic.changed(), self._topic.head
                self._window.forget(self._least())
                if self.cursor < head.seq and self._window.has_room:
                    await self._look_further()
                if self._least() < self.cursor:
                    self._serve_the_front()
                    await asyncio.sleep(0)
                elif self.cursor >= head.seq and not await happens(changed, self._heartbeat_s):
                    await self._beat(head)
        except LogError as error:
            logger.info("watchers of audit %s go on alone: %s", self._topic.audit_id, error)
        except Exception:
            # The edge of a task nobody waits for: the watchers must hear of it, and each will meet the cause by itself.
            logger.exception("watchers of audit %s go on alone", self._topic.audit_id)
        await self._let_go()

    def _nothing_comes(self) -> bool:
        head = self._topic.head
        ended = head.ended and self.cursor >= head.seq and self._least() == self.cursor
        return self._topic.erased is not None or self._topic.trouble is not None or ended

    def _least(self) -> int:
        """The cursor of whoever is in front: everyone has been sent as much."""
        return next(iter(self._line.values()), self.cursor)

    async def _look_further(self) -> None:
        """Take what follows the cursor into the window; wait where a hint ran ahead of what can be read."""
        events = self._topic.after(self.cursor, PAGE_EVENTS, PAGE_SIZE_BYTES)
        if events is None and not (events := await self._feed.page(self._topic, self.cursor)):
            await asyncio.sleep(UNSEEN_PAUSE_S)
            return
        self._window.extend(events)
        self._wake_the_others()

    def _serve_the_front(self) -> None:
        """Write to some of those who have waited longest, and move them to the back."""
        end = self.cursor
        for listener, cursor in list(islice(self._line.items(), SLICE)):
            if cursor == end:
                break
            self._line[listener] = end
            self._line.move_to_end(listener)
            self._write(listener, self._window.after(cursor))

    def _write(self, listener: Listener, data: bytes) -> None:
        if not listener.wire.write(data):
            listener.left_at(self._line.pop(listener))

    async def _beat(self, head: Head) -> None:
        """Name the head that everyone here was sent, until it moves: an event is as good a sign of life, and better."""
        data = frame(control("heartbeat", head))
        listeners = list(self._line)
        for first in range(0, len(listeners), SLICE):
            if self._topic.head is not head or self.cursor != head.seq:
                return
            for listener in listeners[first : first + SLICE]:
                if listener in self._line:  # else it has left
                    self._write(listener, data)
            await asyncio.sleep(0)

    def _wake_the_others(self) -> None:
        moved, self.moved = self.moved, asyncio.Event()
        moved.set()

    async def _let_go(self) -> None:
        """Everyone goes on alone, some at a time: each has a task's work before it, if only to close."""
        self._letting_go = True
        self._wake_the_others()
        while self._line:
            for _ in range(min(SLICE, len(self._line))):
                listener, cursor = self._line.popitem(last=False)
                listener.left_at(cursor)
            await asyncio.sleep(0)


class Broadcasts:
    """The broadcasters of this process, each for as long as somebody is in its live set."""

    def __init__(self, feed: Feed, heartbeat_s: float, slow_client_s: float) -> None:
        self.feed = feed
        self.slow_client_s = slow_client_s
        """How long a client may take nothing at all."""
        self._heartbeat_s = heartbeat_s
        self._by_stream: dict[str, Broadcaster] = {}

    @property
    def anybody_is_live(self) -> bool:
        """Whether there are watchers who have seen all there is, of any audit."""
        return bool(self._by_stream)

    async def join(self, listener: Listener, topic: Topic, cursor: int) -> bool:
        """Take ``listener``, which has been sent everything up to ``cursor``, into the live set of its stream.

        False where the stream has moved on: read what there is after the cursor, if anything, and come again.
        """
        while (broadcaster := self._by_stream.get(topic.name)) is not None and broadcaster.is_letting_go:
            await broadcaster.has_let_go()  # who still is in its line must be found there if they leave
        if broadcaster is None or broadcaster.over:
            broadcaster = Broadcaster(self.feed, topic, cursor, self._heartbeat_s)
            self._by_stream[topic.name] = broadcaster
        if cursor > broadcaster.cursor:
            await broadcaster.moved.wait()
            return False  # this one may have been stopped meanwhile
        return broadcaster.join(listener, cursor)

    def leave(self, listener: Listener, topic: Topic) -> None:
        """Write to ``listener`` no more. Doing it twice is harmless."""
        broadcaster = self._by_stream.get(topic.name)
        if broadcaster is not None:
            broadcaster.leave(listener)
            if broadcaster.deserted:
                broadcaster.stop()
                del self._by_stream[topic.name]
