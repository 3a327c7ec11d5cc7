"""A stated change against itself."""

from __future__ import annotations

import pytest

from tests.unit.checks.given.told import checked

NOTHING = "| a | b |\n| --- | --- |\n| c | d |"


def broken(sentence: str) -> list[tuple[str, str | None, str | None]]:
    found = checked(sentence, table=NOTHING).findings
    return [(finding.check, finding.reported, finding.expected) for finding in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue increased $12.3 million, or 14%, to $100.1 million from $87.8 million.",
        "Revenue was $100.1 million in 2024, an increase of $12.3 million, or 14%, from $87.8 million in 2023.",
        "Revenue fell by 14% from $100.0 million to $86.0 million.",
        "Costs decreased $788 or 5.8% to $12,828 during 2019 from $13,616 in 2018.",
        "The margin increased 120 basis points to 43.3% from 42.1%.",
        "The margin rose 1.2 percentage points to 43.3% from 42.1%.",
        "Revenue grew by more than 13% from $87.8 million to $100.1 million.",
        "Revenue grew by nearly 15% from $87.8 million to $100.1 million.",
        "Revenue rose from over $100 million to $120 million, or 30%.",
        "Revenue increased 5% to $5 million from $5 million.",
        "Revenue increased by 5% (3.2% normalised) to $105 million from $100 million.",
    ],
)
def test_a_change_that_follows_from_its_ends_passes(sentence: str) -> None:
    assert broken(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "reported", "expected"),
    [
        ("Revenue increased $12.3 million, or 41%, to $100.1 million from $87.8 million.", "41", "14"),
        ("Revenue increased $13.2 million, or 14%, to $100.1 million from $87.8 million.", "13.2", "12.3"),
        ("Revenue increased $12.3 million, or 14%, to $110.1 million from $87.8 million.", "110.1", "100.1"),
        ("Revenue increased $12.3 million, or 14%, to $100.1 million from $78.8 million.", "78.8", "87.8"),
        ("Sales grew by 46.4% from $124.0 million for 2018 to $175.5 million for 2019.", "46.4", "41.5"),
        ("Costs decreased $788 or 58.0% to $12,828.", "58.0", "5.8"),
        ("The margin increased 210 basis points to 43.3% from 42.1%.", "210", "120"),
    ],
)
def test_the_part_that_does_not_follow_is_named_with_what_it_should_be(
    sentence: str, reported: str, expected: str
) -> None:
    assert broken(sentence) == [("change_in_sentence", reported, expected)]


def test_a_verb_that_contradicts_the_ends_is_found() -> None:
    assert broken("Revenue decreased from $87.8 million to $100.1 million.") == [("change_direction", "100.1", None)]


def test_ends_that_round_to_one_figure_can_lie_either_way() -> None:
    assert broken("Revenue decreased from $87.8 million to $87.8 million.") == []


def test_a_whole_must_be_the_sum_of_what_it_consists_of() -> None:
    said = "The price of $111 million consisted of $100 million in cash and $11 million in shares."

    assert broken(said) == []
    assert broken(said.replace("111", "127")) == [("sum_in_sentence", "127", "111")]


def test_the_parts_of_an_open_list_may_be_less_than_the_whole_but_not_more() -> None:
    said = "We incurred charges of $55 million including $23 million in costs of sales and $26 million in other costs."

    assert broken(said) == []
    assert broken(said.replace("$55", "$45")) == [("sum_in_sentence", "45", "49")]


def test_figures_of_two_years_are_no_parts_of_a_whole() -> None:
    said = (
        "Credit totaled $2.1 billion, of which $1.5 billion and $1.7 billion was drawn in 2025 and 2024, respectively."
    )

    assert broken(said) == []


def test_ends_that_round_to_one_figure_prove_no_direction() -> None:
    still = checked("Revenue decreased from $87.8 million to $87.8 million.", table=NOTHING)
    assert (still.ticks, still.findings) == ((), ())
    (tick,) = checked("Revenue decreased from $87.9 million to $87.7 million.", table=NOTHING).ticks
    assert tick.check == "change_direction"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Revenue rose by 14.0% to $100.1 million (2023: $87.8 million).", []),
        ("Revenue rose by 41.0% to $100.1 million (2023: $87.8 million).", [("change_in_sentence", "41.0", "14.0")]),
        ("Revenue fell to $100.1 million in 2024 (2023: $87.8 million).", [("change_direction", "100.1", None)]),
        ("Revenue rose by 14.0% (2023: 3.2%) to $100.1 million.", []),
        ("Revenue rose by 5.0% in local currencies to $100.1 million (2023: $87.8 million).", []),
    ],
)
def test_what_stands_in_brackets_beside_the_end_of_a_change_is_where_it_started(
    said: str, found: list[tuple[str, str, str | None]]
) -> None:
    assert broken(said) == found
