"""Markdown as people and programs write it."""

from __future__ import annotations

import pytest

from service.errors import ReportTooLarge, UnsupportedFormat
from service.reports import limits
from service.reports.markdown.reader import read_markdown
from service.reports.model import Report
from tests.grid import Grid


def read(text: str) -> Report:
    return read_markdown("report.md", text.encode())


def texts(report: Report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


STATEMENT = """\
# Example plc

## Income statement

(in millions)

|  |  |  |
| --- | --- | --- |
|  | 2024 | 2023 |
| Sales | $1,200 | $1,100 |
| Costs | (900) | (850) |

See accompanying notes.
"""


def test_the_header_line_is_row_zero_and_the_line_of_dashes_is_no_row() -> None:
    table = read(STATEMENT).tables[0]
    assert (table.rows, table.width, table.header_rows) == (4, 3, 2)
    figure = Grid.of(table).cell(2, 1)
    assert figure is not None
    assert (figure.text, figure.number and str(figure.number.value)) == ("$1,200", "1200")


def test_tables_know_their_section_their_title_and_their_place() -> None:
    report = read(STATEMENT)
    table = report.tables[0]
    assert table.section is not None
    assert (report.sections[table.section].title, table.title) == ("Income statement", "Income statement")
    assert (table.caption_text, table.scale, table.paragraph) == ("(in millions)", 6, 3)


def test_headings_open_sections_inside_of_each_other() -> None:
    report = read("# A\n\n## B\n\nText 1\n\nC\n-\n\nD\n=\n")
    assert [(s.title, s.level, s.parent) for s in report.sections] == [
        ("A", 1, None),
        ("B", 2, 0),
        ("C", 2, 0),
        ("D", 1, None),
    ]
    assert texts(report) == ["A", "B", "Text 1", "C", "D"]
    assert [p.heading for p in report.paragraphs] == [True, True, False, True, True]
    assert report.paragraphs[2].section == 1


def test_pipes_escaped_in_a_cell_do_not_part_it() -> None:
    table = read("| a \\| b | 1,000 |\n|:--|--:|\n| c | 2,000 |\n").tables[0]
    assert table.width == 2
    assert table.cells[0].text == "a | b"


def test_markup_inside_of_cells_is_no_part_of_the_text() -> None:
    table = read(
        "| Item | 2024 |\n| --- | ---: |\n| **Total** [sales](x.html) `net` | **$1,200** |\n| *Loss* | _(300)_ |\n"
    ).tables[0]
    assert [cell.text for cell in table.cells[2:]] == ["Total sales net", "$1,200", "Loss", "(300)"]
    assert [str(cell.number.value) for cell in table.cells if cell.number] == ["1200", "-300"]


def test_entities_and_line_breaks_are_read_as_what_they_stand_for() -> None:
    table = read("| Item | 2024 |\n| --- | --- |\n| R&amp;D<br>costs | &pound;1,200 |\n| Other | &mdash; |\n").tables[0]
    assert [cell.text for cell in table.cells[2:]] == ["R&D costs", "£1,200", "Other", "—"]
    assert table.cells[5].kind == "nil"


def test_a_dollar_sign_or_asterisk_beside_figures_is_kept() -> None:
    table = read("| Item | 2024 |\n| --- | --- |\n| Sales* | $1,200* |\n").tables[0]
    assert (table.cells[2].text, table.cells[3].text) == ("Sales*", "$1,200*")


def test_rows_with_fewer_cells_than_the_header_are_filled_up() -> None:
    table = read("| Item | 2024 | 2023 |\n| --- | --- | --- |\n| Sales | 1,200 |\n").tables[0]
    assert [cell.kind for cell in table.cells if cell.row == 1] == ["text", "number", "empty"]


def test_front_matter_is_left_out() -> None:
    report = read("---\ntitle: Report\nyear: 2024\n---\n\n# Results\n\nSales were 5.\n")
    assert texts(report) == ["Results", "Sales were 5."]


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert texts(read("---\n\nSales were 5.\n\nCosts were 3.\n")) == ["Sales were 5.", "Costs were 3."]
    assert texts(read("---\n\nSales were 5.\n\n---\n\nCosts were 3.\n")) == ["Sales were 5.", "Costs were 3."]


def test_lists_and_quotes_become_paragraphs() -> None:
    assert texts(read("- Sales rose\n- Costs fell\n  - by 3%\n\n1. First\n\n> Quoted\n")) == [
        "Sales rose",
        "Costs fell",
        "by 3%",
        "First",
        "Quoted",
    ]


def test_lines_of_one_paragraph_are_joined() -> None:
    assert texts(read("Sales rose\nby 3%.\n")) == ["Sales rose by 3%."]


def test_tables_in_html_are_tables() -> None:
    report = read("Before.\n\n<table>\n<tr><td>Sales</td><td>1,200</td></tr>\n\n</table>\n\nEnd.\n")
    assert texts(report) == ["Before.", "End."]
    assert [cell.text for cell in report.tables[0].cells] == ["Sales", "1,200"]
    assert report.tables[0].paragraph == 1


def test_comments_are_left_out() -> None:
    assert texts(read("<!-- page 3 -->\n\nSales <!-- draft --> rose by 3%.\n")) == ["Sales rose by 3%."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_in_any_common_encoding_is_read(encoding: str) -> None:
    data = "# Results\r\n\r\nSales were £1,200 – up 3%.\r\n".encode(encoding)
    assert texts(read_markdown("report.md", data)) == ["Results", "Sales were £1,200 – up 3%."]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnsupportedFormat, match=r"report\.md: .*not text"):
        read_markdown("report.md", bytes(range(256)) * 10)


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 5)
    with pytest.raises(ReportTooLarge, match="more than 5 cells"):
        read(STATEMENT)


def test_more_paragraphs_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PARAGRAPHS", 2)
    with pytest.raises(ReportTooLarge, match="more than 2 paragraphs"):
        read(STATEMENT)


def test_a_table_wider_than_the_limit_is_refused() -> None:
    with pytest.raises(ReportTooLarge, match=r"1,001 columns"):
        read("|" + "a|" * 1001 + "\n|" + "-|" * 1001 + "\n")


def test_a_text_that_is_too_long_is_refused_before_it_is_taken_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MAX_SOURCE_CHARACTERS", 10)
    with pytest.raises(ReportTooLarge, match="it has 11 characters, the limit is 10; split it"):
        read("Sales: 5 €.")
    assert texts(read("Sales: 5 €")) == ["Sales: 5 €"]
