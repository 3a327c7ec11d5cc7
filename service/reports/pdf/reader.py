"""PDF: the report that its pages show, put together from characters and their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from service.errors import EmptyReport
from service.reports.blocks import Line, TableBlock
from service.reports.builder import ReportBuilder
from service.reports.flow import lay_down
from service.reports.model import Report
from service.reports.pdf.continuation import Found, Text, joined
from service.reports.pdf.gutters import in_reading_order
from service.reports.pdf.margins import without_margins
from service.reports.pdf.paragraphs import joined_lines, lines_of, runs_over
from service.reports.pdf.regions import regions_of
from service.reports.pdf.rows import Row
from service.reports.pdf.source import sheets_of
from service.reports.pdf.tables import table_of
from service.reports.pdf.words import Strip, strips_of, words_of

_RULE: Final = re.compile(r"[-–—_=]{4,}")
_MOST_LISTED: Final = 10
"""Page numbers named in a note."""


def read_pdf(filename: str, data: bytes) -> Report:
    """The report in a PDF.

    A table's rows and columns are those of the grid that its lines and the edges of its figures make.

    Raises:
        EmptyReport: no text in it: a scan.
        DamagedReport: cut off or malformed.
        EncryptedReport: protected by a password.
        ReportTooLarge: beyond a limit of pages, characters, cells or paragraphs.
    """
    pages: list[list[Strip]] = []
    pictures: list[int] = []
    recognised: list[int] = []
    for sheet in sheets_of(filename, data):
        pages.append(strips_of(words_of(sheet.glyphs)))
        if sheet.has_pictures:
            pictures.append(sheet.number)
        if sheet.is_recognised:
            recognised.append(sheet.number)
    if not any(pages):
        raise EmptyReport(filename, _scanned(len(pages), pictures))
    builder = ReportBuilder(filename, "pdf", None, len(pages))
    if pictures:
        builder.note(f"pages that hold only a picture were not read: {_listed(pictures)}")
    if recognised:
        what = "pages whose text a scanner recognised may hold misread figures"
        builder.note(f"{what}: {_listed(recognised)}")
    found = [
        [item for stretch in in_reading_order(strips) for item in _found(_rows(stretch, number))]
        for number, strips in enumerate(without_margins(pages), start=1)
    ]
    lay_down(_blocks(joined(found)), builder)
    return builder.build()


def _rows(strips: Iterable[Strip], page: int) -> list[Row]:
    """The lines of a page, without those that are drawn with characters above and below sums."""
    rows = (Row.of(strip, page) for strip in strips if not all(_RULE.fullmatch(word.text) for word in strip.words))
    return [row for row in rows if row.pieces]


def _found(rows: list[Row]) -> Iterator[Text | Found]:
    """The text and the tables of a page, or of a column of its text, from top to foot."""
    at = 0
    for region in regions_of(rows):
        if region.first > at:
            yield Text(rows[at : region.first])
        yield Found(rows[region.first : region.body], rows[region.body : region.last + 1])
        at = region.last + 1
    if at < len(rows):
        yield Text(rows[at:])


def _blocks(items: Iterable[Text | Found]) -> Iterator[Line | TableBlock]:
    """Paragraphs and tables; a sentence that goes on at the top of the next column is one."""
    last: Line | None = None
    for item in items:
        if isinstance(item, Found):
            if last:
                yield last
            last = None
            yield table_of(item.heads, item.body)
            continue
        for line in lines_of(item.rows):
            if last and last.page == line.page and runs_over(last, line):
                last.text = joined_lines(last.text, line.text)
                continue
            if last:
                yield last
            last = line
    if last:
        yield last


def _scanned(pages: int, pictures: list[int]) -> str:
    if not pictures:
        return "there is no text in it; upload the report itself"
    many = "its only page is a picture" if pages == 1 else f"its {pages} pages are pictures"
    return (
        f"{many} (a scan), which can not be read; run text recognition (OCR) over it and upload the result, "
        "or upload the document that it was made from"
    )


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:_MOST_LISTED]))
    return shown if len(pages) <= _MOST_LISTED else f"{shown} and {len(pages) - _MOST_LISTED} more"
