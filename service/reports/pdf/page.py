"""One page of a PDF as it was read, and how one process hands it to another."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from service.reports.leftout import LeftOut, Packed
from service.reports.placed.frame import Frame
from service.reports.placed.glyph import Face
from service.reports.placed.words import Strip, Word

_RAISED: Final = 1
_SPACED: Final = 2
_FACES: Final = 4
"""What a word is set in is told by one number: the number of its face times this, and the two above."""

_Packed = tuple[
    tuple[int, int, int],
    tuple[float, float, float, float, int],
    str,
    tuple[bool, bool, bool],
    Packed,
    list[tuple[float, bool, bool, bool, int]],
    list[int],
    list[int],
    list[str],
]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What is on one page."""

    number: int
    of: int
    """How many pages there are."""
    characters: int
    strips: list[Strip]
    has_pictures: bool
    """There is no text on it, and a picture."""
    is_mostly_picture: bool
    """It has little text, and a picture over half of it."""
    is_recognised: bool
    """Its text is not drawn: a scanner has put it behind the picture of the page."""
    left_out: LeftOut
    """What of it is not in its lines."""
    frame: Frame
    """What of it is shown."""
    label: str
    """The number that the file gives it; empty where it gives none."""

    def packed(self) -> bytes:
        """The page in bytes: a line of JSON, and then all places, which JSON would write and read slowly.

        Words and lines are in lists of one thing each: every left side, then every right side.
        """
        words = [word for strip in self.strips for word in strip.words]
        faces: dict[int, tuple[int, Face]] = {}
        marks = [
            faces.setdefault(id(word.face), (len(faces), word.face))[0] * _FACES
            + word.raised * _RAISED
            + word.spaced * _SPACED
            for word in words
        ]
        parts: _Packed = (
            (self.number, self.of, self.characters),
            (self.frame.left, self.frame.bottom, self.frame.right, self.frame.top, self.frame.turns),
            self.label,
            (self.has_pictures, self.is_mostly_picture, self.is_recognised),
            self.left_out.packed(),
            [(face.size, face.bold, face.italic, face.drawn, face.turn) for _, face in faces.values()],
            [len(strip.words) for strip in self.strips],
            marks,
            [word.text for word in words],
        )
        places = array("d", (strip.y for strip in self.strips))
        places.extend(strip.size for strip in self.strips)
        for side in ("left", "right", "y"):
            places.extend(getattr(word, side) for word in words)
        return json.dumps(parts, ensure_ascii=False).encode() + b"\n" + places.tobytes()


def unpacked(data: bytes) -> PdfPage:
    """The page that was packed: the same numbers, texts and faces to the last bit."""
    parts, _, behind = data.partition(b"\n")
    numbers, frame, label, seen, left_out, faces, lengths, marks, texts = cast("_Packed", json.loads(parts))
    places = array("d")
    places.frombytes(behind)
    of_strips, of_words = iter(places[: 2 * len(lengths)]), iter(places[2 * len(lengths) :])
    ys, sizes = (_next(len(lengths), of_strips) for _ in range(2))
    lefts, rights, baselines = (_next(len(texts), of_words) for _ in range(3))
    known = [Face(*face) for face in faces]
    set_in = [known[mark // _FACES] for mark in marks]
    raised, spaced = ([bool(mark & bit) for mark in marks] for bit in (_RAISED, _SPACED))
    words = map(Word, texts, lefts, rights, baselines, set_in, raised, spaced)
    strips = [Strip(y, size, list(islice(words, length))) for y, size, length in zip(ys, sizes, lengths, strict=True)]
    return PdfPage(*numbers, strips, *seen, LeftOut.unpacked(left_out), Frame(*frame), label)


def _next(count: int, numbers: Iterator[float]) -> list[float]:
    return list(islice(numbers, count))
