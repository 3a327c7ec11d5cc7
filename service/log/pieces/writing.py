"""Large artifacts are written piece by piece before the events that name them, and let go if no event does.

Between two pieces others write. What is written is loose until the row of its artifact takes it, in the transaction of
the event that names it; what no row takes is swept up.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

from service.artifacts import Artifact, Contents
from service.errors import ArtifactNotFound, DatabaseFailed
from service.log.pieces.tables import PIECE_BYTES, PieceTables

logger = logging.getLogger(__name__)

T = TypeVar("T")

BRINGING_RESTS, SWEEPING_RESTS = 2, 4
"""How long to rest after each piece, in times of what it took: others have the disk for most of the time, and
nobody hurries to have swept up what is gone."""
MOST_REST_S = 0.1


class Pieces:
    """Everything that is in pieces in one database, as one process writes it."""

    def __init__(self, tables: PieceTables) -> None:
        self._tables = tables
        self._turn = asyncio.Lock()
        """Of whoever writes or takes away pieces: between two transactions of theirs others come."""
        self._going_on: set[asyncio.Task[None]] = set()
        self._closing = False

    async def bring(self, artifacts: Sequence[Artifact], write: Callable[[tuple[Artifact, ...]], Awaitable[T]]) -> T:
        """What ``write`` comes to with ``artifacts`` as their rows will say them: what is large lies in pieces by then.

        What is kept already is not written again, unless it is erased before its row is asked for.

        Raises:
            ArtifactNotFound: one that was given without its bytes is not kept.
        """
        while True:
            bundles: list[str] = []
            ready: tuple[Artifact, ...] = ()
            try:
                ready = tuple([await self._ready(artifact, bundles) for artifact in artifacts])
                return await write(ready)
            except ArtifactNotFound as gone:
                found = {one.sha256 for one, given in zip(ready, artifacts, strict=True) if _found(one, given)}
                if gone.sha256 not in found:
                    raise
            finally:
                if bundles:
                    self._begin(self._let_go(bundles))

    async def sweep(self) -> None:
        """Take away all loose pieces whose time is over, a little at a time; it goes on if the caller is cancelled.

        Raises:
            DatabaseFailed: it could not be done.
        """
        await asyncio.shield(self._begin(self._sweep()))

    async def sweep_after_erasing(self, size_bytes: int) -> None:
        """As ``sweep``, if so many bytes can have been in pieces. What cannot be swept now is left to a later one: the
        erasure has happened all the same."""
        if size_bytes <= PIECE_BYTES:
            return
        try:
            await self.sweep()
        except DatabaseFailed as error:
            logger.warning("the pieces of what was erased are still there, a later sweep takes them away: %s", error)

    async def close(self) -> None:
        """Wait for what goes on; what is not swept by now is left to who opens the database next."""
        self._closing = True
        if self._going_on:
            await asyncio.wait(self._going_on)

    async def _ready(self, artifact: Artifact, bundles: list[str]) -> Artifact:
        if len(artifact.data) <= PIECE_BYTES:
            return replace(artifact, data=artifact.data[:])
        if await self._tables.is_kept(artifact.sha256):
            return Artifact(artifact.sha256, artifact.size_bytes)
        bundle = str(uuid.uuid4())
        bundles.append(bundle)
        number = 0
        for start in range(0, artifact.size_bytes, PIECE_BYTES):
            number += 1
            piece = await _read(artifact.data, slice(start, start + PIECE_BYTES))
            async with self._own_turn(BRINGING_RESTS):
                await self._tables.put_piece(bundle, number, piece)
        return Artifact(artifact.sha256, artifact.size_bytes, bundle=bundle, pieces=number)

    async def _let_go(self, bundles: Sequence[str]) -> None:
        """Of bundles that artifacts have taken by now this takes nothing away."""
        try:
            left = [await self._tables.let_go(bundle) for bundle in bundles]
            if any(left):
                await self._sweep()
        except DatabaseFailed as error:
            logger.info("pieces that belong to nothing are left to a later sweep: %s", error)

    async def _sweep(self) -> None:
        more = True
        while more and not self._closing:
            async with self._own_turn(SWEEPING_RESTS):
                more = await self._tables.sweep_some()

    @asynccontextmanager
    async def _own_turn(self, rests: int) -> AsyncGenerator[None]:
        """A turn of one transaction, and of the rest after it."""
        now = asyncio.get_running_loop().time
        async with self._turn:
            begun = now()
            yield
            await asyncio.sleep(min(rests * (now() - begun), MOST_REST_S))

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name="pieces")
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        return task


def _found(ready: Artifact, given: Artifact) -> bool:
    """Whether the bytes that were given were found to be kept already."""
    return ready.is_elsewhere and not given.is_elsewhere


async def _read(data: Contents, part: slice) -> bytes:
    """A part of what is in memory, or in a file: then in a thread, since a disk may take its time."""
    return data[part] if isinstance(data, bytes) else await asyncio.to_thread(data.__getitem__, part)
