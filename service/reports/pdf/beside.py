"""What a PDF holds beside the text of its pages: what is typed on them becomes text, the rest is counted."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any, Final, cast

import pypdfium2
import pypdfium2.raw as _untyped

from service.reports.leftout import LeftOut

_C: Final = cast(Any, _untyped)
"""pdfium's C functions; ctypes makes them when it loads the library, so no type is known."""
_SHOWN: Final = frozenset({_C.FPDF_ANNOT_FREETEXT, _C.FPDF_ANNOT_WIDGET, _C.FPDF_ANNOT_STAMP})
"""What is typed or stamped on a page, and the fields of forms: a reader sees their text as that of the page."""
_REMARKS: Final = frozenset(
    {
        _C.FPDF_ANNOT_TEXT,
        _C.FPDF_ANNOT_HIGHLIGHT,
        _C.FPDF_ANNOT_UNDERLINE,
        _C.FPDF_ANNOT_SQUIGGLY,
        _C.FPDF_ANNOT_STRIKEOUT,
        _C.FPDF_ANNOT_CARET,
    }
)
_UNSEEN: Final = 2 | 32
"""The flags of annotations that are hidden, or that are only printed."""
_MOST_ANNOTATIONS: Final = 20_000
"""On one page. A form has some hundreds."""
_XFA: Final = (_C.FORMTYPE_XFA_FULL, _C.FORMTYPE_XFA_FOREGROUND)


def count_files(document: pypdfium2.PdfDocument, left_out: LeftOut) -> None:
    """Count the files attached to a document, and a form that only some programs can show."""
    for at in range(_C.FPDFDoc_GetAttachmentCount(document)):
        attachment = _C.FPDFDoc_GetAttachment(document, at)
        left_out.thing("attached file", _said(partial(_C.FPDFAttachment_GetName, attachment)))
    if _C.FPDF_GetFormType(document) in _XFA:
        left_out.thing("XFA form")


def put_on_page(page: pypdfium2.PdfPage, left_out: LeftOut) -> bool:
    """Make what is typed on a page, and what its fields show, text of the page; remarks of readers are counted.

    The answer is whether there was any: the page must then be opened again.
    """
    shown = False
    for at in range(min(_C.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = _C.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        kind = _C.FPDFAnnot_GetSubtype(annotation)
        if kind in _SHOWN:
            shown = _is_shown(annotation, left_out) or shown
        elif kind in _REMARKS and _value(annotation, b"Contents"):
            left_out.thing("comment")
        _C.FPDFPage_CloseAnnot(annotation)
    return shown and _C.FPDFPage_Flatten(page, _C.FLAT_NORMALDISPLAY) == _C.FLATTEN_SUCCESS


def _is_shown(annotation: Any, left_out: LeftOut) -> bool:
    """Whether it is drawn on the page; what it holds is counted where it is not."""
    if not _C.FPDFAnnot_GetFlags(annotation) & _UNSEEN and _C.FPDFAnnot_HasKey(annotation, b"AP"):
        return True
    left_out.text("text of fields and notes that are not drawn", _value(annotation, b"V"))
    left_out.text("text of fields and notes that are not drawn", _value(annotation, b"Contents"))
    return False


def _value(annotation: Any, key: bytes) -> str:
    return _said(partial(_C.FPDFAnnot_GetStringValue, annotation, key))


def _said(ask: Callable[[Any, int], int]) -> str:
    """A text that pdfium writes in UTF-16 with a zero at its end, into a buffer of the length that it asks for."""
    length = ask(None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")
