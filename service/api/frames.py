"""Texts as WebSocket frames (RFC 6455, 5.2): one unmasked frame per text, as a server sends them."""

from __future__ import annotations

from collections.abc import Iterable

FIN_TEXT = b"\x81"
SHORT = 126
"""Payloads below this have their length in the second byte."""
MEDIUM = 65536
"""Payloads below this have it in two more bytes, all others in eight."""


def frame(text: str) -> bytes:
    """``text`` as one frame."""
    payload = text.encode()
    size = len(payload)
    if size < SHORT:
        return FIN_TEXT + bytes((size,)) + payload
    if size < MEDIUM:
        return FIN_TEXT + b"\x7e" + size.to_bytes(2) + payload
    return FIN_TEXT + b"\x7f" + size.to_bytes(8) + payload


def frames(texts: Iterable[str]) -> bytes:
    """One frame per text, all in one piece, so that they go out in one write."""
    return b"".join(map(frame, texts))
