"""What markdown-it would leave out without a word is read, or the file is refused."""

from __future__ import annotations

import pytest

from service.errors import DamagedReport
from service.reports.markdown.reader import read_markdown

TABLE = "\n\n| | 2024 | 2023 |\n|---|---|---|\n| Sales | 1,200 | 1,100 |\n"


def nested_lists(depth: int) -> str:
    return "\n".join(f"{'  ' * level}- item {level}" for level in range(depth))


def nested_quotes(depth: int) -> str:
    return "> " * depth + "quoted"


def mixed(depth: int) -> str:
    return "\n".join(f"{'   ' * level}{'1.' if level % 2 else '-'} > item {level}" for level in range(depth))


@pytest.mark.parametrize("nested", [nested_lists, nested_quotes, mixed])
@pytest.mark.parametrize("depth", [1, 9, 10, 11, 25, 49])
def test_what_follows_nested_lists_and_quotations_is_read(nested: object, depth: int) -> None:
    assert callable(nested)
    report = read_markdown("r.md", f"{nested(depth)}{TABLE}".encode())

    assert [cell.text for cell in report.tables[0].cells][-3:] == ["Sales", "1,200", "1,100"]


@pytest.mark.parametrize(
    ("text", "depth"), [(nested_lists(51), 51), (nested_quotes(101), 101), (nested_lists(300), 300)]
)
def test_what_is_nested_too_deep_to_be_read_is_refused(text: str, depth: int) -> None:
    with pytest.raises(DamagedReport, match="nested more than 50 deep"):
        read_markdown("r.md", f"{text}{TABLE}".encode())


@pytest.mark.parametrize("before", ["", "> ", "- "])
def test_cells_that_no_head_stands_above_are_read(before: str) -> None:
    lines = ["| a | b |", "|---|---|", r"| x \| y | 1 | 2 | **3** |", "| z | 4 |"]
    text = "\n".join(f"{'  ' if before == '- ' and at else before}{line}" for at, line in enumerate(lines))

    report = read_markdown("r.md", text.encode())

    assert [(c.row, c.column, c.text) for c in report.tables[0].cells if c.row] == [
        (1, 0, "x | y"), (1, 1, "1"), (1, 2, "2"), (1, 3, "3"), (2, 0, "z"), (2, 1, "4"),
    ]  # fmt: skip


def test_a_figure_behind_a_colon_is_no_address_of_a_link() -> None:
    report = read_markdown("r.md", b"[Total]: 1,234\n\nThe [Total] grew.\n")

    assert [paragraph.text for paragraph in report.paragraphs] == ["[Total]: 1,234", "The [Total] grew."]


def test_addresses_of_links_are_no_text() -> None:
    report = read_markdown("r.md", b"See [the note][1].\n\n[1]: https://example.org/2024\n[2]: notes/2.md 'Note 2'\n")

    assert [paragraph.text for paragraph in report.paragraphs] == ["See the note."]


def test_front_matter_that_was_left_out_is_said() -> None:
    report = read_markdown("r.md", b"---\ntitle: Report\n---\n\n# Report\n")

    assert report.notes == ("the front matter of the file (between lines of dashes) was left out",)
