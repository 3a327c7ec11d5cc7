"""How the characters of a PDF are set: size, weight, slant, direction, as pdfium tells them."""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any, Final, cast

import pypdfium2.raw as _untyped

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

    def __init__(self, page: Any) -> None:
        self._page = page
        self._objects: dict[int, tuple[Face, int] | None] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._matrix = _C.FS_MATRIX()

    def face(self, at: int) -> tuple[Face, int] | None:
        """How a character is set, and its quarter turns; None for what stands askew, as watermarks do."""
        drawn_by = _C.FPDFText_GetTextObject(self._page, at)
        key = ctypes.cast(drawn_by, ctypes.c_void_p).value or 0
        if key not in self._objects:
            self._objects[key] = self._face(at, drawn_by)
        return self._objects[key]

    def _face(self, at: int, drawn_by: Any) -> tuple[Face, int] | None:
        matrix = self._matrix
        if not _C.FPDFText_GetMatrix(self._page, at, ctypes.byref(matrix)):
            return None
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        if abs(quarters - round(quarters)) > 0.05:
            return None
        size = _C.FPDFText_GetFontSize(self._page, at) * math.hypot(matrix.c, matrix.d)
        if not 0.5 < size < 1_000:
            return None
        bold, italic = self._weight(at, drawn_by)
        drawn = not drawn_by or _C.FPDFTextObj_GetTextRenderMode(drawn_by) != _INVISIBLE
        return Face(round(size, 1), bold, italic, drawn), round(quarters) % 4

    def _weight(self, at: int, drawn_by: Any) -> tuple[bool, bool]:
        """Whether the font of a character is bold, and whether it slants."""
        font = _C.FPDFTextObj_GetFont(drawn_by) if drawn_by else None
        key = (ctypes.cast(font, ctypes.c_void_p).value or 0) if font else 0
        if not key:
            return self._asked_weight(at)
        if key not in self._fonts:
            self._fonts[key] = self._asked_weight(at)
        return self._fonts[key]

    def _asked_weight(self, at: int) -> tuple[bool, bool]:
        name = ctypes.create_string_buffer(_NAME_BYTES)
        flags = ctypes.c_int()
        _C.FPDFText_GetFontInfo(self._page, at, name, _NAME_BYTES, ctypes.byref(flags))
        family = name.value.decode("utf-8", "replace")
        heavy = _C.FPDFText_GetFontWeight(self._page, at) >= _BOLD_WEIGHT or bool(flags.value & _FORCE_BOLD)
        return heavy or bool(_BOLD.search(family)), bool(flags.value & _ITALIC_FLAG) or bool(_ITALIC.search(family))
