"""Texts as WebSocket frames (RFC 6455, 5.2): one unmasked frame per text, as a server sends them."""

from __future__ import annotations

from collections.abc import Iterable

from service.log.marks import Marks

FIN_TEXT = b"\x81"
SHORT = 126
"""Payloads below this have their length in the second byte."""
MEDIUM = 65536
"""Payloads below this have it in two more bytes, all others in eight."""
ORDINARY = range(SHORT, 16384)
"""Sizes of nearly all events. Their headers are handed to the database for each page, 64 KiB in all."""


def frame(text: str) -> bytes:
    """``text`` as one frame."""
    payload = text.encode()
    return HEADERS.of(len(payload)) + payload


def frames(texts: Iterable[str]) -> bytes:
    """One frame per text, all in one piece, so that they go out in one write."""
    return HEADERS.joined(map(str.encode, texts))


def _header(size: int) -> bytes:
    if size < SHORT:
        return FIN_TEXT + bytes((size,))
    if size < MEDIUM:
        return FIN_TEXT + b"\x7e" + size.to_bytes(2)
    return FIN_TEXT + b"\x7f" + size.to_bytes(8)


HEADERS = Marks(_header, ORDINARY)
"""Texts joined behind these are frames."""
