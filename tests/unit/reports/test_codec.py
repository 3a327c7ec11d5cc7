"""A report survives its way through bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.reports.codec import decode, encode
from service.reports.flow.builder import ReportBuilder
from service.reports.tables.raw import RawCell, RawTable
from tests.unit.reports.given.printed_tables import raw, report


def test_a_report_comes_back_as_it_was() -> None:
    made = report(
        "# Results", "(in millions)", raw(" | 2024<2\nSales | $ | 1,200.50\nLoss | | (3)\nRate | | 6.10%\nNone | | —")
    )
    assert decode(encode(made)) == made


def test_decimals_keep_the_digits_they_were_printed_with() -> None:
    back = decode(encode(report(raw("Rate | 6.10%\nSales | 1,200.00"))))
    assert [str(cell.number.value) for cell in back.tables[0].cells if cell.number] == ["6.10", "1200.00"]


def test_notes_language_and_pages_are_kept() -> None:
    builder = ReportBuilder("a.docx", "docx", language="en-GB", pages=3)
    builder.note("tracked deletions were left out")
    builder.note("tracked deletions were left out")
    back = decode(encode(builder.build()))
    assert (back.format, back.language, back.pages, back.notes) == (
        "docx",
        "en-GB",
        3,
        ("tracked deletions were left out",),
    )


def test_bytes_that_are_no_report_are_refused() -> None:
    with pytest.raises(ValidationError):
        decode(b'{"format": "stone"}')


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["2024", "(1,234)", "$", ")", "%", "—", "Note", "£m", "(1)", "12.5%", "Total", "per share", "(in millions)", ""]
)


@st.composite
def raw_tables(draw: st.DrawFn) -> RawTable:
    rows, width = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    cells: list[RawCell] = []
    for row in range(rows):
        column = 0
        while column < width:
            span = draw(st.integers(1, width - column))
            cells.append(RawCell(row, column, draw(TEXTS), span, 1, draw(st.booleans())))
            column += span
    return RawTable(rows, width, tuple(cells))


@given(st.lists(raw_tables() | TEXTS, max_size=4))
def test_any_table_can_be_laid_out_and_comes_back_through_bytes(blocks: list[RawTable | str]) -> None:
    builder = ReportBuilder("any.html", "html")
    for block in blocks:
        builder.table(block) if isinstance(block, RawTable) else builder.paragraph(block)
    made = builder.build()
    assert decode(encode(made)) == made
    for table in made.tables:
        taken = [column for group in table.columns for column in group.columns]
        assert len(taken) == len(set(taken))
        assert all((cell.number is not None) == (cell.kind in {"number", "nil"}) for cell in table.cells)
