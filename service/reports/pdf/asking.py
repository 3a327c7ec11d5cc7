"""What pdfium says of the characters of a page, asked of many of them at once.

pdfium tells one thing of one character a call, and ctypes takes longer to make the call than pdfium to answer: it lets
go of the interpreter's lock, and turns every argument into its declared type. So here a call is made by ``map``, with
the lock held and with arguments that C can take as they are.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any, Final, cast

import pypdfium2.raw as _untyped

_C: Final = cast(Any, _untyped)
"""pdfium's C functions; ctypes makes them when it loads the library, so no type is known."""
ROOM: Final = 1_024
"""Characters that are asked of at once."""
_OF_A_BOX: Final = 4
_OF_A_MATRIX: Final = 6
Matrix = tuple[float, float, float, float]
"""The first four of a matrix: how a text is turned and stretched, not where it is put."""
Box = tuple[float, float, float, float, float, float]
"""Left, top, right and bottom of a character's box, x and y of its origin."""


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of pdfium that keeps the lock. Arguments whose types are not declared are those that C can take."""
    address = ctypes.cast(getattr(_C, name), ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_unicode: Final = _function("FPDFText_GetUnicode", ctypes.c_uint)
_object: Final = _function("FPDFText_GetTextObject", ctypes.c_void_p)
_box: Final = _function("FPDFText_GetLooseCharBox", ctypes.c_int)
_origin: Final = _function("FPDFText_GetCharOrigin", ctypes.c_int)
_matrix: Final = _function("FPDFText_GetMatrix", ctypes.c_int)
_size: Final = _function("FPDFText_GetFontSize", ctypes.c_double)
_font: Final = _function("FPDFTextObj_GetFont", ctypes.c_void_p, ctypes.c_void_p)
_generated: Final = _function("FPDFText_IsGenerated", ctypes.c_int)
_mode: Final = _function("FPDFTextObj_GetTextRenderMode", ctypes.c_int, ctypes.c_void_p)


class Buffers:
    """What pdfium writes its answers into. They serve one page after another."""

    def __init__(self) -> None:
        floats, doubles = (ctypes.c_float * (_OF_A_MATRIX * ROOM))(), (ctypes.c_double * (2 * ROOM))()
        self.floats, self.doubles = memoryview(floats).cast("B").cast("f"), memoryview(doubles).cast("B").cast("d")
        self.boxes, self.matrices = _slots(floats, _OF_A_BOX), _slots(floats, _OF_A_MATRIX)
        self.xs, self.ys = _slots(doubles, 2), _slots(doubles, 2, 1)


def _slots(buffer: Any, size: int, first: int = 0) -> list[Any]:
    """Where each slot of so many numbers begins, as an argument of a call."""
    each = ctypes.sizeof(buffer) // len(buffer)
    return [ctypes.byref(buffer, each * (first + at * size)) for at in range(ROOM)]


class Characters:
    """The characters of one page: ``text`` is the page's text as pdfium has opened it."""

    def __init__(self, text: Any, buffers: Buffers) -> None:
        self.text = text
        self._page = ctypes.cast(text.raw, ctypes.c_void_p)
        self._buffers = buffers

    def codes(self, places: range) -> list[int]:
        """The Unicode of each."""
        return list(map(_unicode, repeat(self._page), places))

    def objects(self, places: range) -> list[int]:
        """The text object that draws each, by its address; 0 where there is none."""
        return [address or 0 for address in map(_object, repeat(self._page), places)]

    def boxes(self, places: range) -> Iterator[Box | None]:
        """Where each is; None where pdfium does not know. No more than ``ROOM``."""
        buffers, page, count = self._buffers, repeat(self._page), len(places)
        known = list(map(_box, page, places, buffers.boxes)), list(map(_origin, page, places, buffers.xs, buffers.ys))
        sides = (_every(buffers.floats, at, _OF_A_BOX, count) for at in range(_OF_A_BOX))
        found = zip(*sides, *(_every(buffers.doubles, at, 2, count) for at in range(2)), strict=True)
        if all(map(all, known)):
            return found
        return (box if boxed and put else None for boxed, put, box in zip(*known, found, strict=True))

    def matrices(self, places: Sequence[int]) -> list[Matrix | None]:
        """How each is turned and stretched; None where pdfium does not know. No more than ``ROOM``."""
        known = list(map(_matrix, repeat(self._page), places, self._buffers.matrices))
        found = zip(*(_every(self._buffers.floats, at, _OF_A_MATRIX, len(places)) for at in range(4)), strict=True)
        return [matrix if told else None for told, matrix in zip(known, found, strict=True)]

    def sizes(self, places: Sequence[int]) -> list[float]:
        """The size of the font of each, before it is stretched."""
        return list(map(_size, repeat(self._page), places))

    def are_made(self, places: Sequence[int]) -> list[bool]:
        """Whether pdfium has added each, for no file draws it."""
        return [made == 1 for made in map(_generated, repeat(self._page), places)]


def _every(numbers: Any, first: int, step: int, count: int) -> list[float]:
    """``count`` of the numbers in a buffer, from the first on, so many apart."""
    return cast("list[float]", numbers[first : count * step : step].tolist())


def fonts_of(objects: Sequence[int]) -> list[int]:
    """The font of each text object, by its address; 0 where there is none."""
    return [address or 0 for address in map(_font, objects)]


def modes_of(objects: Sequence[int]) -> list[int]:
    """How each text object is drawn: filled, outlined, not at all."""
    return list(map(_mode, objects))
