"""Pages are known by the numbers that are printed on them, where those are not their places in the file."""

from __future__ import annotations

import pytest

from service.reports.model import Report
from service.reports.pdf.reader import read_pdf
from tests.unit.reports.given.drawn import Drawing

FOOT = 800
NOTHING = ""


def printed(*feet: str, label: str = "") -> Report:
    """A page for each, with some text and this at its foot; ``label`` is what the file says of its pages' numbers."""
    drawing = Drawing()
    for number, foot in enumerate(feet):
        if number:
            drawing.page()
        drawing.text(50, 100, f"Plant {'abcdefghijklmnop'[number]} made {17 * (number % 5) + 300} pumps this year.")
        drawing.text(50, 300, "The rest of the page has other words on it, in lines of their own.")
        if foot:
            drawing.text(290, FOOT, foot)
    return read_pdf("a.pdf", drawing.data().replace(b"/Type /Catalog", b"/Type /Catalog %s" % label.encode()))


def labels(report: Report) -> list[str]:
    return [page.label for page in report.shown]


def test_numbers_that_begin_behind_the_cover_are_those_of_the_pages() -> None:
    assert labels(printed(NOTHING, NOTHING, "1", "2", "3", "4")) == ["", "", "1", "2", "3", "4"]


def test_roman_numbers_and_those_of_an_appendix_are_ways_to_count_too() -> None:
    found = labels(printed("ii", "iii", "iv", "1", "2", "3", "F-1", "F-2", "F-3"))

    assert found == ["ii", "iii", "iv", "1", "2", "3", "F-1", "F-2", "F-3"]


def test_a_number_at_the_end_of_a_running_line_counts_and_a_page_without_one_between_two_is_counted() -> None:
    feet = [f"Annual report 2025 {number}" for number in range(41, 47)]
    feet[2] = NOTHING

    assert labels(printed(*feet)) == ["41", "42", "43", "44", "45", "46"]


def test_numbers_that_are_the_places_in_the_file_need_no_word() -> None:
    assert labels(printed("1", "2", "3", "4")) == [""] * 4


@pytest.mark.parametrize(
    "feet",
    [
        ("2025", "2025", "2025", "2025"),
        ("7", "9", "7", "9"),
        ("5", "6", NOTHING, "31"),
        ("12", NOTHING, NOTHING, NOTHING, NOTHING, "17", NOTHING, NOTHING, NOTHING, NOTHING, "22"),
    ],
)
def test_what_does_not_go_up_with_the_pages_is_no_number_of_a_page(feet: tuple[str, ...]) -> None:
    assert labels(printed(*feet)) == [""] * len(feet)


def test_what_the_file_says_goes_before_what_is_printed() -> None:
    says = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 11 /P (A-) >>] >>"

    assert labels(printed("1", "2", "3", "4", label=says)) == ["i", "ii", "A-11", "A-12"]


def test_a_label_as_long_as_a_sentence_is_none() -> None:
    says = "/PageLabels << /Nums [0 << /P (This is the cover of the report) >> 1 << /S /D >>] >>"

    assert labels(printed(NOTHING, NOTHING, NOTHING, label=says)) == ["", "1", "2"]
