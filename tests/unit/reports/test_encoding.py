"""Text in every encoding that programs write, with its mark and without, is read as the same report."""

from __future__ import annotations

import pytest

from service.reports.reading import read

MARKDOWN = "# Über uns\n\n| | 2024 | 2023 |\n|---|---|---|\n| Erlöse | 1.240 | 1.110 |\n| Übrige | 310 | 205 |\n"
HTML = (
    "<html><body><h1>Über uns</h1><table><tr><td></td><td>2024</td><td>2023</td></tr>"
    "<tr><td>Erlöse</td><td>1.240</td><td>1.110</td></tr><tr><td>Übrige</td><td>310</td><td>205</td></tr></table>"
    "</body></html>"
)
GREEK = "# Έκθεση\n\n| | 2024 | 2023 |\n|---|---|---|\n| Έσοδα | 1.240 | 1.110 |\n| Λοιπά | 310 | 205 |\n"
CELLS = ["2024", "2023", "1.240", "1.110", "310", "205"]
MARKED = ["utf-8-sig", "utf-16", "utf-32"]
UNMARKED = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


def figures(filename: str, data: bytes) -> list[str]:
    report = read(filename, data)
    return [cell.text for table in report.tables for cell in table.cells if cell.text[:1].isdigit()]


@pytest.mark.parametrize("encoding", MARKED + UNMARKED)
@pytest.mark.parametrize(("filename", "text"), [("r.md", MARKDOWN), ("r.html", HTML), ("r.txt", GREEK), ("r", HTML)])
def test_a_text_is_read_in_whatever_encoding_it_is_written(filename: str, text: str, encoding: str) -> None:
    assert figures(filename, text.encode(encoding)) == CELLS


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-32-be"])
def test_a_mark_says_which_way_round_the_bytes_are(encoding: str) -> None:
    assert figures("r.html", f"\ufeff{HTML}".encode(encoding)) == CELLS


@pytest.mark.parametrize("filename", ["r.md", "r.html"])
def test_a_byte_of_zero_by_mistake_is_no_other_encoding(filename: str) -> None:
    text = MARKDOWN if filename == "r.md" else HTML
    data = (text + "<!-- " + "x" * 2000 + "\0 -->").encode()

    assert figures(filename, data) == CELLS
