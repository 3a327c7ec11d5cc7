"""How the characters of a PDF are set: size, weight, slant, direction, as pdfium tells them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import pypdfium2.raw as _untyped

from service.reports.pdf.asking import Characters, Matrix, fonts_of, modes_of
from service.reports.placed.glyph import Face

_C: Final = cast(Any, _untyped)
"""pdfium's C functions; ctypes makes them when it loads the library, so no type is known."""
_INVISIBLE: Final = 3
"""The text rendering mode of text that is not drawn: what a scanner recognised, behind its picture."""
_BOLD: Final = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC: Final = re.compile(r"italic|oblique", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_ITALIC_FLAG: Final = 1 << 6
_BOLD_WEIGHT: Final = 600
_NAME_BYTES: Final = 256


class FaceReading:
    """The type of the characters of one page. What a font or a text object says is asked once."""

    def __init__(self, characters: Characters) -> None:
        self._characters = characters
        self._objects: dict[int, Face | None] = {}
        self._alike: dict[tuple[Matrix, float, int, bool], Face | None] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}

    def faces(self, places: range, objects: Sequence[int]) -> Mapping[int, Face | None]:
        """How each of the objects that draw these characters is set; None for what is askew, as watermarks do."""
        first = dict(zip(reversed(objects), reversed(places), strict=True))
        new = [one for one in first if one not in self._objects]
        at = [first[one] for one in new]
        matrices, sizes = self._characters.matrices(at), self._characters.sizes(at)
        for one, *measured in zip(new, at, matrices, sizes, fonts_of(new), modes_of(new), strict=True):
            self._objects[one] = self._like(*measured)
        return self._objects

    def _like(self, at: int, matrix: Matrix | None, size: float, font: int, mode: int) -> Face | None:
        """How an object is set whose first character is this one; most are set as others of their page are."""
        if matrix is None:
            return None
        drawn = mode != _INVISIBLE
        alike = (matrix, size, font, drawn)
        if not font or alike not in self._alike:
            self._alike[alike] = self._face(at, *alike)
        return self._alike[alike]

    def _face(self, at: int, matrix: Matrix, size: float, font: int, drawn: bool) -> Face | None:
        a, b, c, d = matrix
        quarters = math.atan2(b, a) / (math.pi / 2)
        if abs(quarters - round(quarters)) > 0.05:
            return None
        size *= math.hypot(c, d)
        if not 0.5 < size < 1_000:
            return None
        bold, italic = self._weight(at, font)
        return Face(round(size, 1), bold, italic, drawn, round(quarters) % 4)

    def _weight(self, at: int, font: int) -> tuple[bool, bool]:
        """Whether the font of a character is bold, and whether it slants."""
        if not font:
            return self._asked_weight(at)
        if font not in self._fonts:
            self._fonts[font] = self._asked_weight(at)
        return self._fonts[font]

    def _asked_weight(self, at: int) -> tuple[bool, bool]:
        page = self._characters.text
        name = ctypes.create_string_buffer(_NAME_BYTES)
        flags = ctypes.c_int()
        _C.FPDFText_GetFontInfo(page, at, name, _NAME_BYTES, ctypes.byref(flags))
        family = name.value.decode("utf-8", "replace")
        heavy = _C.FPDFText_GetFontWeight(page, at) >= _BOLD_WEIGHT or bool(flags.value & _FORCE_BOLD)
        return heavy or bool(_BOLD.search(family)), bool(flags.value & _ITALIC_FLAG) or bool(_ITALIC.search(family))
