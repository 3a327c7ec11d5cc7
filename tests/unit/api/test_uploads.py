"""Uploads that come in at once have an end, and nobody holds a place for ever who sends nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from service.api import uploads
from service.api.uploads import AT_A_TIME, LARGE_BYTES, LargeUploads, UploadGate
from tests.waiting import DEADLINE_S

FORM: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/api/v1/audits",
    "headers": [(b"content-type", b"multipart/form-data; boundary=x")],
}


class Client:
    """Sends a body when it is told to, and keeps the status of the answer."""

    def __init__(self, gate: UploadGate, address: str = "192.0.2.1") -> None:
        scope = FORM | {"client": (address, 4711)}
        self.goes_on = asyncio.Event()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.task = asyncio.create_task(gate(scope, self.receive, self.send))

    async def receive(self) -> Any:
        await self.goes_on.wait()
        return {"type": "http.request", "body": b"x", "more_body": False}

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])

    async def answered(self) -> int:
        async with asyncio.timeout(DEADLINE_S):
            await self.task
        return self.status


class Accepting:
    """An application that takes the whole body, and then may take its time."""

    def __init__(self) -> None:
        self.begun: asyncio.Queue[None] = asyncio.Queue()
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        self.begun.put_nowait(None)
        while (await receive()).get("more_body"):
            pass
        await self.may_end.wait()
        await send({"type": "http.response.start", "status": 202, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def test_one_upload_too_many_is_asked_to_come_again_and_those_that_are_in_go_on() -> None:
    app = Accepting()
    gate = UploadGate(app, at_once=2)
    first, second = Client(gate), Client(gate, "192.0.2.2")
    for _ in range(2):
        await app.begun.get()

    third = Client(gate)
    assert await third.answered() == 503
    assert third.headers[b"retry-after"] == b"5"

    first.goes_on.set()
    assert await first.answered() == 202
    fourth = Client(gate)
    fourth.goes_on.set()
    assert await fourth.answered() == 202
    second.goes_on.set()
    assert await second.answered() == 202


async def test_one_sender_does_not_have_all_places() -> None:
    app = Accepting()
    gate = UploadGate(app, at_once=6)
    hostile = [Client(gate, f"2001:db8::{number}") for number in range(1, 6)]
    for _ in hostile:
        await app.begun.get()

    assert await Client(gate, "2001:db8::ff").answered() == 503
    honest = Client(gate, "2001:db8:1::1")
    honest.goes_on.set()
    assert await honest.answered() == 202

    for client in hostile:
        client.goes_on.set()
        assert await client.answered() == 202


async def test_a_sender_with_many_largegives_way_to_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ENOUGH_TIME_S", -1)
    app = Accepting()
    gate = UploadGate(app, at_once=2)
    honest = Client(gate, "192.0.2.2")
    await app.begun.get()
    first = Client(gate)
    await app.begun.get()
    second = Client(gate)
    await app.begun.get()

    assert await first.answered() == 408

    for client in (honest, second):
        client.goes_on.set()
        assert await client.answered() == 202


async def test_who_has_taken_long_gives_way_to_who_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ENOUGH_TIME_S", -1)
    app = Accepting()
    gate = UploadGate(app, at_once=1)
    slow = Client(gate)
    await app.begun.get()

    honest = Client(gate)
    honest.goes_on.set()

    assert await honest.answered() == 202
    assert await slow.answered() == 408


async def test_an_upload_that_is_whole_does_not_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ENOUGH_TIME_S", -1)
    app = Accepting()
    app.may_end.clear()
    gate = UploadGate(app, at_once=1)
    whole = Client(gate)
    whole.goes_on.set()
    await app.begun.get()
    await asyncio.sleep(0)

    assert await Client(gate).answered() == 503

    app.may_end.set()
    assert await whole.answered() == 202


async def test_who_is_cancelled_by_somebody_else_is_not_answered() -> None:
    app = Accepting()
    client = Client(UploadGate(app, at_once=1))
    await app.begun.get()

    client.task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await client.answered()


async def test_one_large_upload_is_taken_in_at_a_time_and_small_ones_go_by() -> None:
    large, there, most = LargeUploads(), 0, 0

    async def accept(size: int) -> None:
        nonlocal there, most
        async with large.turn(size):
            there += size > LARGE_BYTES
            most = max(most, there)
            for _ in range(3):
                await asyncio.sleep(0)
            there -= size > LARGE_BYTES

    async with large.turn(LARGE_BYTES + 1):
        await accept(LARGE_BYTES)
    await asyncio.gather(*(accept(LARGE_BYTES + 1) for _ in range(9)))

    assert most == 1


async def test_pieces_of_few_uploads_are_worked_on_at_a_time_and_each_has_its_turn() -> None:
    # Given uploads that all have pieces to be taken, and an application that takes its time with each,
    there, most = 0, 0

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        nonlocal there, most
        while (await receive()).get("more_body"):
            there += 1
            most = max(most, there)
            for _ in range(5):
                await asyncio.sleep(0)
            there -= 1
        await send({"type": "http.response.start", "status": 202, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    gate = UploadGate(app, at_once=20)

    async def handed_in(number: int) -> list[Any]:
        left = iter(range(9, -1, -1))
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b"x", "more_body": next(left) > 0}

        async def send(message: Any) -> None:
            sent.append(message)

        await gate(FORM | {"client": (f"192.0.2.{number}", 4711)}, receive, send)
        return sent

    # when all of them come in, then a few of them at a time were worked on, and all came to their end.
    answers = await asyncio.gather(*map(handed_in, range(10)))

    assert most == AT_A_TIME
    assert {sent[0]["status"] for sent in answers} == {202}


async def test_an_upload_that_waits_for_its_next_piece_holds_nobody_up_and_one_that_breaks_off_neither() -> None:
    async def app(_scope: Any, receive: Any, _send: Any) -> None:
        await receive()
        raise ConnectionError

    gate = UploadGate(app, at_once=20)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(_message: Any) -> None:
        raise AssertionError("nobody hears it")

    for _ in range(AT_A_TIME + 1):
        with pytest.raises(ConnectionError):
            async with asyncio.timeout(DEADLINE_S):
                await gate(FORM | {"client": ("192.0.2.1", 4711)}, receive, send)
