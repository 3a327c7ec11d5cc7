"""A report survives its way through bytes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.reports import codec
from service.reports.codec import decode, encode, shortened, whole
from service.reports.flow.builder import ReportBuilder
from service.reports.model import Report
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


def book(text: str, cells: int) -> Report:
    """A table that shows a text in each of its rows."""
    rows = "\n".join(f"{text} | {at}" for at in range(cells))
    return report(raw(f" | 2025\n{rows}"))


def test_a_long_text_in_two_thousand_cells_is_kept_once() -> None:
    made = book('a note with "quotes", a \\ and a {"repeated":0} ' + "of many words " * 100, 2_000)

    kept = encode(made)

    assert len(kept) < 400_000
    assert len(whole(kept)) > 2_000_000
    assert kept.count(b"of many words") == 100
    assert decode(kept) == made


def test_what_stands_for_a_text_is_json() -> None:
    said = json.loads(encode(book("of many words " * 100, 2_000)))

    assert said["texts"] == [("of many words " * 100).strip()]
    assert {"repeated": 0} in [cell["text"] for cell in said["report"]["tables"][0]["cells"]]


def test_a_report_that_is_not_large_is_kept_as_ever() -> None:
    kept = encode(book("of many words " * 10, 20))

    assert kept.startswith(b'{"format":')
    assert whole(kept) is kept


@pytest.mark.parametrize(
    "kept",
    [
        b'{"texts":["a","b"],"report":{"repeated":2}}',
        b'{"texts":["%b"],"report":[%b]}' % (b"a" * 2**20, b",".join([b'{"repeated":0}'] * 40)),
        b'{"texts":["a"',
        b'{"texts":[1],"report":{}}',
        b'{"texts":["a"],"report":1',
    ],
    ids=["a text that is not there", "more than a report may be", "cut off", "a number for a text", "not closed"],
)
def test_what_a_worker_made_up_is_refused_before_it_is_copied(kept: bytes) -> None:
    with pytest.raises(ValueError, match="repeated"):
        whole(kept)


@given(st.lists(st.text(max_size=100), max_size=30))
def test_whatever_texts_a_report_has_they_come_back(texts: list[str]) -> None:
    plain = json.dumps(texts * 3, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(codec, "LARGE_BYTES", 0)
        patched.setattr(codec, "LONG_BYTES", 4)

        assert whole(shortened(plain)) == plain


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
