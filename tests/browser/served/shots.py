"""What a browser shows, pixel by pixel."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

Colour = tuple[int, int, int]
NEAR = 160
"""How far a pixel may be from a colour, all three channels together: edges of thin strokes are smoothed."""
_HEAD_BYTES = 8
_CHANNELS = {2: 3, 6: 4}
"""Of a pixel, by the type of colour of a PNG."""


@dataclass(frozen=True, slots=True)
class Shot:
    """The pixels of a stretch of a page."""

    width: int
    rows: list[bytes]
    channels: int

    def count(self, colour: Colour) -> int:
        """How many pixels are nearly of a colour."""
        pixels = (row[at : at + 3] for row in self.rows for at in range(0, len(row), self.channels))
        return sum(sum(abs(one - other) for one, other in zip(pixel, colour, strict=True)) <= NEAR for pixel in pixels)


async def shot(page: Page, left: float, top: float, width: float, height: float) -> Shot:
    """A stretch of the window."""
    clip: Any = {"x": left, "y": top, "width": width, "height": height}
    return _shot_of(await page.screenshot(clip=clip))


def _shot_of(png: bytes) -> Shot:
    chunks: dict[bytes, bytes] = {}
    at = _HEAD_BYTES
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    width, _, bits, colour_type, *_ = struct.unpack(">2I5B", chunks[b"IHDR"])
    assert bits == 8
    channels = _CHANNELS[colour_type]
    data, stride = zlib.decompress(chunks[b"IDAT"]), channels * width
    rows: list[bytes] = []
    above = bytes(stride)
    for start in range(0, len(data), stride + 1):
        above = _unfiltered(data[start], data[start + 1 : start + 1 + stride], above, channels)
        rows.append(above)
    return Shot(width, rows, channels)


def _unfiltered(how: int, row: bytes, above: bytes, channels: int) -> bytes:
    """A row of a PNG as it was before it was filtered (RFC 2083, section 6)."""
    out = bytearray(row)
    for at in range(len(out)):
        left = out[at - channels] if at >= channels else 0
        corner = above[at - channels] if at >= channels else 0
        out[at] = (out[at] + _predicted(how, left, above[at], corner)) & 0xFF
    return bytes(out)


def _predicted(how: int, left: int, up: int, corner: int) -> int:
    if how == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda one: abs(guess - one))
    return (0, left, up, (left + up) // 2)[how]
