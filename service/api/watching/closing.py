"""Closing a WebSocket of /ws/audit with a code (docs/protocol.md) and a reason that fits, whatever ends it."""

from __future__ import annotations

import logging
from enum import IntEnum

from starlette.types import Send

from service.errors import AuditDamaged, AuditErased, DatabaseFailed

logger = logging.getLogger(__name__)

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


def farewell(error: Exception) -> tuple[CloseCode, str]:
    """What a watcher is told for whom ``error`` is the end; a TimeoutError is the watcher's own."""
    match error:
        case AuditErased():
            return CloseCode.ERASED, f"the audit was erased at {error.erased_at} by {error.erased_by}"
        case AuditDamaged():
            return CloseCode.DAMAGED, f"the audit is damaged: run tickmark verify {error.audit_id}"
        case DatabaseFailed():
            return CloseCode.RESTARTING, "the log cannot be read now; reconnect with your cursor"
        case TimeoutError():
            return CloseCode.TOO_SLOW, "you read too slowly; reconnect with your cursor"
        case _:
            return CloseCode.DEFECT, "an error of the server's own; see its log"


def log_farewell(audit_id: str, error: Exception, slow_client_s: float) -> None:
    """Log that a watcher of ``audit_id`` is sent away in the middle, unless that is what was asked for."""
    match error:
        case AuditErased():
            return
        case AuditDamaged() | DatabaseFailed():
            logger.warning("a watcher of audit %s is sent away: %s", audit_id, error)
        case TimeoutError():
            logger.warning("a watcher of audit %s took nothing for %g s", audit_id, slow_client_s)
        case _:
            logger.error("a watcher of audit %s is sent away", audit_id, exc_info=error)


def fitting(reason: str) -> str:
    """As much of ``reason`` as a close frame holds, in whole characters."""
    return reason.encode(errors="replace")[:MAX_REASON_BYTES].decode(errors="ignore")
