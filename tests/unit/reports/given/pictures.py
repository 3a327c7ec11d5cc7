"""Pictures as pages of a PDF are drawn: PNGs of three bytes a pixel whose rows are not filtered."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from service.reports.model import Box

DARK = 128
HEAD_BYTES = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels, each as dark as its red is low."""

    width: int
    height: int
    rows: list[bytes]

    def dark_in(self, box: Box) -> int:
        """How many dark pixels there are in a box, which is in thousandths."""
        left, top, right, bottom = box
        columns = range(left * self.width // 1000, right * self.width // 1000)
        rows = self.rows[top * self.height // 1000 : bottom * self.height // 1000]
        return sum(row[3 * column] < DARK for row in rows for column in columns)

    @property
    def dark(self) -> int:
        """How many dark pixels there are at all."""
        return self.dark_in((0, 0, 1000, 1000))


def picture_of(png: bytes) -> Picture:
    """The pixels of a PNG."""
    assert png[:HEAD_BYTES] == b"\x89PNG\r\n\x1a\n"
    chunks: dict[bytes, bytes] = {}
    at = HEAD_BYTES
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        body = png[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", png, at + 8 + length)[0] == zlib.crc32(kind + body)
        chunks[kind] = body
        at += length + 12
    width, height, *how = struct.unpack(">2I5B", chunks[b"IHDR"])
    assert (how, chunks[b"IEND"]) == ([8, 2, 0, 0, 0], b"")
    data = zlib.decompress(chunks[b"IDAT"])
    rows = [data[at : at + 3 * width + 1] for at in range(0, len(data), 3 * width + 1)]
    assert (len(rows), {row[0] for row in rows}) == (height, {0})
    return Picture(width, height, [row[1:] for row in rows])
