"""Pages are drawn in processes of their own: once, a few at a time for each client, and never for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from service.audits import drawings as module
from service.audits.drawings import Drawings, WantedPage
from service.errors import DrawingBusy, NoSuchPage, PageNotDrawn
from tests.unit.reports.given.drawn import Drawing
from tests.unit.reports.given.pictures import picture_of
from tests.waiting import DEADLINE_S, until

ME, OTHER = "10.0.0.1", "10.0.0.2"


def plain() -> bytes:
    drawing = Drawing()
    drawing.text(50, 50, "Revenue was 1,200 in 2025")
    return drawing.data()


def hostile() -> bytes:
    """A page that is painted over and over: it is small and well formed, and takes minutes to draw."""
    drawing = Drawing()
    drawing.text(50, 50, "Revenue was 1,200 in 2025")
    drawing.pages[-1] += ["0.5 g 0 0 m 595 0 l 300 842 l f"] * 100_000
    return drawing.data()


class File:
    """A file that counts how often it is asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.asked = 0

    async def read(self) -> AsyncGenerator[bytes]:
        self.asked += 1
        yield self.data


def page(number: int = 1, audit_id: str = "a", scale: float = 1) -> WantedPage:
    return WantedPage(audit_id, f"sha of {audit_id}", "a.pdf", number, scale)


async def begun(drawings: Drawings, wanted: WantedPage) -> bool:
    """Whether a process has been given the page to draw."""
    return wanted in drawings._drawing and bool(drawings._pool._alive)


@pytest.fixture
async def drawings() -> AsyncIterator[Drawings]:
    drawings = Drawings(limit_s=DEADLINE_S)
    yield drawings
    await drawings.close()


async def test_a_page_is_drawn_once_and_then_kept(drawings: Drawings) -> None:
    file = File(plain())

    first = await drawings.page(page(), ME, file.read)
    second = await drawings.page(page(), OTHER, file.read)

    assert first is second
    assert picture_of(first).dark > 0
    assert file.asked == 1


async def test_of_an_erased_audit_nothing_is_kept_and_of_others_everything(drawings: Drawings) -> None:
    file = File(plain())
    for audit_id in ("a", "b"):
        await drawings.page(page(audit_id=audit_id), ME, file.read)

    drawings.forget("a")
    for audit_id in ("b", "a"):
        await drawings.page(page(audit_id=audit_id), ME, file.read)

    assert file.asked == 3


async def test_a_picture_that_is_finished_after_its_audit_was_erased_is_not_kept(drawings: Drawings) -> None:
    file = File(plain())
    drawing = asyncio.create_task(drawings.page(page(), ME, file.read))
    await until(lambda: begun(drawings, page()))

    drawings.forget("a")

    assert await drawing
    assert await drawings.page(page(), ME, file.read)
    assert file.asked == 2


async def test_a_page_whose_process_was_killed_is_tried_again(drawings: Drawings) -> None:
    trap = asyncio.create_task(drawings.page(page(scale=4), ME, File(hostile()).read))
    await until(lambda: begun(drawings, page(scale=4)))
    for worker in drawings._pool._alive:
        worker._process.kill()

    with pytest.raises(PageNotDrawn, match="the process that drew it has ended"):
        await trap

    assert await drawings.page(page(scale=4), ME, File(plain()).read)


async def test_a_page_that_takes_too_long_is_drawn_at_a_scale_that_takes_less(drawings: Drawings) -> None:
    drawings._fail(page(scale=4), "it takes more than 20 s")

    assert await drawings.page(page(scale=0.5), ME, File(plain()).read)


async def test_no_more_is_kept_than_there_is_room_for(drawings: Drawings, monkeypatch: pytest.MonkeyPatch) -> None:
    file = File(plain())
    size = len(await drawings.page(page(), ME, file.read))
    monkeypatch.setattr(module, "KEPT_BYTES", size + size // 2)

    for scale in (1.5, 1):
        await drawings.page(page(scale=scale), ME, file.read)

    assert file.asked == 3


async def test_a_page_that_is_not_there_is_refused_with_those_that_are(drawings: Drawings) -> None:
    with pytest.raises(NoSuchPage, match="its pages are 1 to 1"):
        await drawings.page(page(7), ME, File(plain()).read)


async def test_a_page_that_takes_too_long_is_given_up_and_not_tried_again() -> None:
    drawings, trap = Drawings(limit_s=1), File(hostile())
    try:
        for client in (ME, OTHER):
            with pytest.raises(PageNotDrawn, match="page 1 cannot be drawn: it takes more than 1 s"):
                await drawings.page(page(scale=4), client, trap.read)
    finally:
        await drawings.close()
    assert trap.asked == 1


async def test_while_a_page_takes_long_others_have_theirs_drawn(drawings: Drawings) -> None:
    caught = asyncio.create_task(drawings.page(page(audit_id="trap", scale=4), ME, File(hostile()).read))

    assert await drawings.page(page(), OTHER, File(plain()).read)

    assert not caught.done()
    caught.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caught


async def test_one_client_waits_for_a_few_pages_only_and_another_is_not_refused(
    drawings: Drawings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WAITING_OF_CLIENT", 2)
    ready = asyncio.Event()

    async def slow() -> AsyncGenerator[bytes]:
        await ready.wait()
        yield plain()

    waiting = [asyncio.create_task(drawings.page(page(scale=scale), ME, slow)) for scale in (1, 1.5)]
    await asyncio.sleep(0)
    with pytest.raises(DrawingBusy, match="2 pages are to be drawn already; ask again in a moment"):
        await drawings.page(page(scale=2), ME, slow)
    assert await drawings.page(page(scale=2.5), OTHER, File(plain()).read)

    ready.set()
    assert all(await asyncio.gather(*waiting))


async def test_no_more_files_are_on_their_way_than_are_drawn_from(drawings: Drawings) -> None:
    reading, most = 0, 0
    begun, ready = asyncio.Semaphore(0), asyncio.Event()

    async def read() -> AsyncGenerator[bytes]:
        nonlocal reading, most
        reading += 1
        most = max(most, reading)
        begun.release()
        await ready.wait()
        reading -= 1
        yield plain()

    clients = [f"10.0.1.{n}" for n in range(2 * module.PROCESSES)]
    asked = [asyncio.create_task(drawings.page(page(audit_id=client), client, read)) for client in clients]
    for _ in range(module.PROCESSES):
        await begun.acquire()
    ready.set()
    await asyncio.gather(*asked)

    assert most == module.PROCESSES
