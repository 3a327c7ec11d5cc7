"""A worker process: runs one pure function after another, within limits, until its owner hangs up.

Started as ``python -m service.workers.child MEMORY_BYTES``.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from service.errors import TickmarkError
from service.workers.frames import ERROR, HEADER, PROGRESS, RESULT, frame

PR_SET_PDEATHSIG = 1
Function = Callable[[bytes, Callable[[bytes], None]], bytes]


def main() -> None:
    """Serve tasks from standard input until it ends."""
    _limit(int(sys.argv[1]))
    requests, replies = sys.stdin.buffer, _private_stdout()
    while header := requests.read(HEADER.size):
        _, length = HEADER.unpack(header)
        path, _, argument = requests.read(length).partition(b"\0")
        _reply(replies, *_perform(path.decode(), argument, replies))


def _limit(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Ctrl-C goes to the whole terminal, and service managers signal whole groups. The owner decides what ends: a
    # worker that died first would look like a crash, and be recorded as its agent's.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if sys.platform == "linux":
        # A worker in the middle of a long task must not outlive an owner that was killed.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _private_stdout() -> BinaryIO:
    """The pipe to the owner; whatever else prints goes to standard error and can not break a frame."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _reply(replies: BinaryIO, kind: bytes, payload: bytes) -> None:
    replies.write(frame(kind, payload))
    replies.flush()


def _perform(path: str, argument: bytes, replies: BinaryIO) -> tuple[bytes, bytes]:
    try:
        module, _, name = path.partition(":")
        function: Function = getattr(importlib.import_module(module), name)
        return RESULT, function(argument, lambda told: _reply(replies, PROGRESS, told))
    except MemoryError:
        return ERROR, _error("MemoryError", [], "out of memory")
    except TickmarkError as error:
        return ERROR, _error(type(error).__name__, list(error.__reduce__()[1]), str(error))
    except Exception as error:  # noqa: BLE001  the edge of the process: the owner records it
        return ERROR, _error(type(error).__name__, [], str(error))


def _error(kind: str, args: list[object], message: str) -> bytes:
    return json.dumps({"type": kind, "args": args, "message": message}, default=str).encode()


if __name__ == "__main__":
    main()
