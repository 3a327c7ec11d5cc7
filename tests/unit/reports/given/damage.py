"""Files that were right once: whole reports of every format, and ways to spoil them."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from random import Random

from tests.unit.generated.given.books import books_of
from tests.unit.generated.given.printing import FORMATS, rows_of, style_of
from tests.unit.reports.given.drawn import Drawing

SEED = 11
HUGE = ("1000000000", "-1", "0", "99999999999999999999", "1e999", "NaN", "", "\u0661")
"""What stands in place of numbers: spans, places, sizes, indices."""
_NUMBER = re.compile(rb"(?<![A-Za-z0-9])\d{1,10}(?![A-Za-z0-9])")
_TAG = re.compile(rb"<[^<>]{1,200}>")


@cache
def whole(filename: str) -> bytes:
    """A report of this format without a fault."""
    if filename.endswith(".pdf"):
        return _pdf()
    return FORMATS[filename](books_of(SEED, 2), style_of(SEED))


def _pdf() -> bytes:
    drawing = Drawing()
    for at, grid in enumerate(books_of(SEED, 2).grids):
        if at:
            drawing.page()
        drawing.text(50, 40, grid.title, 14, 1)
        for line, texts in enumerate(rows_of(grid, style_of(1))):
            edges = tuple(250.0 + 60 * column for column in range(1, len(texts)))
            drawing.row(
                70 + 14 * line,
                texts[0],
                edges,
                tuple(text.encode("cp1252", "replace").decode("cp1252") for text in texts[1:]),
            )
    return drawing.data()


@dataclass(frozen=True)
class Damage:
    """Ways to spoil bytes, by name; each is the same for the same dice."""

    dice: Random

    def spoiled(self, filename: str) -> bytes:
        """A report of ours with one to four faults."""
        return self.spoil(filename, whole(filename))

    def spoil(self, filename: str, data: bytes) -> bytes:
        """The file with one to four faults; in archives most are inside a part, where its reader meets them."""
        for _ in range(self.dice.randint(1, 4)):
            inside = filename.endswith((".docx", ".xlsx")) and self.dice.random() < 0.8
            data = (self._part(data) if inside else None) or self._bytes(data)
        return data

    def _bytes(self, data: bytes) -> bytes:
        """Flipped, cut, repeated, replaced, moved."""
        if not data:
            return data
        start = self.dice.randrange(len(data))
        end = min(len(data), start + self.dice.choice((1, 2, 8, 64, 4_096)))
        way = self.dice.randrange(7)
        if way == 0:
            return data[:start]
        if way == 1:
            return data[:start] + self.dice.randbytes(end - start) + data[end:]
        if way == 2:
            return data[:start] + data[end:]
        if way == 3:
            return data[:end] + data[start:end] * self.dice.choice((1, 3, 50)) + data[end:]
        if way == 4:
            return data[:start] + data[end:] + data[start:end]
        return self._pattern(data, _NUMBER if way == 5 else _TAG)

    def _pattern(self, data: bytes, pattern: re.Pattern[bytes]) -> bytes:
        """A number made huge, or a tag lost, doubled, or put in place of another."""
        found = list(pattern.finditer(data))
        if not found:
            return data
        one, other = self.dice.choice(found), self.dice.choice(found)
        if pattern is _NUMBER:
            new = self.dice.choice(HUGE).encode()
        else:
            new = self.dice.choice((b"", one.group() * 2, other.group(), one.group() * 400))
        return data[: one.start()] + new + data[one.end() :]

    def _part(self, data: bytes) -> bytes | None:
        """An archive with a part spoiled, lost, emptied or in place of another; None if it is no archive any more."""
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, KeyError, zlib.error):
            return None
        xml = [name for name in parts if name.endswith((".xml", ".rels"))]
        if not xml:
            return None
        name, other = self.dice.choice(xml), self.dice.choice(xml)
        way = self.dice.randrange(10)
        if way == 0:
            del parts[name]
        elif way == 1:
            parts[name], parts[other] = parts[other], parts[name]
        elif way == 2:
            parts[name] = b""
        else:
            parts[name] = self._bytes(parts[name])
        return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts, packed as fast as can be: it is unpacked at once."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
