"""Closing a WebSocket of /ws/audit with a code (docs/protocol.md) and a reason that fits."""

from __future__ import annotations

from enum import IntEnum

from starlette.types import Send

from service.errors import AuditDamaged, AuditErased

GOODBYE_S = 2
"""How long a client may take to accept the goodbye of a server that shuts down."""
RECONNECT_AFTER_MS = 1000
"""How long a client waits before it comes back to a server that restarts."""
MAX_REASON_BYTES = 123
"""A control frame holds 125 bytes, and the code takes two of them (RFC 6455, 5.5)."""


class CloseCode(IntEnum):
    """Why the server closed a WebSocket."""

    ENDED = 1000
    DEFECT = 1011
    RESTARTING = 1012
    TOO_SLOW = 1013
    BAD_CURSOR = 4400
    ORIGIN_NOT_ALLOWED = 4403
    NO_SUCH_AUDIT = 4404
    CURSOR_BEYOND_HEAD = 4409
    ERASED = 4410
    DAMAGED = 4500


async def close(send: Send, code: CloseCode, reason: str) -> None:
    """Close with ``code``; a reason that does not fit is cut, since the frame would not be sent at all with it."""
    await send({"type": "websocket.close", "code": int(code), "reason": fitting(reason)})


def erased(error: AuditErased) -> str:
    """Why there is nothing to watch any more; it fits."""
    return f"the audit was erased at {error.erased_at}; only its tombstone is left"


def damaged(error: AuditDamaged) -> str:
    """Why the audit cannot be watched; it fits, whatever is wrong."""
    return f"the audit is damaged: run tickmark verify {error.audit_id}"


def fitting(reason: str) -> str:
    """As much of ``reason`` as a close frame holds, in whole characters."""
    return reason.encode(errors="replace")[:MAX_REASON_BYTES].decode(errors="ignore")
