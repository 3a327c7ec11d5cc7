"""The types of files that are read: one table for the door, the upload's media type, messages, help and the page."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Final

from service.reports.model import Format

Tell = Callable[[int, int], None]
"""Hears how many pages of how many have been read."""
Spread = Callable[[Callable[[int], bytes], int], Generator[bytes]]
"""Gives what a function gives for 0, 1 ..., so many, in this order, whoever works it out. It may end early: the rest is
then for the caller to do."""


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file as people know it, and what reads it."""

    format: Format
    name: str
    """In a list: "Word"."""
    one: str
    """In a sentence: "a Word file"."""
    suffixes: tuple[str, ...]
    """In lower case; the first is the usual one."""
    media_type: str
    reader: str
    """ "module:function", imported when such a file is read."""
    in_pages: bool = False
    """It is read page by page: its reader takes whom to tell of each, and what reads several at once."""


PDF_FILE: Final = FileType(
    "pdf", "PDF", "a PDF", (".pdf",), "application/pdf", "service.reports.pdf.reader:read_pdf", in_pages=True
)
WORD: Final = FileType(
    "docx",
    "Word",
    "a Word file",
    (".docx",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "service.reports.word.reader:read_docx",
)
EXCEL: Final = FileType(
    "xlsx",
    "Excel",
    "an Excel workbook",
    (".xlsx", ".xlsm"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "service.reports.xlsx.reader:read_xlsx",
)
HTML: Final = FileType(
    "html",
    "HTML",
    "an HTML file",
    (".html", ".htm", ".xhtml", ".xht"),
    "text/html",
    "service.reports.html.reader:read_html",
)
MARKDOWN: Final = FileType(
    "markdown",
    "Markdown",
    "a Markdown file",
    (".md", ".markdown", ".mdown"),
    "text/markdown",
    "service.reports.markdown.reader:read_markdown",
)
TEXT: Final = FileType(
    "markdown", "plain text", "a text file", (".txt",), "text/plain", "service.reports.markdown.reader:read_markdown"
)
FILE_TYPES: Final = (PDF_FILE, WORD, EXCEL, HTML, MARKDOWN, TEXT)

_BY_SUFFIX = {suffix: kind for kind in FILE_TYPES for suffix in kind.suffixes}


def by_suffix(suffix: str) -> FileType | None:
    """The type whose files end so; the suffix is in lower case, with its dot."""
    return _BY_SUFFIX.get(suffix)


def spoken(*, last: str) -> str:
    """All types with their usual suffixes, the last one joined by ``last``: "PDF (.pdf), ... and plain text (.txt)"."""
    *most, end = (f"{kind.name} ({kind.suffixes[0]})" for kind in FILE_TYPES)
    return f"{', '.join(most)} {last} {end}"
