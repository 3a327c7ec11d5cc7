"""The close codes of /ws/audit (docs/protocol.md)."""

from __future__ import annotations

from enum import IntEnum


class CloseCode(IntEnum):
    """Why the server closed a WebSocket."""

    ENDED = 1000
    RESTARTING = 1012
    TOO_SLOW = 1013
    BAD_CURSOR = 4400
    ORIGIN_NOT_ALLOWED = 4403
    NO_SUCH_AUDIT = 4404
    CURSOR_BEYOND_HEAD = 4409
