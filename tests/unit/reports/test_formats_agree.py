"""The same report as Markdown, HTML and Word is the same report, and damaged bytes never do worse than an error."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import ReportError
from service.reports.html.reader import read_html
from service.reports.markdown.reader import read_markdown
from service.reports.model import Report
from service.reports.word.reader import read_docx
from tests.grid import Grid
from tests.trying import examples

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Statement:
    """A statement as one writes it down: its title, what its caption says, its rows."""

    title: str
    caption: str
    rows: Rows


INCOME = Statement(
    "Consolidated statement of income",
    "(In millions of euros, except per share data)",
    (
        ("", "2024", "2023"),
        ("Revenue", "€1,234", "€1,100"),
        ("Cost of sales", "(734)", "(650)"),
        ("Gross profit", "500", "450"),
        ("Gross margin", "40.5%", "40.9%"),
        ("Impairment", "—", "12"),
        ("Basic earnings per share", "€1.25", "€1.10"),
    ),
)
POSITION = Statement(
    "Balance sheet",
    "£'000",
    (("", "31 December 2024", "31 December 2023"), ("Cash", "2,165", "2,589"), ("Creditors", "(1,121)", "(871)")),
)
STATEMENTS = (INCOME, POSITION)
PROSE = "Revenue rose by 12.2% to 1,234 million euros in 2024."


def as_markdown(statements: tuple[Statement, ...]) -> bytes:
    parts = [PROSE, ""]
    for statement in statements:
        parts += [f"## {statement.title}", "", statement.caption, ""]
        lines = [f"| {' | '.join(row)} |" for row in statement.rows]
        parts += [lines[0], "|" + " --- |" * len(statement.rows[0]), *lines[1:], ""]
    return "\n".join(parts).encode()


def as_plain_html(statements: tuple[Statement, ...]) -> bytes:
    def table(rows: Rows) -> str:
        return "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)

    body = "".join(f"<h2>{s.title}</h2><p>{s.caption}</p><table>{table(s.rows)}</table>" for s in statements)
    return f"<html><head><meta charset=utf-8></head><body><p>{PROSE}</p>{body}</body></html>".encode()


def as_filed_html(statements: tuple[Statement, ...]) -> bytes:
    """As filing programs write it: every figure over three cells, headings only bold, all in nested blocks."""

    def figure(text: str) -> str:
        sign, digits = (text[0], text[1:]) if text[:1] in ("€", "£") and text[1:] else ("", text)
        closing = digits[-1] if digits[-1:] in (")", "%") else ""
        digits = digits.removesuffix(closing)
        tagged = f"<ix:nonFraction name='a'>{digits}</ix:nonFraction>"
        first = f"<td>{sign}</td><td>{tagged}</td>" if sign else f"<td colspan='2'>{tagged}</td>"
        return f"{first}<td>{closing}</td>"

    def row(texts: tuple[str, ...], header: bool) -> str:
        cells = [f"<td colspan='3'>{text}</td>" if header else figure(text) for text in texts[1:]]
        gap = "<td colspan='3'></td>"
        return f"<tr><td colspan='3'><div><span>{texts[0]}</span></div></td>{gap.join(cells)}</tr>"

    def block(statement: Statement) -> str:
        rows = "".join(row(texts, at == 0) for at, texts in enumerate(statement.rows))
        return (
            f"<div><div style='text-align:center'><span style='font-weight:700'>{statement.title}</span></div>"
            f"<div>{statement.caption}</div><div><table>{rows}</table></div></div>"
        )

    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"'
    return f"<html {names}><body><div>{PROSE}</div>{''.join(map(block, statements))}</body></html>".encode()


def as_word(statements: tuple[Statement, ...]) -> bytes:
    document = docx.Document()
    document.add_paragraph(PROSE)
    for statement in statements:
        document.add_heading(statement.title, level=2)
        document.add_paragraph(statement.caption)
        table = document.add_table(rows=len(statement.rows), cols=len(statement.rows[0]))
        for row, texts in enumerate(statement.rows):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    data = BytesIO()
    document.save(data)
    return data.getvalue()


FORMATS: dict[str, Callable[[tuple[Statement, ...]], Report]] = {
    "markdown": lambda statements: read_markdown("report.md", as_markdown(statements)),
    "plain html": lambda statements: read_html("report.html", as_plain_html(statements)),
    "filed html": lambda statements: read_html("report.html", as_filed_html(statements)),
    "word": lambda statements: read_docx("report.docx", as_word(statements)),
}


def figures(report: Report) -> list[tuple[object, ...]]:
    """Every figure with all that is known of it, but not where it stands on the grid of its format."""
    found: list[tuple[object, ...]] = []
    for table in report.tables:
        grid = Grid.of(table)
        labels = {column.index: column.label for column in table.columns}
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            if cell.number and not cell.header:
                index = grid.column_index(cell)
                label = None if index is None else labels[index]
                number = cell.number
                found.append(
                    (table.title, grid.row_label(cell.row), index, label, number.value, number.unit, number.scale)
                )
    return found


@pytest.mark.parametrize("name", ["plain html", "filed html", "word"])
def test_every_format_gives_the_figures_of_markdown(name: str) -> None:
    expected = figures(FORMATS["markdown"](STATEMENTS))
    assert len(expected) == 16
    assert figures(FORMATS[name](STATEMENTS)) == expected


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_sections_and_paragraphs(name: str) -> None:
    report = FORMATS[name](STATEMENTS)
    assert [section.title for section in report.sections] == [statement.title for statement in STATEMENTS]
    assert [paragraph.text for paragraph in report.paragraphs] == [
        PROSE, INCOME.title, INCOME.caption, POSITION.title, POSITION.caption,
    ]  # fmt: skip


FIGURE = st.one_of(
    st.just("—"),
    st.decimals(min_value=-(10**9), max_value=10**9, places=0).map(
        lambda value: f"({-value:,})" if value < 0 else f"{value:,}"
    ),
    st.decimals(min_value=Decimal("0.1"), max_value=Decimal("99.9"), places=1).map(lambda value: f"{value}%"),
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["Sales", "Costs", "Profit", "Tax", "Cash"]), FIGURE, FIGURE), min_size=2, max_size=8
)


@given(rows=ROWS)
@examples(25)
def test_any_table_of_figures_is_the_same_in_every_format(rows: list[tuple[str, str, str]]) -> None:
    statements = (Statement("Any statement", "(in thousands of pounds)", (("", "2024", "2023"), *rows)),)
    expected = figures(FORMATS["markdown"](statements))
    assert len(expected) == 2 * len(rows)
    for name in ("plain html", "filed html", "word"):
        assert figures(FORMATS[name](statements)) == expected


@cache
def word_document() -> bytes:
    """The main part of a small Word file, and nothing else, so that its bytes are worth changing."""
    with zipfile.ZipFile(BytesIO(as_word((POSITION,)))) as archive:
        return archive.read("word/document.xml")


def repacked(document: bytes) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", document)
    return data.getvalue()


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with some overwritten, some taken out, some doubled, and perhaps the end cut off."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 40))
        change = draw(
            st.one_of(st.binary(max_size=8), st.just(bytes(data[at : at + length]) * 2), st.sampled_from(TOKENS))
        )
        data[at : at + length] = change
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


TOKENS = [
    b"<table>", b"</table>", b"<tr>", b"</td>", b"<td rowspan=0>", b"<td colspan=-1>", b"<th colspan=99>", b"<br>",
    b"<style>", b"<sup>", b"&#0;", b"&#151;", b"<!--", b"<w:tbl>", b"<w:del>", b"<w:vMerge/>", b"\xff\xfe", b"\0",
    b'<w:gridSpan w:val="x"/>',
    b'<w:fldChar w:fldCharType="end"/>', b"<![CDATA[", b"<p style='font-size:1e9em'>", b"<p style='font-size:-.%'>",
]  # fmt: skip

FUZZ = examples(80)


def is_report_or_error(read: Callable[[], Report]) -> bool:
    try:
        return isinstance(read(), Report)
    except ReportError as error:
        return error.filename in str(error)


@given(data=damaged(as_filed_html((POSITION,))))
@FUZZ
def test_damaged_html_gives_a_report_or_a_report_error(data: bytes) -> None:
    assert is_report_or_error(lambda: read_html("report.html", data))


@given(data=damaged(word_document()))
@FUZZ
def test_a_damaged_word_document_gives_a_report_or_a_report_error(data: bytes) -> None:
    assert is_report_or_error(lambda: read_docx("report.docx", repacked(data)))


@given(data=damaged(repacked(word_document())))
@FUZZ
def test_a_damaged_word_archive_gives_a_report_or_a_report_error(data: bytes) -> None:
    assert is_report_or_error(lambda: read_docx("report.docx", data))
