"""How a worker process and its owner speak: frames over pipes, a kind, a length, and bytes."""

from __future__ import annotations

import struct
from typing import Final

TASK: Final = b"T"
"""To the worker: a function's path, a zero byte, and its argument."""
PROGRESS: Final = b"P"
"""From the worker: what the function told, as it happens."""
RESULT: Final = b"R"
"""From the worker: the function's result."""
ERROR: Final = b"E"
"""From the worker: JSON {"type", "args", "message"} of what the function raised."""

HEADER: Final = struct.Struct(">cI")


def frame(kind: bytes, payload: bytes) -> bytes:
    """``payload`` as one frame."""
    return HEADER.pack(kind, len(payload)) + payload
