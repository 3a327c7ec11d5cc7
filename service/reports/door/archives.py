"""Zip archives and compound files at the door: which are Word files or workbooks, and why the others are refused."""

from __future__ import annotations

import os
import re
import struct
import zipfile
from pathlib import PurePath
from typing import IO, cast

from service.artifacts import Contents
from service.errors import DamagedReport, EncryptedReport, ReportTooLarge, UnsupportedFormat
from service.reports.door.encoding import PIECE_BYTES
from service.reports.door.formats import EXCEL, WORD, FileType
from service.reports.door.signatures import OLD_OFFICE, PLAIN_ZIP, Kind, kind_of_zip
from service.reports.limits import MAX_DIRECTORY_BYTES, MAX_UNCOMPRESSED_BYTES, MAX_ZIP_ENTRIES

_UNREADABLE = (zipfile.BadZipFile, EOFError, OSError, struct.error, NotImplementedError, ValueError, OverflowError)
"""What zipfile raises for archives that are cut, overwritten or made by hand."""
_ENCRYPTED_FLAG = 0x1
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""The stream of a compound file in which Office keeps a document that is protected by a password."""
_DOCUMENTS = {
    WORD: re.compile(r"/?word/document\d*\.xml"),
    EXCEL: re.compile(r"/?xl/workbook\d*\.xml"),
}
_AGAIN = "open it in the program that made it, save it again and upload that"
_LOCKED = "it is protected by a password; save it without one and upload it again"


def unsupported(filename: str, kind: Kind) -> UnsupportedFormat:
    """The error for a file of a kind that is not read."""
    return UnsupportedFormat(filename, f"it is {kind.name}, which is not read; {kind.advice}")


def refuse_compound(filename: str, data: Contents) -> None:
    """Say why a compound file is not read.

    Raises:
        EncryptedReport: it is a newer file behind a password.
        UnsupportedFormat: it is a file of before 2007.
    """
    if _has(data, _ENCRYPTED_PACKAGE):
        raise EncryptedReport(filename, _LOCKED)
    raise unsupported(filename, OLD_OFFICE)


def _has(data: Contents, what: bytes) -> bool:
    """Whether ``what`` is anywhere in it, also where two pieces meet."""
    return any(what in data[start : start + PIECE_BYTES + len(what)] for start in range(0, len(data), PIECE_BYTES))


def check_office(filename: str, data: Contents) -> FileType:
    """Read the directory of a zip archive, and nothing else: it must be that of a Word file or a workbook.

    The sizes it states are checked here; the real ones are bounded when it is unpacked.

    Raises:
        DamagedReport: cut off, or without its document.
        EncryptedReport: parts are behind a password.
        ReportTooLarge: more parts, or more bytes unpacked, than the limits allow.
        UnsupportedFormat: another kind of archive.
    """
    parts = _directory(filename, data)
    names = [part.filename for part in parts]
    if len(names) > MAX_ZIP_ENTRIES:
        raise ReportTooLarge(filename, f"it holds {len(names):,} parts, the limit is {MAX_ZIP_ENTRIES:,}; {_AGAIN}")
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise EncryptedReport(filename, _LOCKED)
    for kind, document in _DOCUMENTS.items():
        if any(document.fullmatch(name) for name in names):
            _check_size(filename, sum(part.file_size for part in parts))
            return kind
    raise _refusal(filename, names)


def _directory(filename: str, data: Contents) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(cast("IO[bytes]", _Bounded(filename, data))) as archive:
            return archive.infolist()
    except _UNREADABLE as error:
        raise DamagedReport(filename, f"it is cut off or damaged, its directory cannot be read; {_AGAIN}") from error


class _Bounded:
    """An archive whose directory is not read if it is longer than any that is taken: each entry becomes an object."""

    def __init__(self, filename: str, data: Contents) -> None:
        self._filename = filename
        self._data = data
        self._at = 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        begin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self._data)}[whence]
        if begin + offset < 0 and whence == os.SEEK_SET:
            raise ValueError(f"there is nothing at {offset}")
        self._at = max(0, begin + offset)
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY_BYTES:
            said = f"its directory has {size:,} bytes, the limit is {MAX_DIRECTORY_BYTES:,}; {_AGAIN}"
            raise ReportTooLarge(self._filename, said)
        end = len(self._data) if size is None or size < 0 else self._at + size
        found = self._data[self._at : end]
        self._at += len(found)
        return found


def _check_size(filename: str, unpacked: int) -> None:
    if unpacked > MAX_UNCOMPRESSED_BYTES:
        limit = f"the limit is {MAX_UNCOMPRESSED_BYTES:,}"
        raise ReportTooLarge(filename, f"it unpacks to {unpacked:,} bytes, {limit}; remove its pictures")


def _refusal(filename: str, names: list[str]) -> UnsupportedFormat | DamagedReport:
    kind = kind_of_zip(names)
    if kind:
        return unsupported(filename, kind)
    suffix = PurePath(filename).suffix.lower()
    if suffix in WORD.suffixes or any(name.startswith("word/") for name in names):
        return DamagedReport(filename, f"its text, word/document.xml, is missing; {_AGAIN}")
    if suffix in EXCEL.suffixes or any(name.startswith("xl/") for name in names):
        return DamagedReport(filename, f"its list of sheets, xl/workbook.xml, is missing; {_AGAIN}")
    return unsupported(filename, PLAIN_ZIP)
