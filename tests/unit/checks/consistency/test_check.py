"""Sentences against the tables of a report, and against themselves."""

from __future__ import annotations

import pytest

from service.checks.consistency.check import check
from service.checks.outcome import Counts, Progress
from tests.unit.checks.given.told import checked, ignore, report


def titles(*sentences: str) -> list[str]:
    return [finding.title for finding in checked(*sentences).findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "Net sales increased $123.3 million, or 14.0%, to $1,001.4 million from $878.1 million.",
        "Net sales increased $123.3 million, or 14%, in 2024 compared to 2023.",
        "Net sales rose 14% to $1.0 billion.",
        "Interest expense decreased by $2.5 million, or 17%, in 2024.",
        "Net income was $299.8 million and $250.0 million in 2024 and 2023, respectively.",
        "Provision for income taxes was $88.8 million in 2024, $71.3 million in 2023 and $70.9 million in 2022.",
        "Gross profit amounted to $401.2 million in 2024 (2023: $336.4 million).",
        "Net sales increased by 14.0% and 2.0% in 2024 and 2023, respectively.",
        "Net sales increased approximately $120 million, or 14%, in 2024.",
        "Net income grew by more than $45 million, or 20%, to $299.8 million in 2024.",
    ],
)
def test_what_agrees_with_the_table_passes(sentence: str) -> None:
    outcome = checked(sentence)

    assert outcome.findings == ()
    assert outcome.counts.passed > 0
    assert outcome.counts.failed == 0


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "Net sales increased $123.3 million, or 41%, in 2024 compared to 2023.",
            "The percentage change of “Net sales” is 14% in the table, 41% in the text",
        ),
        (
            "Net sales increased $132.3 million, or 14%, to $1,001.4 million in 2024.",
            "$132.3 million does not follow from $1,001.4 million and 14%",
        ),
        (
            "Net sales rose 41% to $1,001.4 million in 2024.",
            "The percentage change of “Net sales” is 14% in the table, 41% in the text",
        ),
        (
            "Net income was $299.8 million and $205.0 million in 2024 and 2023, respectively.",
            "“Net income” is 250.0 in the table, $205.0 million in the text",
        ),
        (
            "Provision for income taxes was $88.8 million in 2024, $71.3 million in 2023 and $79.0 million in 2022.",
            "“Provision for income taxes” is 70.9 in the table, $79.0 million in the text",
        ),
        (
            "Gross profit amounted to $410.2 million in 2024 (2023: $336.4 million).",
            "“Gross profit” is 401.2 in the table, $410.2 million in the text",
        ),
        (
            "The provision for income taxes was $98.8 million in 2024.",
            "“Provision for income taxes” is 88.8 in the table, $98.8 million in the text",
        ),
        (
            "Net sales decreased $123.3 million, or 14%, in 2024.",
            "“Net sales” shows an increase in the table, a decrease in the text",
        ),
    ],
)
def test_what_contradicts_the_table_is_found(sentence: str, title: str) -> None:
    if "does not follow" in title:
        assert len(titles(sentence)) == 1
    else:
        assert titles(sentence) == [title]


@pytest.mark.parametrize(
    "sentence",
    [
        "Net sales of the Pumps segment increased by 5.2% in 2024.",
        "On a constant currency basis, net sales increased 12% in 2024.",
        "Net sales increased 14%, or 11% on a constant currency basis, in 2024.",
        "We recorded interest expense of $1.2 million on the new bridge loan in 2024.",
        "Net sales would have increased by 20% in 2024.",
        "We expect net sales to increase by 25% in 2025.",
        "A 10% rise in rates could increase interest expense by $4 million in 2024.",
        "Net sales increased between 5% and 7% in 2024 in most regions.",
        "In 2019 net income was $12.0 million.",
    ],
)
def test_what_can_not_be_tied_with_certainty_is_no_finding(sentence: str) -> None:
    assert titles(sentence) == []


def test_a_finding_carries_the_sentence_and_the_cells_it_was_held_against() -> None:
    sentence = "Net income was $299.8 million and $205.0 million in 2024 and 2023, respectively."
    made = report("Net sales grew.", sentence)

    (finding,) = check(made, ignore).findings

    text, wrong, agreed = finding.locations
    assert text.quote == sentence
    assert text.paragraph is not None
    assert made.paragraphs[text.paragraph].text == sentence
    assert text.section == "Review"
    assert (wrong.row_label, wrong.column_label, wrong.quote) == ("Net income", "2023", "250.0")
    assert (wrong.table, wrong.row, wrong.column) == (0, 6, 2)
    assert agreed.quote == "299.8"
    assert (finding.reported, finding.expected, finding.difference) == ("205.0", "250.0", "-45.0")
    assert (finding.unit, finding.severity, finding.source) == ("USD million", "high", "computed")


def test_the_same_report_has_the_same_findings_twice() -> None:
    sentence = "Net sales rose 41% to $1,001.4 million in 2024."

    assert checked(sentence) == checked(sentence)


def test_another_row_that_explains_the_figure_stands_against_a_finding() -> None:
    table = """
| (in millions) | 2024 | 2023 |
| --- | --- | --- |
| Net sales, Europe | $120.0 | $100.0 |
| Net sales, Asia | $81.0 | $100.0 |
"""
    said = "Net sales were $120.0 million and $100.0 million in 2024 and 2023, respectively."

    assert checked(said, table=table).findings == ()
    assert checked(said.replace("$120.0", "$81.0"), table=table).findings == ()


def test_sentences_in_a_cell_are_checked_where_they_stand() -> None:
    table = """
| Topic | What management says of the year that has ended |
| --- | --- |
| Sales | Net sales increased by $20 million, or 50%, to $120 million from $100 million in the year. |
"""
    (finding,) = checked("The year had 366 days.", table=table).findings

    place = finding.locations[0]
    assert (place.table, place.row, place.column, place.paragraph) == (0, 1, 1, None)
    assert finding.expected == "20"


def test_a_figure_cut_off_instead_of_rounded_is_no_finding() -> None:
    outcome = checked("Net income was $0.29 billion and $0.25 billion in 2024 and 2023, respectively.")

    assert outcome.findings == ()


def test_progress_counts_the_sentences_that_print_figures() -> None:
    told: list[Progress] = []

    check(report("Net sales rose 14% in 2024.", "Nothing to count here.", "It was 2% in 2023."), told.append)

    assert [(step.completed, step.total) for step in told] == [(1, 2), (2, 2)]


def test_a_report_without_sentences_has_nothing_to_check() -> None:
    assert checked().counts == Counts()


def test_a_row_that_the_sentence_names_shows_the_direction_by_one_figure_of_two_digits() -> None:
    [finding] = checked("Net sales decreased 14% in 2024 compared with 2023.").findings
    assert finding.check == "change_direction"
    assert "decreased 14%" in (finding.locations[0].quote or "")
    assert not checked("Net sales increased 14% in 2024 compared with 2023.").findings
    assert not checked("Sales of spare parts decreased 14% in 2024 compared with 2023.").findings
