"""Frames without an end on WebSockets, on such as watch and on such as were sent away."""

from __future__ import annotations

from tests.acceptance.attacks.attack import HOST, Attack, Target, connected, heard, pouring
from tests.unit.api.given.serving import framed

TEXT, CONTINUED, PING, PONG = 1, 0, 9, 10
MB = 10**6
MANY = 10_000
SWITCHED = b"HTTP/1.1 101"
SENT_AWAY = b"\x03\xf0more than"
"""Close code 1008, and how its reason begins."""
UNKNOWN = b"00000000-0000-4000-8000-000000000000"


def handshake(audit_id: bytes) -> bytes:
    return (
        b"GET /ws/audit/" + audit_id + b" HTTP/1.1\r\n" + HOST + b"Upgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )


async def after_the_close(target: Target) -> None:
    """Send on where the server has closed, until it has let the connection go."""
    async with connected(target) as (reader, writer):
        writer.write(handshake(UNKNOWN))
        await heard(reader, b"\x11\x34")  # 4404
        try:
            for _ in range(10 * MB // (MANY * 6)):
                writer.write(framed(TEXT) * MANY)
                await writer.drain()
        except ConnectionError:
            return
    raise AssertionError("10 MB of frames were taken on a WebSocket that was closed")


def _flood(how: str, piece: bytes, total: int) -> Attack:
    return Attack(
        "floods of pings, pongs, texts, fragments", how, pouring(handshake(b"AUDIT"), piece, total, SENT_AWAY, SWITCHED)
    )


FRAMES = (
    _flood("10 MB of empty pings", framed(PING) * MANY, 10 * MB),
    _flood("10 MB of empty fragments", framed(TEXT, fin=False) + framed(CONTINUED, fin=False) * MANY, 10 * MB),
    _flood("10 MB of pongs", framed(PONG, b"x") * MANY, 10 * MB),
    Attack(
        "a burst to a socket that was closed (4403, 4404, ...)",
        "10 MB of texts to a socket that was closed with 4404",
        after_the_close,
    ),
)
