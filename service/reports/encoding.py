"""Bytes of a text file as text."""

from __future__ import annotations

import codecs

from service.errors import UnsupportedFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GLANCE = 2**18
"""Bytes. Some programs put long comments and styles before the first element."""
_FEW = 1000
"""One control character in so many is a slip; more are not text."""


def decode_text(filename: str, data: bytes) -> str:
    """The text, by its byte order mark, else as UTF-8, else as UTF-16 without a mark, else as Windows-1252.

    Raises:
        UnsupportedFormat: it is not text in any of these.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise UnsupportedFormat(filename, "it holds bytes that are not text; save it as UTF-8 text and upload it again")


def glance(data: bytes) -> str:
    """The beginning of a text file in whatever encoding, good enough to tell markup from other text."""
    head = data[:_GLANCE]
    encoding = _candidates(head)[0]
    return head.decode("latin-1" if encoding == "utf-8" else encoding, "replace").lstrip("\ufeff")


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    if b"\0" in data[:4096]:
        even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
        return ("utf-16-le" if odd > even else "utf-16-be",)
    return ("utf-8", "cp1252")


def _is_text(text: str) -> bool:
    controls = sum(1 for char in text if char < " " and char not in "\t\r\n\f\v\x1a") + text.count("\ufffd")
    return controls * _FEW <= len(text)
