"""Reading the next page of a replay while one is sent."""

from __future__ import annotations

import asyncio

import pytest

from service.errors import DatabaseFailed
from service.log.values import Texts
from service.tail.read_ahead import ReadAhead
from tests.log_events import LINES
from tests.unit.tail.given.list_log import AUDIT, ListLog


class Reader:
    """Reads a log of 10 events by threes, and remembers what it was asked; fails where it is told to."""

    def __init__(self) -> None:
        self.log = ListLog()
        self.log.append(10)
        self.asked: list[int] = []
        self.cancelled: list[int] = []
        self.fails_at: int | None = None
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def read(self, after: int) -> Texts | None:
        self.asked.append(after)
        try:
            await self.may_go_on.wait()
        except asyncio.CancelledError:
            self.cancelled.append(after)
            raise
        if after == self.fails_at:
            raise DatabaseFailed("read", "the disk is gone")
        return await self.log.texts(AUDIT, after, LINES, 3)


async def turns(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_a_page_that_was_read_ahead_is_not_read_again() -> None:
    reader = Reader()
    ahead = ReadAhead(reader.read)
    ahead.begin(3)
    await turns()
    assert reader.asked == [3]

    page = await ahead.page(3)

    assert page is not None
    assert (page.first, page.head.seq) == (4, 6)
    assert reader.asked == [3]


async def test_another_page_than_the_one_ahead_is_read_and_that_one_stopped() -> None:
    reader = Reader()
    ahead = ReadAhead(reader.read)
    reader.may_go_on.clear()
    ahead.begin(3)
    await turns()
    reader.may_go_on.set()

    page = await ahead.page(6)

    assert page is not None
    assert page.first == 7
    await turns()
    assert reader.cancelled == [3]


async def test_an_error_ahead_is_heard_by_who_asks_for_the_page_and_by_nobody_else() -> None:
    reader = Reader()
    reader.fails_at = 3
    ahead = ReadAhead(reader.read)
    ahead.begin(3)
    with pytest.raises(DatabaseFailed):
        await ahead.page(3)

    ahead.begin(3)
    await turns()
    ahead.stop()
    page = await ahead.page(0)
    assert page is not None
    assert page.first == 1


async def test_who_is_cancelled_leaves_no_read_behind() -> None:
    reader = Reader()
    reader.may_go_on.clear()
    ahead = ReadAhead(reader.read)
    ahead.begin(3)
    waiting = asyncio.create_task(ahead.page(3))
    await turns()

    waiting.cancel()
    await asyncio.wait({waiting})
    await turns()

    assert reader.cancelled == [3]


async def test_what_is_stopped_leaves_no_read_behind() -> None:
    reader = Reader()
    reader.may_go_on.clear()
    ahead = ReadAhead(reader.read)
    ahead.begin(3)
    await turns()

    ahead.stop()
    ahead.stop()
    await turns()

    assert reader.cancelled == [3]
