"""Answers of the server's edge: to what never becomes a request that a route could see."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from time import monotonic

from service.api.edge import limits
from service.api.problems import problem

logger = logging.getLogger(__name__)

SAID_AGAIN_S = 60
"""How often the log names one and the same kind of refusal: a stranger could fill the disk with lines."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not read any further."""

    status: int
    title: str
    detail: str
    retry_after_s: int | None = None

    @property
    def answer(self) -> bytes:
        """The whole answer, after which the connection is closed."""
        said = problem(self.status, self.title, self.detail, f"urn:tickmark:{self.title.title().replace(' ', '')}")
        headers = [*said.raw_headers, (b"connection", b"close"), (b"cache-control", b"no-store")]
        if self.retry_after_s is not None:
            headers.append((b"retry-after", str(self.retry_after_s).encode()))
        lines = b"".join(b"%b: %b\r\n" % header for header in headers)
        return b"HTTP/1.1 %d %b\r\n%b\r\n%b" % (self.status, self.title.encode(), lines, said.body)


ADDRESS_TOO_LONG = Refusal(414, "Address too long", f"an address may have {limits.MAX_URL_BYTES:,} bytes")
TOO_MANY_HEADERS = Refusal(431, "Headers too large", f"a request may have {limits.MAX_HEADERS} headers")
HEADER_TOO_LONG = Refusal(
    431, "Headers too large", f"a header may have {limits.MAX_HEADER_BYTES:,} bytes, its name included"
)
HEAD_TOO_LONG = Refusal(
    431, "Headers too large", f"address and headers together may have {limits.MAX_HEAD_BYTES:,} bytes"
)
TRAILERS_TOO_LONG = Refusal(
    431, "Headers too large", f"between two parts of a body there may be {limits.MAX_HEAD_BYTES:,} bytes"
)
TOO_MANY_PIPELINED = Refusal(
    429,
    "Too many requests at once",
    f"{limits.MAX_PIPELINED} requests may wait on one connection; send the next one once one is answered",
)
NOT_HTTP = Refusal(400, "Not a request", "this is not HTTP/1.1")
NO_HANDSHAKE = Refusal(400, "Not a handshake", "this is not a WebSocket handshake (RFC 6455)")
EARLY_FRAMES = Refusal(
    400, "Too early", "a WebSocket is open once the server has answered with 101; send nothing before (RFC 6455, 4.1)"
)
HEAD_TOO_SLOW = Refusal(408, "Too slow", f"a request has to be said within {limits.REQUEST_S} s")
BODY_TOO_SLOW = Refusal(
    408,
    "Too slow",
    f"for {limits.RATE_S} s the body came at less than {limits.MIN_BYTES_PER_S:,} bytes a second; send it again",
)
TOO_MANY_CONNECTIONS = Refusal(
    503,
    "Too many connections",
    "the server holds as many connections as it may, in all or from your address; come again",
    retry_after_s=5,
)


class RefusalLog:
    """Names each kind of refusal once a minute, with how many there were."""

    def __init__(self) -> None:
        self._told: dict[Refusal, tuple[float, int]] = {}

    def tell(self, refusal: Refusal, address: str) -> None:
        """Count ``refusal``, and log it where that has not been done lately."""
        now = monotonic()
        told_at, more = self._told.get(refusal, (now - SAID_AGAIN_S, 0))
        if now - told_at < SAID_AGAIN_S:
            self._told[refusal] = told_at, more + 1
            return
        again = f"; so were {more:,} more" if more else ""
        logger.warning("a request from %s was refused with %d: %s%s", address, refusal.status, refusal.detail, again)
        self._told[refusal] = now, 0
