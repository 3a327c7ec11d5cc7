"""What an upload is, told from its bytes and its name; what cannot be read is refused before anything reads it."""

from __future__ import annotations

import re
from pathlib import PurePath

from service.artifacts import Contents
from service.errors import DamagedReport, EmptyReport, ReportTooLarge, UnsupportedFormat
from service.reports.door.archives import check_office, refuse_compound, unsupported
from service.reports.door.encoding import PIECE_BYTES, check_text, glance
from service.reports.door.formats import HTML, MARKDOWN, PDF_FILE, TEXT, FileType, by_suffix, spoken
from service.reports.door.signatures import EMPTY_ZIP, OLE, PDF, ZIP, kind_of, kind_of_suffix
from service.reports.model import Format

_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?>(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|xhtml:html)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(r"<(?:html|body|table|tr|div|p|h[1-6]|span|font|center|pre)\b[^<]*>", re.IGNORECASE)
_HEAD_BYTES = 1024
"""Every signature is in these. Programs may leave something else before the beginning of a PDF, and readers look this
far for it."""
_NOT_BEGUN: dict[Format, str] = {
    "docx": "its beginning is not that of a Word file; open it in Word, save it again and upload that",
    "xlsx": "its beginning is not that of an Excel workbook; open it in Excel, save it again and upload that",
    "pdf": "its beginning is not that of a PDF; export it again from the program that made it and upload that",
}
_BLANK = b" \t\r\n\f\v\0\xef\xbb\xbf\xff\xfe"


def sniff(filename: str, data: Contents, limit_bytes: int | None = None) -> FileType:
    """The type of a file whose bytes and name agree. A name without a suffix is taken as the bytes are.

    Raises:
        EmptyReport: no bytes, or only white space.
        ReportTooLarge: more than ``limit_bytes``, or an archive beyond the limits.
        UnsupportedFormat: a format that is not read, or another one than the name says.
        DamagedReport: a Word file or workbook that is cut off or misses its document.
        EncryptedReport: protected by a password.
    """
    if _is_blank(data):
        raise EmptyReport(filename, "the file is empty; upload the report itself")
    if limit_bytes is not None and len(data) > limit_bytes:
        size = f"it has {len(data):,} bytes, the limit is {limit_bytes:,}"
        raise ReportTooLarge(filename, f"{size}; remove its pictures or split it, then upload it again")
    suffix = PurePath(filename).suffix.lower()
    seen = _by_content(filename, data, by_suffix(suffix))
    if suffix and by_suffix(suffix) != seen:
        raise _misnamed(filename, suffix, seen)
    return seen


def _is_blank(data: Contents) -> bool:
    return not any(data[start : start + PIECE_BYTES].strip(_BLANK) for start in range(0, len(data), PIECE_BYTES))


def _by_content(filename: str, data: Contents, named: FileType | None) -> FileType:
    """The type that the bytes show; what may be Markdown, HTML or plain text is what the name says.

    Raises:
        UnsupportedFormat, DamagedReport, EncryptedReport, ReportTooLarge: as ``sniff``.
    """
    head = data[:_HEAD_BYTES]
    if head.startswith(OLE):
        refuse_compound(filename, data)
    if head.startswith((ZIP, EMPTY_ZIP)):
        return check_office(filename, data)
    if head.startswith(PDF) or (named == PDF_FILE and PDF in head):
        return PDF_FILE
    kind = kind_of(head)
    if kind:
        raise unsupported(filename, kind)
    text = glance(data)
    if _DOCUMENT.match(text) or (named == HTML and _MARKUP.search(text)):
        return HTML
    _check_text(filename, data, named)
    return MARKDOWN if named == MARKDOWN else TEXT


def _check_text(filename: str, data: Contents, named: FileType | None) -> None:
    """Raises: DamagedReport for bytes under the name of a format of bytes, UnsupportedFormat under any other."""
    try:
        check_text(filename, data)
    except UnsupportedFormat as error:
        reason = _NOT_BEGUN.get(named.format) if named else None
        if reason is None:
            raise
        raise DamagedReport(filename, reason) from error


def _misnamed(filename: str, suffix: str, seen: FileType) -> UnsupportedFormat:
    """The error for a name that promises what the bytes do not keep."""
    named, other = by_suffix(suffix), kind_of_suffix(suffix)
    if named:
        usual = " or ".join((seen.suffixes[0], *((MARKDOWN.suffixes[0],) if seen == TEXT else ())))
        reason = f"its name says {named.one}, but it is {seen.one}; rename it to {usual}, or export it again"
        return UnsupportedFormat(filename, reason)
    if other:
        return unsupported(filename, other)
    return UnsupportedFormat(filename, f"a file of the type {suffix} is not read; {spoken(last='and')} are read")
