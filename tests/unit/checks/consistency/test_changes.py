"""Stated changes as they are read from sentences."""

from __future__ import annotations

import pytest

from service.checks.consistency.change.changes import StatedChange, changes
from service.checks.consistency.sentence.masked import Masked


def read(sentence: str) -> tuple[StatedChange, ...]:
    return changes(Masked(sentence))


def parts(change: StatedChange) -> dict[str, str]:
    return {part: figure.text for part, figure in change.parts.items()}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Revenue increased $12.3 million, or 14%, to $100.1 million from $87.8 million",
            {"amount": "$12.3 million", "percent": "14%", "end": "$100.1 million", "start": "$87.8 million"},
        ),
        (
            "Revenue grew by 5.3% from €438.9 million in 2024 to €462.1 million in 2025",
            {"percent": "5.3%", "start": "€438.9 million", "end": "€462.1 million"},
        ),
        ("Total net sales increased 6% or $14.3 billion during 2020", {"percent": "6%", "amount": "$14.3 billion"}),
        (
            "Costs of $28 million in Q4 2019 decreased by $30 million, compared to Q4 2018",
            {"end": "$28 million", "amount": "$30 million"},
        ),
        ("Sales increased by 3.7% in F19 or 1.8% on a normalised basis", {"percent": "3.7%"}),
        ("Sales increased by 5.0% (3.2% normalised) to $8.7 billion", {"percent": "5.0%", "end": "$8.7 billion"}),
    ],
)
def test_the_parts_of_a_change_are_told_apart(sentence: str, expected: dict[str, str]) -> None:
    (change,) = read(sentence)

    assert parts(change) == expected


def test_an_enumeration_gives_each_period_its_own_change() -> None:
    first, second = read(
        "Sales increased $31.9 billion or 5.0% and $36.8 billion or 6.1% for 2025 and 2024, respectively"
    )

    assert (parts(first), first.period and first.period.year) == ({"amount": "$31.9 billion", "percent": "5.0%"}, 2025)
    assert (parts(second), second.period and second.period.year) == (
        {"amount": "$36.8 billion", "percent": "6.1%"},
        2024,
    )


def test_an_enumeration_without_its_periods_is_not_certain() -> None:
    assert [change.certain for change in read("Sales increased 5% and 7% in most of our markets")] == [False, False]


def test_a_second_verb_without_a_subject_takes_that_of_the_first() -> None:
    first, second = read(
        "Interest income increased $44 million, or 13%, in 2025 and increased $94 million, or 15%, in 2024"
    )

    assert first.subject == second.subject == "Interest income "


def test_the_period_compared_with_is_no_period_of_the_change() -> None:
    (change,) = read("Cash increased from $5 million at December 31, 2023 to $6 million at December 31, 2024")

    assert change.period
    assert change.base
    assert (change.period.year, change.base.year) == (2024, 2023)


@pytest.mark.parametrize(
    "sentence",
    [
        "A 1% rise would increase interest by $5 million",
        "We expect revenue to increase 5%",
        "The Board may authorise up to $110 billion",
        "Revenue increased in most markets",
    ],
)
def test_what_did_not_happen_or_has_no_figure_is_no_change(sentence: str) -> None:
    assert read(sentence) == ()
