"""Characters that are asked of many at once: the answers are those that pdfium gives for each of them by itself."""

from __future__ import annotations

import ctypes
from collections.abc import Generator
from contextlib import closing, contextmanager
from typing import Any, cast

import pypdfium2
import pypdfium2.raw as _untyped
import pytest

from service.reports.pdf.asking import ROOM, Buffers, Characters, fonts_of, modes_of
from tests.unit.reports.given.drawn import Drawing

C = cast(Any, _untyped)


@contextmanager
def opened(drawing: Drawing) -> Generator[Any]:
    """The text of the first page."""
    with (
        closing(pypdfium2.PdfDocument(drawing.data())) as document,
        closing(document[0]) as page,
        closing(page.get_textpage()) as text,
    ):
        yield text


def drawn(rotate: int = 0) -> Drawing:
    """A page with more characters than are asked of at once, in two fonts and two ways of drawing."""
    drawing = Drawing(rotate=rotate)
    for at in range(40):
        drawing.text(
            30, 30 + at * 18, f"Line {at} of words and 1,234.5 in it", 7 + at % 3, font=at % 2, mode=3 * (at % 2)
        )
    return drawing


def box_and_origin(text: Any, at: int) -> tuple[float, ...]:
    box, x, y = C.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    assert C.FPDFText_GetLooseCharBox(text, at, box)
    assert C.FPDFText_GetCharOrigin(text, at, x, y)
    return box.left, box.top, box.right, box.bottom, x.value, y.value


def matrix(text: Any, at: int) -> tuple[float, ...]:
    found = C.FS_MATRIX()
    assert C.FPDFText_GetMatrix(text, at, found)
    return found.a, found.b, found.c, found.d


@pytest.mark.parametrize("rotate", [0, 90])
def test_each_answer_is_the_one_for_that_character(rotate: int) -> None:
    with opened(drawn(rotate)) as text:
        count = C.FPDFText_CountChars(text)
        characters = Characters(text, Buffers())
        for places in (range(ROOM), range(ROOM, min(count, 2 * ROOM))):
            assert characters.codes(places) == [C.FPDFText_GetUnicode(text, at) for at in places]
            assert list(characters.boxes(places)) == [box_and_origin(text, at) for at in places]
            assert characters.matrices(places) == [matrix(text, at) for at in places]
            assert characters.sizes(places) == [C.FPDFText_GetFontSize(text, at) for at in places]
            assert characters.are_made(places) == [C.FPDFText_IsGenerated(text, at) == 1 for at in places]


def test_objects_fonts_and_modes_are_those_of_their_characters() -> None:
    with opened(drawn()) as text:
        places = range(200)
        objects = Characters(text, Buffers()).objects(places)
        alone = [C.FPDFText_GetTextObject(text, at) for at in places]
        assert objects == [ctypes.cast(one, ctypes.c_void_p).value or 0 for one in alone]
        fonts = [ctypes.cast(C.FPDFTextObj_GetFont(one), ctypes.c_void_p).value or 0 if one else 0 for one in alone]
        assert fonts_of(objects) == fonts
        assert modes_of(objects) == [C.FPDFTextObj_GetTextRenderMode(one) for one in alone]
        assert {0, 3} <= set(modes_of(objects))


def test_a_character_that_is_not_there_has_no_box_and_no_matrix_and_the_others_keep_theirs() -> None:
    with opened(drawn()) as text:
        count = C.FPDFText_CountChars(text)
        characters = Characters(text, Buffers())
        assert list(characters.boxes(range(count - 1, count + 1))) == [box_and_origin(text, count - 1), None]
        assert characters.matrices([count, 0]) == [None, matrix(text, 0)]
