"""Places that a person chooses in a report, in the words of the report."""

from __future__ import annotations

import pytest

from service.audits.reviewing.places import NoSuchPlace, Placed, placed
from service.audits.reviewing.requested import Chosen
from service.findings import Location
from service.projections.figures.printed import printed_figures
from service.reports.model import Report
from service.reports.reading import read

REPORT = b"""# Annual report 2031

## Balance sheet

| GBP million | 2031 | 2030 |
|---|---|---|
| Vessels | 4,310 | 4,120 |
| Quays | 900 | |

We own 37 vessels. Our quays handled 12.5 million tonnes, 3% more.
"""


@pytest.fixture
def report() -> Report:
    return read("report.md", REPORT)


def at(report: Report, **chosen: int) -> Placed:
    return placed(report, Chosen(**chosen))


def test_a_figure_of_a_table_is_named_by_its_line_column_and_section(report: Report) -> None:
    where = Location(
        table=0,
        row=1,
        column=1,
        table_title="Balance sheet",
        row_label="Vessels",
        column_label="2031",
        section="Balance sheet",
        quote="4,310",
    )

    assert at(report, table=0, row=1, column=1) == Placed(where, "4310", "GBP million")


def test_where_a_figure_is_missing_there_is_a_place_and_no_figure(report: Report) -> None:
    one = at(report, table=0, row=2, column=2)

    assert (one.location.row_label, one.location.column_label, one.location.quote) == ("Quays", "2030", "")
    assert (one.reported, one.unit) == (None, None)


def test_a_figure_of_a_sentence_is_quoted_with_its_sentence(report: Report) -> None:
    text = report.paragraphs[-1].text
    start = text.index("12.5")
    (figure,) = [one for one in printed_figures(report) if one.place.start == start]

    one = at(report, paragraph=len(report.paragraphs) - 1, start=start, end=figure.place.end or 0)

    assert one.location.quote == "Our quays handled 12.5 million tonnes, 3% more."
    assert one.reported == "12.5"


def test_words_of_a_text_are_quoted_as_they_are_and_a_whole_text_by_its_beginning(report: Report) -> None:
    last = len(report.paragraphs) - 1

    assert at(report, paragraph=last, start=0, end=18).location.quote == "We own 37 vessels."
    assert at(report, paragraph=last).location.quote == report.paragraphs[-1].text
    assert at(report, paragraph=last).reported is None


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "neither a table nor a paragraph"),
        ({"table": 1, "row": 0, "column": 0}, "the report has 1 table"),
        ({"table": -1, "row": 0, "column": 0}, "the report has 1 table"),
        ({"table": 0, "row": 3, "column": 0}, "the table has 3 rows and 3 columns"),
        ({"table": 0, "row": 1}, "the table has 3 rows and 3 columns"),
        ({"paragraph": 99}, "the report has 3 paragraphs"),
        ({"paragraph": 2, "start": 5, "end": 5000}, "the text has 66 characters"),
        ({"paragraph": 2, "start": 5, "end": 5}, "the text has 66 characters"),
        ({"table": 0, "row": 1, "column": 1, "start": 0, "end": 6}, "the text has 5 characters"),
        ({"table": 0, "row": 1, "column": 1, "paragraph": 2}, "a table and a paragraph as one place"),
        ({"paragraph": 2, "row": 1}, "a table and a paragraph as one place"),
        ({"paragraph": 2, "start": 5}, "only one of start and end"),
        ({"paragraph": 2, "end": 5}, "only one of start and end"),
    ],
    ids=str,
)
def test_what_is_not_in_the_report_is_no_place(report: Report, chosen: dict[str, int], words: str) -> None:
    with pytest.raises(NoSuchPlace, match=words):
        at(report, **chosen)


def test_places_in_endless_texts_are_kept_in_words_that_fit_an_event() -> None:
    text = "We own " + "old and new " * 60_000 + "37 vessels."
    cells = f"| | 2031 |\n|---|---|\n| {'Vessels and ' * 20_000}quays | 4,310 |\n"
    report = read("report.md", f"# Fleet\n\n{cells}\n{text}\n".encode())
    last = len(report.paragraphs) - 1
    start = report.paragraphs[last].text.index("37")

    sentence = at(report, paragraph=last, start=start, end=start + 2)
    cell = at(report, table=0, row=1, column=1)

    assert (sentence.reported, sentence.location.quote) == ("37", text[start - 500 :])
    assert (cell.reported, cell.location.row_label) == ("4310", ("Vessels and " * 25))
