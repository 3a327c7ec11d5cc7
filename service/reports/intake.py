"""What an upload is, told from its first bytes and its name, before anything reads it."""

from __future__ import annotations

from service.errors import EmptyReport, UnsupportedFormat
from service.reports.model import Format


def sniff(filename: str, data: bytes) -> Format:
    """The format of a file."""
    if not data.strip():
        raise EmptyReport(filename, "the file is empty; upload the report itself")
    if data.startswith(b"PK"):
        return "docx"
    head = data[:4096].lstrip().lower()
    if head.startswith((b"<", b"\xef\xbb\xbf<")):
        return "html"
    if filename.lower().endswith((".md", ".markdown", ".txt")):
        return "markdown"
    raise UnsupportedFormat(filename, "it is not a Markdown, HTML or Word (.docx) file")
