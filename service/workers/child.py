"""A worker process: runs one pure function after another, within limits, until its owner closes the pipe.

Started as ``python -m service.workers.child MEMORY_BYTES [READABLE ...] -- [WRITABLE ...]``: beside the program it may
read beneath these absolute paths, and read and write beneath those.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from service import errors
from service.errors import TickmarkError
from service.workers.confinement.confining import give_up_rights
from service.workers.frames import ERROR, HEADER, LARGE, MAX_REPLY_BYTES, MISSING_LIMITS, PROGRESS, RESULT, header
from service.workers.kernel import end_with_parent, gain_no_rights

PASSED_OVER_BYTES = 64 * 1024
NICE = 5
"""Whoever watches goes before whoever checks, where both want the same processor."""
LONGEST_MESSAGE = 1000
"""Characters of an error's message, where the whole error is more than the owner takes."""
MADE_BETWEEN_SWEEPS = 50_000
"""Objects. A report is hundreds of thousands of them, nearly none in a cycle: to look for cycles every 700 objects, as
is usual, takes a tenth of the time of reading it."""
Function = Callable[..., bytes]
"""Takes bytes, a ``Callable[[bytes], None]`` to tell its progress, and what is large of its task, if anything is."""


def main() -> None:
    """Serve tasks from the owner's pipe until it ends."""
    _limit(int(sys.argv[1]))
    gc.set_threshold(MADE_BETWEEN_SWEEPS)
    requests, replies = _private_pipes()
    between = sys.argv.index("--")
    missing = give_up_rights(readable=sys.argv[2:between], writable=sys.argv[between + 1 :])
    try:
        if missing:
            _reply(replies, MISSING_LIMITS, " ".join(missing).encode())
        while (task := _begun(requests)) is not None:
            _serve(_payload(requests, task[1]).decode(), requests, replies)
    except BrokenPipeError:
        # The owner was killed while we had something to tell it: no error of ours, and nothing more can be flushed.
        os._exit(0)


def _serve(path: str, requests: BinaryIO, replies: BinaryIO) -> None:
    """One task. Nothing of it is kept, or the next one would have less memory."""
    try:
        taken = _taken(requests)
    except MemoryError:
        _reply(replies, ERROR, _error("MemoryError", None, "out of memory"))
    else:
        if taken is not None:
            _reply(replies, *_perform(path, taken, replies))


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICE)
    # Ctrl-C goes to the whole terminal, and service managers signal whole groups. The owner decides what ends: a
    # worker that died first would look like a crash, and be recorded as its agent's.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    end_with_parent()
    gain_no_rights()


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes from and to the owner; what a task prints goes to standard error and cannot break a frame, and what
    it reads is empty."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, replies


def _taken(requests: BinaryIO) -> list[bytes] | None:
    """What the function takes: its argument, and behind it what is large; None once the owner has closed the pipe.

    Raises:
        MemoryError: it does not fit; all of it was passed over.
    """
    large: BytesIO | None = None
    full: MemoryError | None = None
    while (start := _begun(requests)) is not None:
        kind, length = start
        payload = b""
        try:
            payload = _payload(requests, length)
            if kind == LARGE and full is None:
                large = large or BytesIO()
                large.write(payload)
        except MemoryError as error:
            large, full = None, error
        if kind == LARGE:
            continue
        if full is not None:
            raise full
        return [payload] if large is None else [payload, large.getvalue()]  # the bytes that it has, and no copy
    return None


def _begun(requests: BinaryIO) -> tuple[bytes, int] | None:
    """The kind of the next frame, and the length of its payload; None once the owner has closed the pipe."""
    start = requests.read(HEADER.size)
    return HEADER.unpack(start) if len(start) == HEADER.size else None


def _payload(requests: BinaryIO, length: int) -> bytes:
    """A frame's payload.

    Raises:
        MemoryError: it does not fit; it was passed over.
    """
    try:
        return requests.read(length)
    except MemoryError:
        while length > 0 and (passed := requests.read(min(length, PASSED_OVER_BYTES))):
            length -= len(passed)
        raise


def _reply(replies: BinaryIO, kind: bytes, payload: bytes) -> None:
    replies.write(header(kind, payload))
    replies.write(payload)
    replies.flush()


def _perform(path: str, taken: list[bytes], replies: BinaryIO) -> tuple[bytes, bytes]:
    def tell(told: bytes) -> None:
        _reply(replies, PROGRESS, told)

    try:
        module, _, name = path.partition(":")
        function: Function = getattr(importlib.import_module(module), name)
        argument, *large = taken
        return RESULT, function(argument, tell, *large)
    except MemoryError:
        return ERROR, _error("MemoryError", None, "out of memory")
    except TickmarkError as error:
        return ERROR, _error(type(error).__name__, _made_from(error), str(error))
    except Exception as error:  # noqa: BLE001  the edge of the process: the owner records it
        return ERROR, _error(type(error).__name__, None, str(error))


def _made_from(error: TickmarkError) -> list[object] | None:
    """What the owner makes the error from again; a class of somebody else's may only be called like one of ours."""
    return list(error.made_from) if type(error) is getattr(errors, type(error).__name__, None) else None


def _error(kind: str, args: list[object] | None, message: str) -> bytes:
    said = json.dumps({"type": kind, "args": args, "message": message}, default=str).encode()
    if len(said) <= MAX_REPLY_BYTES[ERROR]:
        return said
    return _error(kind, None, message[:LONGEST_MESSAGE])


if __name__ == "__main__":
    main()
