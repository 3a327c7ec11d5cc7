"""Texts as WebSocket frames (RFC 6455, 5.2): one unmasked frame per text, as a server sends them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

FIN_TEXT = b"\x81"
SHORT = 126
"""Payloads below this have their length in the second byte."""
MEDIUM = 65536
"""Payloads below this have it in two more bytes, all others in eight."""
HEADERS = 4096
"""Headers that are kept: those of the events of an audit are few, and making one costs more than its text does."""


def frame(text: str) -> bytes:
    """``text`` as one frame."""
    payload = text.encode()
    return _header(len(payload)) + payload


def frames(texts: Iterable[str]) -> bytes:
    """One frame per text, all in one piece, so that they go out in one write."""
    return framed(map(str.encode, texts))


def framed(payloads: Iterable[bytes | bytearray]) -> bytes:
    """The same of texts that are UTF-8 already."""
    parts: list[bytes | bytearray] = []
    for payload in payloads:
        parts += (_header(len(payload)), payload)
    return b"".join(parts)


@lru_cache(HEADERS)
def _header(size: int) -> bytes:
    if size < SHORT:
        return FIN_TEXT + bytes((size,))
    if size < MEDIUM:
        return FIN_TEXT + b"\x7e" + size.to_bytes(2)
    return FIN_TEXT + b"\x7f" + size.to_bytes(8)
