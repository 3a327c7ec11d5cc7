"""How a worker process and its owner speak: frames over pipes, a kind, a length, and bytes."""

from __future__ import annotations

import struct
from typing import Final

TASK: Final = b"T"
"""To the worker: a function's path. What it takes follows."""
LARGE: Final = b"L"
"""To the worker, as often as it takes: the next piece of what is large of that which the function takes."""
ARGUMENT: Final = b"A"
"""To the worker: the rest of what the function takes, with which it begins."""
PROGRESS: Final = b"P"
"""From the worker: what the function told, as it happens."""
MISSING_LIMITS: Final = b"M"
"""From the worker, once: the names of the limits that the kernel could not put on it."""
RESULT: Final = b"R"
"""From the worker: the function's result."""
ERROR: Final = b"E"
"""From the worker: JSON {"type", "args", "message"} of what it raised; ``args`` is null if the error is not ours."""

MAX_REPLY_BYTES: Final = {MISSING_LIMITS: 64, PROGRESS: 64 * 1024, RESULT: 64 * 2**20, ERROR: 64 * 1024}
"""What an owner takes of a worker, which may be in the hands of the file that it reads. A report may have half as much
as a result (``reports.limits.MAX_REPORT_BYTES``)."""

HEADER: Final = struct.Struct(">cI")


def header(kind: bytes, payload: bytes) -> bytes:
    """What goes before ``payload``. The two are written one after the other: joining them would copy a whole report."""
    return HEADER.pack(kind, len(payload))
