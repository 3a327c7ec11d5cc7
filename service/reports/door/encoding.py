"""Bytes of a text file as text."""

from __future__ import annotations

import codecs

from service.artifacts import Contents
from service.errors import UnsupportedFormat

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 4096
"""Bytes in which zeros show how wide the characters of a text without a mark are."""
_MOSTLY = 0.9
"""Of the upper two of four bytes of a character, so many are zero: the alphabets of reports are in the lower two."""
_SOME = 0.05
"""Texts in any alphabet have so many digits, blanks and line breaks; fewer zeros are slips in a text of bytes."""
_GLANCE = 2**18
"""Bytes. Some programs put long comments and styles before the first element."""
_FEW = 1000
"""One control character in so many is a slip; more are not text."""
_NO_TEXT = (*(chr(code) for code in range(32) if chr(code) not in "\t\r\n\f\v\x1a"), "\ufffd")
PIECE_BYTES = 2**18
"""Of a file at the door, looked at in a thread: longer ones would keep the interpreter from everybody else."""


def decode_text(filename: str, data: bytes) -> str:
    """The text, by its byte order mark, else in units of two or four bytes if zeros say so, else as UTF-8, else as
    Windows-1252.

    Raises:
        UnsupportedFormat: it is not text in any of these.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _may_be_text(len(text), _strange(text)):
            return text
    raise _no_text(filename)


def check_text(filename: str, data: Contents) -> None:
    """As ``decode_text``, piece by piece and without keeping what is decoded: for a server that has others to serve.

    Raises:
        UnsupportedFormat: it is not text in any of these encodings.
    """
    if not any(_decodes(data, encoding) for encoding in _candidates(data[:_LOOKED_AT])):
        raise _no_text(filename)


def _decodes(data: Contents, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    characters = strange = 0
    try:
        for start in range(0, len(data), PIECE_BYTES):
            end = start + PIECE_BYTES
            text = decoder.decode(data[start:end], final=end >= len(data))
            characters, strange = characters + len(text), strange + _strange(text)
    except UnicodeDecodeError:
        return False
    return _may_be_text(characters, strange)


def glance(data: Contents) -> str:
    """The beginning of a text file in whatever encoding, good enough to tell markup from other text."""
    head = data[:_GLANCE]
    encoding = _candidates(head)[0]
    return head.decode("latin-1" if encoding == "utf-8" else encoding, "replace").lstrip("\ufeff")


def wide_encoding(data: bytes) -> str | None:
    """The encoding of a text whose characters take two or four bytes each, by its mark or by its zeros; else None."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    head = data[:_LOOKED_AT]
    if marked or b"\0" not in head:
        return marked
    zeros = [head[at::4].count(0) / max(len(head[at::4]), 1) for at in range(4)]
    if min(zeros[2:]) > _MOSTLY:
        return "utf-32-le"
    if min(zeros[:2]) > _MOSTLY:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if max(even, odd) < _SOME:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith(codecs.BOM_UTF8):
        return ("utf-8-sig",)
    wide = wide_encoding(data)
    return (wide,) if wide else ("utf-8", "cp1252")


def _strange(text: str) -> int:
    """How many of its characters no text has."""
    return sum(map(text.count, _NO_TEXT))


def _may_be_text(characters: int, strange: int) -> bool:
    return strange * _FEW <= characters


def _no_text(filename: str) -> UnsupportedFormat:
    return UnsupportedFormat(filename, "it holds bytes that are not text; save it as UTF-8 text and upload it again")
