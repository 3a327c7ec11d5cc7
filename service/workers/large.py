"""What is large of a task: brought piece by piece to the process that needs it, and whole nowhere else."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator

PIECE_BYTES = 256 * 1024
"""What is written to a process at once. The next piece waits until nearly all of it has been taken."""

Large = Callable[[], AsyncGenerator[bytes]]
"""Begins to bring it, once the process is there."""


def cut(data: bytes) -> Iterator[memoryview]:
    """``data`` in pieces, none of them a copy."""
    view = memoryview(data)
    return (view[start : start + PIECE_BYTES] for start in range(0, len(view), PIECE_BYTES))


def in_memory(data: bytes) -> Large:
    """Bytes that are in memory anyway: handed over so, they are copied into no argument."""

    async def bring() -> AsyncGenerator[bytes]:
        for start in range(0, max(len(data), 1), PIECE_BYTES):
            yield data[start : start + PIECE_BYTES]

    return bring
