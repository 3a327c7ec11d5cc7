"""Tables in Markdown as programs write them: rows broken over lines, no line of dashes, HTML in the middle of it."""

from __future__ import annotations

import pytest

from service.reports.markdown.mending import mended
from service.reports.markdown.reader import read_markdown

BROKEN_HEAD = """| Assets
 Current: | June 30,
2031 | June 30,
2030 |
|:---|---:|---:|
| Cash | 4,812 | 4,390 |
| Total | 4,812 | 4,390 |
"""
BROKEN_BODY = """| | Year
ended | 2030 |
|---|---|---|
| Cash and
cash equivalents | 4,812 | 4,390 |
| Stock | 9,204 | 8,118 |

After.
"""
NO_DASHES = "| Item | 2031 | 2030 |\n| Cash | 4,812 | 4,390 |\n| Total | 4,812 | 4,390 |\n"
WHOLE = "Text | with a bar\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n\n| one cell |\n"


def cells(text: str) -> list[list[str]]:
    (table,) = read_markdown("report.md", text.encode()).tables
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def test_a_head_broken_over_lines_is_one_row() -> None:
    assert cells(BROKEN_HEAD)[0] == ["Assets Current:", "June 30, 2031", "June 30, 2030"]
    assert len(cells(BROKEN_HEAD)) == 3


def test_a_row_broken_over_lines_is_one_row() -> None:
    assert cells(BROKEN_BODY) == [
        ["", "Year ended", "2030"],
        ["Cash and cash equivalents", "4,812", "4,390"],
        ["Stock", "9,204", "8,118"],
    ]


def test_rows_without_a_line_of_dashes_are_a_table() -> None:
    assert cells(NO_DASHES)[0] == ["Item", "2031", "2030"]
    assert len(cells(NO_DASHES)) == 3


def test_what_is_whole_is_left_as_it_is() -> None:
    assert mended(WHOLE.split("\n")) == WHOLE.split("\n")


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>EUR</th><th>2031</th></tr><tr><td>Cash</td><td>4,812</td></tr></table>",
        "<table>\n<tr>\n<th>EUR</th>\n\n<th>2031</th></tr>\n    <tr><td>Cash</td>\n\n<td>4,812</td></tr>\n</table>",
        "<div><TABLE border=1><tbody><tr><td>EUR<td>2031<tr><td>Cash<td>4,812</TABLE></div>",
        "Here: <table><tr><td>EUR</td><td>2031</td></tr><tr><td>Cash</td><td>4,812</td></tr></table> and on.",
    ],
)
def test_a_table_in_html_is_read_as_html(table: str) -> None:
    assert cells(f"# Assets\n\n{table}\n\nText.\n") == [["EUR", "2031"], ["Cash", "4,812"]]


def test_a_table_in_html_that_is_never_closed_leaves_the_text_as_it_is() -> None:
    report = read_markdown("report.md", b"<table>\n<tr><td>Cash</td><td>4,812</td></tr>\n\nMore text of 2031.\n")
    assert report.tables == ()
    assert [paragraph.text for paragraph in report.paragraphs] == ["Cash 4,812", "More text of 2031."]
