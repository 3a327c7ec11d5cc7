"""What probably happened to a figure of a sentence."""

from __future__ import annotations

import pytest

from service.findings import Finding
from tests.unit.checks.given.told import checked


def the_finding(sentence: str) -> Finding:
    (found,) = checked(sentence).findings
    return found


@pytest.mark.parametrize(
    ("sentence", "cause"),
    [
        ("Net income was $299.8 million and $205.0 million in 2024 and 2023, respectively.", "transposed digits"),
        ("Net income was $299.8 million and $280.0 million in 2024 and 2023, respectively.", "one wrong digit"),
        ("Net income was $299.8 million and $2,500.0 million in 2024 and 2023, respectively.", "factor of ten"),
        ("Net income was $299.8 million and $245.3 million in 2024 and 2023, respectively.", "stale figure"),
        ("Net income was $299.8 million and $211.7 million in 2024 and 2023, respectively.", None),
    ],
)
def test_a_figure_that_the_table_prints_otherwise_has_the_cause_that_left_a_mark(
    sentence: str, cause: str | None
) -> None:
    found = the_finding(sentence)

    assert (found.expected, found.cause) == ("250.0", cause)
    assert (found.cause_text is None) == (cause is None)


def test_the_period_that_a_stale_figure_belongs_to_is_named() -> None:
    found = the_finding("Net income was $299.8 million and $245.3 million in 2024 and 2023, respectively.")

    assert found.cause_text == "it is the figure of another period (2022)"


def test_a_figure_that_contradicts_its_own_sentence_has_a_cause_too() -> None:
    found = the_finding("Orders grew by 6.3%, from $438.9 million to $462.1 million.")

    assert (found.expected, found.cause) == ("5.3", "one wrong digit")


def test_a_wrong_direction_has_none() -> None:
    assert the_finding("Orders fell from $438.9 million to $462.1 million.").cause is None
