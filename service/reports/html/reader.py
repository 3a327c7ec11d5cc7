"""HTML and inline XBRL as filed: the report that a reader of the page sees."""

from __future__ import annotations

import re

from service.errors import EmptyReport
from service.reports.flow.blocks import Line, TableBlock
from service.reports.flow.builder import ReportBuilder
from service.reports.flow.reading_order import lay_down
from service.reports.html.positioned.pages import Positioned, positioned
from service.reports.html.source import parse_html
from service.reports.html.walk import HtmlWalk
from service.reports.leftout import LeftOut
from service.reports.markup import Element
from service.reports.model import Report
from service.reports.placed.pages import blocks_of

_PLACED = re.compile(rb"position\s*:\s*(?:absolute|fixed)", re.IGNORECASE)
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_html(filename: str, data: bytes) -> Report:
    """The report in an HTML file.

    Inline XBRL tags are transparent and its hidden facts left out: what counts is what is printed. What tags say of the
    figures in tables is kept with their cells. A table's index is its place among all <table> elements, its rows are
    the <tr> elements, its columns those of the grid.

    Raises:
        EmptyReport: no text in it.
        DamagedReport: it breaks off in the middle.
        ReportTooLarge: beyond a limit of cells, paragraphs or columns.
    """
    root = parse_html(filename, data)
    walk = HtmlWalk(filename)
    walk.read(root)
    found = positioned(filename, root) if _PLACED.search(data) else None
    if found:
        return _from_pages(filename, _language(root), found, walk.left_out)
    if not walk.blocks:
        raise EmptyReport(filename, "there is no text in it; a picture of a report cannot be audited")
    builder = ReportBuilder(filename, "html", _language(root), walk.pages if walk.pages > 1 else None)
    lay_down(walk.blocks, builder)
    walk.left_out.tell(builder)
    return builder.build()


def _from_pages(filename: str, language: str | None, found: Positioned, left_out: LeftOut) -> Report:
    """The report on pages of text that is put at places, read as the pages of a PDF are."""
    builder = ReportBuilder(filename, "html", language, len(found.pages) if len(found.pages) > 1 else None)
    lay_down([*found.loose, *blocks_of(found.pages)], builder)
    left_out.tell(builder)
    return builder.build()


def html_blocks(filename: str, text: str, left_out: LeftOut) -> list[Line | TableBlock]:
    """The lines and tables of a stretch of HTML in another file; ``left_out`` takes what does not show.

    Raises:
        EmptyReport: there is no element in it.
        DamagedReport: its elements are nested too deep.
        ReportTooLarge: one of its tables is too wide.
    """
    walk = HtmlWalk(filename, left_out=left_out)
    walk.read(parse_html(filename, f"<body>{text}</body>".encode("utf-8", "replace")))
    return walk.blocks


def _language(root: Element) -> str | None:
    return root.get("lang") or root.get(_XML_LANGUAGE)
