"""Large answers wait for their client on the disk, so that a client that reads slowly takes no memory."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import IO

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

PIECE_BYTES = 256 * 1024
"""What one client has in memory. An answer below this is sent as it is."""
AT_ONCE = 2
"""Answers that are whole in memory at any time, while they are made."""


class LargeAnswers:
    """Makes large answers; only a few are in memory at once, however many clients there are."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def of(
        self, make: Callable[[], Awaitable[bytes]], media_type: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        """What ``make`` makes, as an answer. Whatever it raises is raised."""
        async with self._turns:
            return await answer(await make(), media_type, headers)

    async def of_pieces(
        self, pieces: AsyncGenerator[bytes], media_type: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        """All ``pieces`` as an answer, which is begun once the last has come. Whatever they raise is raised.

        None of it is whole in memory at any time.
        """
        async with self._turns, aclosing(pieces):
            file, size_bytes = await _gathered(pieces)
        return _FromDisk(file, size_bytes, media_type, headers)


async def answer(data: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """``data`` as an answer, which does not hold it in memory if it is large."""
    if len(data) <= PIECE_BYTES:
        return Response(data, media_type=media_type, headers=headers)
    kept = await asyncio.to_thread(_kept, data)
    return _FromDisk(kept, len(data), media_type, headers)


class _FromDisk(StreamingResponse):
    """Sends a file piece by piece, and closes it whatever becomes of the client."""

    def __init__(self, file: IO[bytes], size_bytes: int, media_type: str, headers: Mapping[str, str] | None) -> None:
        said = {**(headers or {}), "Content-Length": str(size_bytes)}
        super().__init__(_pieces(file), media_type=media_type, headers=said)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await super().__call__(scope, receive, send)


def _kept(data: bytes) -> IO[bytes]:
    """A file that has no name, so that nothing is left of it once it is closed, however this process ends."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  whoever sends it closes it
    file.write(data)
    file.seek(0)
    return file


async def _gathered(pieces: AsyncGenerator[bytes]) -> tuple[IO[bytes], int]:
    """A file as ``_kept`` makes it, and how many bytes are in it; none is left where ``pieces`` raise."""
    file, size_bytes = tempfile.TemporaryFile(), 0  # noqa: SIM115
    try:
        async for piece in pieces:
            size_bytes += await asyncio.to_thread(file.write, piece)
        await asyncio.to_thread(file.seek, 0)
    except BaseException:
        file.close()
        raise
    return file, size_bytes


async def _pieces(file: IO[bytes]) -> AsyncGenerator[bytes]:
    while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
        yield piece
