"""Sentences and dates of running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reports.figures.dates import DATE, PrintedDate, read_date
from service.reports.prose.sentences import sentences


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sales in the U.S. Segment rose by $1.2 million.",
        "Apple Inc. and Example Corp. Holdings agreed.",
        "See No. 5 and Art. 7 for the terms.",
        "Profit was $1.2 million in approx. 12 weeks.",
        "On Dec. 31, 2024 Mr. Smith left.",
        "It fell by 0.5% (see Sec. 4).",
    ],
)
def test_a_point_that_ends_no_sentence_splits_none(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_sentences_end_where_the_next_begins() -> None:
    text = "Revenue was $1.2 million. Costs fell. “It grew!” Did it? Yes."

    assert split(text) == ["Revenue was $1.2 million.", "Costs fell.", "“It grew!”", "Did it?", "Yes."]


def test_an_abbreviation_ends_a_sentence_where_the_next_word_opens_one() -> None:
    assert split("It grew in the U.S. The fall was 5%.") == ["It grew in the U.S.", "The fall was 5%."]


def test_bullets_and_lines_part_sentences() -> None:
    assert split("Changes: • Cost rose 5%. • R&D fell 2.5%") == ["Changes:", "Cost rose 5%.", "R&D fell 2.5%"]
    assert split("First line\nSecond line") == ["First line", "Second line"]


@given(st.text(max_size=300))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    found = sentences(text)

    assert all(text[one.start : one.start + len(one.text)] == one.text for one in found)
    assert all(one.start + len(one.text) <= after.start for one, after in pairwise(found))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("December 31, 2024", PrintedDate(2024, 12, 31)),
        ("Dec. 31, 2024", PrintedDate(2024, 12, 31)),
        ("31 December 2024", PrintedDate(2024, 12, 31)),
        ("30th June 2020", PrintedDate(2020, 6, 30)),
        ("June 2025", PrintedDate(2025, 6, None)),
        ("March 31", PrintedDate(None, 3, 31)),
        ("2024-12-31", PrintedDate(2024, 12, 31)),
        ("31.12.2024", PrintedDate(2024, 12, 31)),
        ("12/31/2024", PrintedDate(2024, 12, 31)),
        ("05/06/2024", PrintedDate(2024, None, None)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_printed(text: str, date: PrintedDate) -> None:
    match = DATE.fullmatch(text)

    assert match
    assert read_date(match.group()) == date
