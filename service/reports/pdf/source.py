"""A PDF as pdfium reads it: pages of characters, each with its place and its type, put together into lines."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from functools import partial
from typing import Any, Final, cast

import pypdfium2
import pypdfium2.raw as _untyped

from service.errors import DamagedReport, EncryptedReport, ReportTooLarge
from service.reports.door.formats import Spread
from service.reports.leftout import LeftOut
from service.reports.limits import (
    MAX_PAGE_CHARACTERS,
    MAX_PAGE_OBJECTS,
    MAX_PAGE_POINTS,
    MAX_PDF_CHARACTERS,
    MAX_PDF_PAGES,
)
from service.reports.pdf.asking import ROOM, Box, Buffers, Characters
from service.reports.pdf.beside import count_files, put_on_page
from service.reports.pdf.faces import FaceReading
from service.reports.pdf.page import PdfPage, unpacked
from service.reports.placed.frame import Frame
from service.reports.placed.glyph import Face, Glyph
from service.reports.placed.words import strips_of, words_of

_C: Final = cast(Any, _untyped)
"""pdfium's C functions; ctypes makes them when it loads the library, so no type is known."""

_HYPHEN: Final = 2
"""What pdfium gives for a hyphen that ends a line."""
_AGAIN: Final = "save or export it again from the program that made it and upload that"

FEWEST_SPREAD: Final = 16
"""Pages. To fork a process twice takes as long as to read two to four pages, so that both are worth it from six
to eight pages on where a processor is idle; where none is after all, it would be a loss."""

_SPACE: Final[Glyph] = (" ", 0.0, 0.0, 0.0, Face(1.0))
_LITTLE_TEXT: Final = 200
"""Characters: a heading and what every page has; a table with figures has more."""
_LONGEST_LABEL: Final = 12
"""Characters of a page's number: "A-12", "xxxviii", "Cover"."""
_NO_CHARACTER: Final = 0xFFFE
_SURROGATES: Final = 0xD800
"""The first of them: what has this code or more may be no character."""
_BLANKS: Final = (10, 13, 32)


def pages_of(filename: str, data: bytes, left_out: LeftOut, spread: Spread | None = None) -> Iterator[PdfPage]:
    """The pages of a PDF in order, read one at a time, or several where there is a ``spread`` and it pays.

    ``left_out`` takes what is not text of a page.

    Raises:
        DamagedReport: cut off or malformed.
        EncryptedReport: it opens with a password only.
        ReportTooLarge: more pages, or more characters, than the limits allow.
    """
    document = _opened(filename, data)
    try:
        count_files(document, left_out)
        count = len(document)
        if count > MAX_PDF_PAGES:
            raise ReportTooLarge(filename, f"it has {count:,} pages, the limit is {MAX_PDF_PAGES:,}; split it")
        read = partial(_read_page, filename, document, Buffers())
        characters = 0
        with closing(_in_order(read, count, spread if count >= FEWEST_SPREAD else None)) as pages:
            for page in pages:
                left_out.add(page.left_out)
                characters += page.characters
                if characters > MAX_PDF_CHARACTERS:
                    limit = f"the limit is {MAX_PDF_CHARACTERS:,}"
                    raise ReportTooLarge(filename, f"it has more characters than can be read, {limit}; split it")
                yield page
    finally:
        document.close()


def _in_order(read: Callable[[int], PdfPage], count: int, spread: Spread | None) -> Generator[PdfPage]:
    """All pages; those that nobody else could read are read here, and say here what is wrong with them."""
    came = 0
    if spread:
        with closing(spread(lambda index: read(index).packed(), count)) as packed, suppress(MemoryError):
            for data in packed:
                yield unpacked(data)
                came += 1
    yield from map(read, range(came, count))


