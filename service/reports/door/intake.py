"""What an upload is, told from its bytes and its name; what can not be read is refused before anything reads it."""

from __future__ import annotations

import re
from pathlib import PurePath

from service.errors import DamagedReport, EmptyReport, ReportTooLarge, UnsupportedFormat
from service.reports.door.archives import check_office, refuse_compound, unsupported
from service.reports.door.encoding import decode_text, glance
from service.reports.door.signatures import EMPTY_ZIP, OLE, PDF, ZIP, kind_of
from service.reports.model import Format

READ = "PDF, Word (.docx), Excel (.xlsx), HTML (.html, .htm, .xhtml) and Markdown (.md) are read"

_FORMATS: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".txt": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xht": "html",
    ".docx": "docx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
}
_NAMES: dict[Format, str] = {
    "markdown": "a Markdown or text file",
    "html": "an HTML file",
    "docx": "a Word file",
    "pdf": "a PDF",
    "xlsx": "an Excel workbook",
}
_OTHER_NAMES = {
    ".xls": "an Excel workbook",
    ".csv": "a list of comma-separated values",
    ".doc": "a Word file of before 2007",
    ".rtf": "a rich text file",
    ".odt": "an OpenDocument file",
    ".pptx": "a PowerPoint presentation",
}
_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?>(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|xhtml:html)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP = re.compile(r"<(?:html|body|table|tr|div|p|h[1-6]|span|font|center|pre)\b[^<]*>", re.IGNORECASE)
_PDF_HEAD = 1024
"""Bytes. Programs may leave something else before the beginning of a PDF, and readers look this far for it."""
_NOT_BEGUN: dict[Format, str] = {
    "docx": "its beginning is not that of a Word file; open it in Word, save it again and upload that",
    "xlsx": "its beginning is not that of an Excel workbook; open it in Excel, save it again and upload that",
    "pdf": "its beginning is not that of a PDF; export it again from the program that made it and upload that",
}
_BLANK = b" \t\r\n\f\v\0\xef\xbb\xbf\xff\xfe"


def sniff(filename: str, data: bytes, limit_bytes: int | None = None) -> Format:
    """The format of a file whose bytes and name agree. A name without a type is taken as the bytes are.

    Raises:
        EmptyReport: no bytes, or only white space.
        ReportTooLarge: more than ``limit_bytes``, or an archive beyond the limits.
        UnsupportedFormat: a format that is not read, or another one than the name says.
        DamagedReport: a Word file or workbook that is cut off or misses its document.
        EncryptedReport: protected by a password.
    """
    if not data.strip(_BLANK):
        raise EmptyReport(filename, "the file is empty; upload the report itself")
    if limit_bytes is not None and len(data) > limit_bytes:
        size = f"it has {len(data):,} bytes, the limit is {limit_bytes:,}"
        raise ReportTooLarge(filename, f"{size}; remove its pictures or split it, then upload it again")
    suffix = PurePath(filename).suffix.lower()
    seen = _by_content(filename, data, _FORMATS.get(suffix))
    if suffix and _FORMATS.get(suffix) != seen:
        raise _misnamed(filename, suffix, seen)
    return seen


def _by_content(filename: str, data: bytes, named: Format | None) -> Format:
    """The format that the bytes show; what may be either Markdown or HTML is what the name says.

    Raises:
        UnsupportedFormat, DamagedReport, EncryptedReport, ReportTooLarge: as ``sniff``.
    """
    if data.startswith(OLE):
        refuse_compound(filename, data)
    if data.startswith((ZIP, EMPTY_ZIP)):
        return check_office(filename, data)
    if data.startswith(PDF) or (named == "pdf" and PDF in data[:_PDF_HEAD]):
        return "pdf"
    kind = kind_of(data)
    if kind:
        raise unsupported(filename, kind)
    text = glance(data)
    if _DOCUMENT.match(text) or (named == "html" and _MARKUP.search(text)):
        return "html"
    _check_text(filename, data, named)
    return "markdown"


def _check_text(filename: str, data: bytes, named: Format | None) -> None:
    """Raises: DamagedReport for bytes under the name of a format of bytes, UnsupportedFormat under any other."""
    try:
        decode_text(filename, data)
    except UnsupportedFormat as error:
        reason = _NOT_BEGUN.get(named or "markdown")
        if reason is None:
            raise
        raise DamagedReport(filename, reason) from error


def _misnamed(filename: str, suffix: str, seen: Format) -> UnsupportedFormat:
    """The error for a name that promises what the bytes do not keep."""
    named = _FORMATS.get(suffix)
    if named:
        reason = f"its name says {_NAMES[named]}, but it is {_NAMES[seen]}; rename it or export it again"
        return UnsupportedFormat(filename, reason)
    kind = _OTHER_NAMES.get(suffix, f"a file of the type {suffix}")
    return UnsupportedFormat(filename, f"{kind} is not read; {READ}")
