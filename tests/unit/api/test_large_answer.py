"""Large answers are whole, wait on the disk, and leave nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from starlette.requests import ClientDisconnect

from service.api.middleware import large_answer
from service.api.middleware.large_answer import AT_ONCE, PIECE_BYTES, LargeAnswers
from service.errors import ArtifactDamaged

SCOPE: dict[str, Any] = {"type": "http", "method": "GET", "asgi": {"spec_version": "2.4"}}


async def never() -> Any:
    await asyncio.Event().wait()


async def taken(data: bytes) -> tuple[dict[bytes, bytes], list[bytes]]:
    """The headers and the pieces in which ``data`` is sent."""
    sent: list[Any] = []

    async def make() -> bytes:
        return data

    async def send(message: Any) -> None:
        sent.append(message)

    answer = await LargeAnswers().of(make, "application/json")
    await answer(SCOPE, never, send)
    return dict(sent[0]["headers"]), [message["body"] for message in sent[1:]]


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES, PIECE_BYTES + 1, 10 * PIECE_BYTES])
async def test_an_answer_is_sent_whole_and_in_pieces_that_fit(size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)

    headers, pieces = await taken(data)

    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= PIECE_BYTES
    assert headers[b"content-length"] == str(size).encode()
    assert headers[b"content-type"] == b"application/json"


@pytest.mark.parametrize("count", [0, 1, 5])
async def test_an_answer_in_pieces_is_begun_once_the_last_has_come(count: int) -> None:
    sent: list[Any] = []
    came = 0

    async def pieces() -> AsyncGenerator[bytes]:
        nonlocal came
        for _ in range(count):
            came += 1
            yield b"p" * (PIECE_BYTES + 1)

    async def send(message: Any) -> None:
        sent.append(message)

    answer = await LargeAnswers().of_pieces(pieces(), "application/pdf", {"X-Kind": "original"})
    assert came == count
    await answer(SCOPE, never, send)

    headers = dict(sent[0]["headers"])
    assert b"".join(message["body"] for message in sent[1:]) == b"p" * (count * (PIECE_BYTES + 1))
    assert headers[b"content-length"] == str(count * (PIECE_BYTES + 1)).encode()
    assert (headers[b"content-type"], headers[b"x-kind"]) == (b"application/pdf", b"original")


async def test_pieces_that_turn_out_to_be_damaged_are_no_answer() -> None:
    async def pieces() -> AsyncGenerator[bytes]:
        yield b"p" * PIECE_BYTES
        raise ArtifactDamaged("a name", "another")

    with pytest.raises(ArtifactDamaged):
        await LargeAnswers().of_pieces(pieces(), "application/pdf")


async def test_only_so_many_are_whole_in_memory_while_their_clients_take_their_time() -> None:
    # Given clients that take nothing,
    answers, made, most = LargeAnswers(), 0, 0
    waiting: list[asyncio.Task[None]] = []
    stuck = asyncio.Event()

    async def make() -> bytes:
        nonlocal made, most
        made += 1
        most = max(most, made)
        await asyncio.sleep(0)
        return bytes(PIECE_BYTES + 1)

    async def send(_message: Any) -> None:
        await stuck.wait()

    # when all of them have asked, then each has its answer, made while few others were.
    async def ask() -> None:
        nonlocal made
        answer = await answers.of(make, "application/json")
        made -= 1
        waiting.append(asyncio.create_task(answer(SCOPE, never, send)))

    await asyncio.gather(*(ask() for _ in range(20)))
    assert len(waiting) == 20
    assert most <= AT_ONCE

    for task in waiting:
        task.cancel()
    await asyncio.wait(waiting)


async def test_the_file_is_closed_when_the_client_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[Any] = []
    kept = large_answer._kept
    monkeypatch.setattr(large_answer, "_kept", lambda data: files.append(kept(data)) or files[-1])

    async def make() -> bytes:
        return bytes(3 * PIECE_BYTES)

    async def gone(_message: Any) -> None:
        raise OSError

    answer = await LargeAnswers().of(make, "application/json")
    with pytest.raises(ClientDisconnect):
        await answer(SCOPE, never, gone)

    assert [file.closed for file in files] == [True]
