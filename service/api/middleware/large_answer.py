"""Large answers wait for their client on the disk, so that a client that reads slowly takes no memory."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
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


async def answer(data: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """``data`` as an answer, which does not hold it in memory if it is large."""
    if len(data) <= PIECE_BYTES:
        return Response(data, media_type=media_type, headers=headers)
    kept = await asyncio.to_thread(_kept, data)
    return _FromDisk(kept, media_type, {**(headers or {}), "Content-Length": str(len(data))})


class _FromDisk(StreamingResponse):
    """Sends a file piece by piece, and closes it whatever becomes of the client."""

    def __init__(self, file: IO[bytes], media_type: str, headers: Mapping[str, str]) -> None:
        super().__init__(_pieces(file), media_type=media_type, headers=headers)
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


async def _pieces(file: IO[bytes]) -> AsyncGenerator[bytes]:
    while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
        yield piece
