"""Markdown: CommonMark with pipe tables, as markdown-it reads it, with tables in HTML and tables made by blanks."""

from __future__ import annotations

import html
import re

from markdown_it.token import Token

from service.errors import DamagedReport
from service.reports.door.encoding import decode_text
from service.reports.flow.blocks import TableBlock
from service.reports.flow.builder import ReportBuilder
from service.reports.flow.reading_order import lay_down
from service.reports.leftout import LeftOut
from service.reports.limits import Limits
from service.reports.markdown.commonmark import NestedTooDeepError
from service.reports.markdown.mending import mended
from service.reports.markdown.parts import Html, Part, Plain, parts_of
from service.reports.model import Report
from service.reports.tables.raw import RawCell, RawTable

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:(?:[\w-]+:|[ \t]+\S|- |#)[^\n]*\n|[ \t]*\n)*(?:---|\.\.\.)[ \t]*\n")
_TAG = re.compile(r"<[^<>]*>")


def read_markdown(filename: str, data: bytes) -> Report:
    """The report in a Markdown file.

    Headings open sections; a table's header line is row 0 and the line of dashes is no row.

    Raises:
        UnsupportedFormat: the bytes are not text.
        DamagedReport: its lists are nested deeper than can be read.
        ReportTooLarge: more characters, cells or paragraphs than the limits allow.
    """
    text = decode_text(filename, data)
    Limits(filename).check_source(len(text))
    builder = ReportBuilder(filename, "markdown")
    body, front = _FRONT_MATTER.subn("", text.replace("\r\n", "\n"), count=1)
    if front:
        builder.note("the front matter of the file (between lines of dashes) was left out")
    left_out = LeftOut()
    try:
        for part in parts_of("\n".join(mended(body.split("\n")))):
            _give(part, builder, left_out)
    except NestedTooDeepError as error:
        raise DamagedReport(filename, f"{error}, and what is in them cannot be read; make them flat") from error
    left_out.tell(builder)
    return builder.build()


def _give(part: Part, builder: ReportBuilder, left_out: LeftOut) -> None:
    if isinstance(part, TableBlock):
        builder.table(part.raw())
    elif isinstance(part, Html):
        from service.reports.html.reader import html_blocks  # noqa: PLC0415 - few Markdown files need an XML parser

        lay_down(html_blocks(builder.filename, part.text, left_out), builder)
    elif isinstance(part, Plain):
        for line in part.lines:
            builder.paragraph(line)
    else:
        _read(part, builder)


def _read(tokens: list[Token], builder: ReportBuilder) -> None:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
            builder.table(_table(tokens[at:end]))
            at = end
        elif token.type == "heading_open":
            builder.heading(int(token.tag[1]), _inline(tokens[at + 1]))
            at += 2
        elif token.type == "inline":
            builder.paragraph(_inline(token))
        elif token.type in {"html_block", "fence", "code_block"}:
            for line in _stripped(token):
                builder.paragraph(line)
        at += 1


def _table(tokens: list[Token]) -> RawTable:
    cells: list[RawCell] = []
    row, column, width = -1, 0, 0
    for token in tokens:
        if token.type == "tr_open":
            row, column = row + 1, 0
        elif token.type == "inline":
            cells.append(RawCell(row, column, _inline(token), header=row == 0))
            column += 1
            width = max(width, column)
    return RawTable(row + 1, width, tuple(cells))


def _inline(token: Token) -> str:
    """The text of inline content without its markup; line breaks become spaces."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in {"text", "code_inline", "text_special"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"} or (child.type == "html_inline" and child.content[:3] == "<br"):
            parts.append(" ")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts).strip()


def _stripped(token: Token) -> list[str]:
    if token.type != "html_block":
        return token.content.splitlines()
    return [html.unescape(_TAG.sub(" ", line)) for line in token.content.splitlines()]
