"""Figures of one thing for several periods."""

from __future__ import annotations

import pytest

from service.checks.consistency.fact.lists import stated
from service.checks.consistency.sentence.masked import Masked


def items(sentence: str) -> list[list[tuple[str, int]]]:
    return [[(item.figure.text, item.period.year) for item in one.items] for one in stated(Masked(sentence))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Net sales were $5.0 million and $4.0 million in 2024 and 2023, respectively.",
        "In 2024 and 2023, net sales were $5.0 million and $4.0 million.",
        "Net sales were $5.0 million in 2024 and $4.0 million in 2023.",
        "Net sales amounted to $5.0 million (2023 - $4.0 million).",
        "Net sales amounted to $5.0 million (2023: $4.0 million).",
        "Net sales amounted to $5.0 million in 2024 (2023: $4.0 million).",
        "Net sales stood at $5.0 million at the end of the year (2023: $4.0 million).",
    ],
)
def test_every_way_of_naming_two_periods_is_read(sentence: str) -> None:
    assert items(sentence) == [[("$5.0 million", 2024), ("$4.0 million", 2023)]]


def test_three_periods_follow_their_figures_in_step() -> None:
    sentence = "It was $7.6 billion, $7.9 billion and $7.7 billion for 2024, 2023 and 2022, respectively."

    assert items(sentence) == [[("$7.6 billion", 2024), ("$7.9 billion", 2023), ("$7.7 billion", 2022)]]


def test_as_many_periods_after_the_figures_say_nothing_without_respectively() -> None:
    assert items("We paid $5.0 million and $4.0 million to two vendors in 2024 and 2023.") == []


def test_small_bare_numbers_are_not_figures_of_a_table() -> None:
    assert items("In 2024 the year had 53 weeks.") == []