def _opened(filename: str, data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if cast(Any, error).err_code in (_C.FPDF_ERR_PASSWORD, _C.FPDF_ERR_SECURITY):
            reason = "it is protected by a password; save it without one and upload it again"
            raise EncryptedReport(filename, reason) from error
        raise DamagedReport(filename, f"it is cut off or damaged, its pages cannot be found; {_AGAIN}") from error


def _read_page(filename: str, document: pypdfium2.PdfDocument, buffers: Buffers, index: int) -> PdfPage:
    left_out = LeftOut()
    try:
        page = document[index]
        if put_on_page(page, left_out):
            page.close()
            page = document[index]
    except pypdfium2.PdfiumError as error:
        raise DamagedReport(filename, f"its page {index + 1} is damaged; {_AGAIN}") from error
    try:
        objects = _C.FPDFPage_CountObjects(page)
        if objects > MAX_PAGE_OBJECTS:
            what = f"its page {index + 1} is drawn with {objects:,} objects, the limit is {MAX_PAGE_OBJECTS:,}"
            raise ReportTooLarge(filename, f"{what}; remove the drawings on it")
        text = page.get_textpage()
        try:
            count = _C.FPDFText_CountChars(text)
            if count > MAX_PAGE_CHARACTERS:
                what = f"its page {index + 1} has {count:,} characters, the limit is {MAX_PAGE_CHARACTERS:,}"
                raise ReportTooLarge(filename, f"{what}; no reader could follow it")
            skipped: list[str] = []
            glyphs = _glyphs(Characters(text, buffers), count, skipped)
            left_out.amounts("text set askew, too small or beyond the page", "".join(skipped))
        finally:
            text.close()
        hidden = sum(not face.drawn for _, _, _, _, face in glyphs)
        mostly_picture = 0 < len(glyphs) < _LITTLE_TEXT and _is_covered(page)
        return PdfPage(
            index + 1,
            len(document),
            len(glyphs),
            strips_of(words_of(glyphs)),
            not glyphs and _has_pictures(page),
            mostly_picture,
            2 * hidden > len(glyphs),
            left_out,
            _frame(page),
            _label(document, index),
        )
    except pypdfium2.PdfiumError as error:
        raise DamagedReport(filename, f"the text of its page {index + 1} is damaged; {_AGAIN}") from error
    finally:
        page.close()


def _frame(page: pypdfium2.PdfPage) -> Frame:
    """What of a page is shown, and how it is turned."""
    area = _C.FS_RECTF()
    _C.FPDF_GetPageBoundingBox(page, ctypes.byref(area))
    left, bottom, right, top = (
        max(-MAX_PAGE_POINTS, min(MAX_PAGE_POINTS, side)) for side in (area.left, area.bottom, area.right, area.top)
    )
    return Frame(left, bottom, right, top, _C.FPDFPage_GetRotation(page))


def _label(document: pypdfium2.PdfDocument, index: int) -> str:
    label: str = cast(Any, document).get_page_label(index).strip()
    return label if len(label) <= _LONGEST_LABEL and label.isprintable() else ""


def _has_pictures(page: pypdfium2.PdfPage) -> bool:
    count = _C.FPDFPage_CountObjects(page)
    return any(
        _C.FPDFPageObj_GetType(_C.FPDFPage_GetObject(page, at)) in (_C.FPDF_PAGEOBJ_IMAGE, _C.FPDF_PAGEOBJ_FORM)
        for at in range(count)
    )


def _is_covered(page: pypdfium2.PdfPage) -> bool:
    """Whether one picture takes half of the page."""
    half = _C.FPDF_GetPageWidthF(page) * _C.FPDF_GetPageHeightF(page) / 2
    return any(_area(_C.FPDFPage_GetObject(page, at)) >= half for at in range(_C.FPDFPage_CountObjects(page)))


def _area(drawn: Any) -> float:
    """Of a picture; 0 for anything else."""
    if _C.FPDFPageObj_GetType(drawn) != _C.FPDF_PAGEOBJ_IMAGE:
        return 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    _C.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, (left, bottom, right, top)))
    return (right.value - left.value) * (top.value - bottom.value)


def _glyphs(characters: Characters, count: int, skipped: list[str]) -> list[Glyph]:
    """Every character that the file draws; where pdfium sees the end of a word or a line there is a space.

    ``skipped`` takes those that have no place in a line: set askew, too small to be seen, beyond the page.
    """
    reading = FaceReading(characters)
    glyphs: list[Glyph] = []
    for first in range(0, count, ROOM):
        places = range(first, min(count, first + ROOM))
        codes, objects = characters.codes(places), characters.objects(places)
        faces, boxes = reading.faces(places, objects), characters.boxes(places)
        for code, drawn_by, box in zip(_with_blanks(characters, codes, first), objects, boxes, strict=True):
            if code is None:
                if skipped:
                    skipped.append(" ")
                glyphs.append(_SPACE)
                continue
            if not code or code == _NO_CHARACTER:
                continue
            text = chr(code) if _HYPHEN < code < _SURROGATES else _char(code)
            face = faces[drawn_by]
            if face is None:
                skipped.append(text)
                continue
            if box is None:
                continue
            left, _, right, _, _, y = box
            base = -y
            if face.turn:
                left, right, base = _turned(box, face.turn)
            if (
                -MAX_PAGE_POINTS <= left <= MAX_PAGE_POINTS
                and -MAX_PAGE_POINTS <= right <= MAX_PAGE_POINTS
                and -MAX_PAGE_POINTS <= base <= MAX_PAGE_POINTS
            ):
                glyphs.append((text, left, right, base, face))
            else:
                skipped.append(text)
    return glyphs


def _with_blanks(characters: Characters, codes: list[int], first: int) -> list[int | None]:
    """The codes of the characters from the place ``first`` on; None for a blank that pdfium has added."""
    blanks = [at for at, code in enumerate(codes) if code in _BLANKS]
    made = characters.are_made([first + at for at in blanks])
    shown: list[int | None] = [*codes]
    for at, is_made in zip(blanks, made, strict=True):
        if is_made:
            shown[at] = None
    return shown


def _char(code: int) -> str:
    return "-" if code == _HYPHEN else chr(code) if code < _SURROGATES or 0xDFFF < code <= 0x10FFFF else "\ufffd"


def _turned(box: Box, turn: int) -> tuple[float, float, float]:
    """Left, right and baseline of a character as they are when the page is turned for its text to run right."""
    _, top, _, bottom, x, y = box
    if turn == 1:
        return bottom, top, x
    if turn == 2:
        return -box[2], -box[0], y
    return -top, -bottom, -x
