"""A page of a PDF as a picture, drawn by what also reads it."""

from __future__ import annotations

import ctypes
from math import sqrt
from typing import Any, Final, cast

import pypdfium2
import pypdfium2.raw as _untyped

from service.errors import NoSuchPage, PageNotDrawn
from service.reports.leftout import LeftOut
from service.reports.pdf.beside import put_on_page
from service.reports.pdf.png import CHANNELS, png

_C: Final = cast(Any, _untyped)
"""pdfium's C functions; ctypes makes them when it loads the library, so no type is known."""
_WHITE: Final = 0xFFFFFFFF
MAX_PIXELS: Final = 12_000_000
"""Of one picture, three bytes each. A3 at four pixels a point has 16 million: it is drawn a little smaller."""


def draw(filename: str, data: bytes, number: int, scale: float) -> bytes:
    """The page of this number as a PNG with ``scale`` pixels a point, or fewer where the page is very large.

    What is typed on it and the fields of forms are drawn as they are read.

    Raises:
        NoSuchPage: the file has fewer pages.
        PageNotDrawn: it is damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            if not 1 <= number <= len(document):
                raise NoSuchPage(filename, number, len(document))
            return _drawn(document, number - 1, scale)
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise PageNotDrawn(filename, number, "it is damaged") from error


def _drawn(document: pypdfium2.PdfDocument, index: int, scale: float) -> bytes:
    page = document[index]
    if put_on_page(page, LeftOut()):
        page.close()
        page = document[index]
    wide, high = _C.FPDF_GetPageWidthF(page), _C.FPDF_GetPageHeightF(page)
    fitting = min(scale, sqrt(MAX_PIXELS / max(1.0, wide * high)))
    width, height = max(1, round(wide * fitting)), max(1, round(high * fitting))
    stride = CHANNELS * width
    pixels = (ctypes.c_ubyte * (stride * height))()
    bitmap = _C.FPDFBitmap_CreateEx(width, height, _C.FPDFBitmap_BGR, pixels, stride)
    try:
        _C.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        _C.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, _C.FPDF_ANNOT | _C.FPDF_REVERSE_BYTE_ORDER)
    finally:
        _C.FPDFBitmap_Destroy(bitmap)
        page.close()
    return png(width, height, stride, memoryview(pixels).cast("B"))
