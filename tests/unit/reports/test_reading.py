"""The way in: a file becomes a report, or an error that says why not."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import EmptyReport, ReportError
from service.reports.reading import read
from tests.trying import examples

ROWS = (("", "2024", "2023"), ("Sales", "1,200", "1,100"), ("Costs", "(900)", "—"))


def as_markdown() -> bytes:
    lines = ["# Results", "", "(in millions)", "", "| | | |", "| --- | --- | --- |"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in ROWS)]).encode()


def as_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    return f"<html><body><h1>Results</h1><p>(in millions)</p><table>{rows}</table></body></html>".encode()


def as_word() -> bytes:
    document = docx.Document()
    document.add_heading("Results", 1)
    document.add_paragraph("(in millions)")
    table = document.add_table(rows=len(ROWS), cols=3)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("filename", "data"), [("a.md", as_markdown()), ("a.html", as_html()), ("a.docx", as_word())])
def test_the_same_report_reads_the_same_in_every_format(filename: str, data: bytes) -> None:
    table = read(filename, data).tables[0]
    numbers = [(str(cell.number.value), cell.number.scale) for cell in table.cells if cell.number]
    assert numbers == [("1200", 6), ("1100", 6), ("-900", 6), ("0", 6)]
    assert [(column.label, table.title) for column in table.columns] == [("2024", "Results"), ("2023", "Results")]


@pytest.mark.parametrize(
    ("filename", "data"),
    [
        ("a.md", b"# Minutes\n\nWe met and agreed on everything.\n"),
        ("a.html", b"<html><body><p>We met and agreed on everything.</p></body></html>"),
        ("a.md", b"# 1 Minutes\n\n| Name | Role |\n| --- | --- |\n| Smith | Chair |\n"),
    ],
)
def test_a_file_without_figures_is_refused_as_nothing_to_audit(filename: str, data: bytes) -> None:
    with pytest.raises(EmptyReport, match="nothing to audit"):
        read(filename, data)


def test_a_sentence_with_a_figure_is_enough() -> None:
    assert read("a.md", b"Net sales were $1.2 billion in 2024.\n").tables == ()


def test_reading_markdown_loads_no_xml_parser() -> None:
    script = (
        "import sys; from service.reports.reading import read; read('a.md', b'Sales were 5.');"
        "sys.exit('lxml' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=root).returncode == 0


MARKUP = ["| ", " |", "\n", "---", "# ", "<td>", "&amp;", "\\|", "**", "- ", "```\n", "[a](b)", "\0", "é"]
MARKDOWN_BITS = st.sampled_from([*MARKUP, "1,234", "(5)", "$", "2024"])


WHOLE = {"a.docx": as_word(), "a.html": as_html(), "a.md": as_markdown()}


def format_or_reason(filename: str, data: bytes) -> str:
    try:
        return read(filename, data).format
    except ReportError as error:
        return error.reason


@given(st.lists(MARKDOWN_BITS, max_size=60).map("".join))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    assert format_or_reason("any.md", text.encode())


@examples(50)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8), st.sampled_from(["a.docx", "a.html", "a.md"]))
def test_a_file_damaged_anywhere_is_read_or_refused_with_a_reason(at: int, noise: bytes, filename: str) -> None:
    data = bytearray(WHOLE[filename])
    at %= len(data)
    data[at : at + len(noise)] = noise
    assert format_or_reason(filename, bytes(data))
