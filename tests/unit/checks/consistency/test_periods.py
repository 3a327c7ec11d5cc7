"""Periods that sentences and headers name."""

from __future__ import annotations

import pytest

from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.periods import column_period, mentions


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("for the three months ended March 31, 2025", [Period(2025, 3, 31, 3)]),
        ("for the three months ended March 31, 2020 and 2021", [Period(2020, 3, 31, 3), Period(2021, 3, 31, 3)]),
        ("as of May 31, 2025 and May 31, 2024", [Period(2025, 5, 31), Period(2024, 5, 31)]),
        ("in the second quarter of 2021", [Period(2021, months=3, part="Q2")]),
        ("in Q4 2019, compared to Q4 2018", [Period(2019, months=3, part="Q4"), Period(2018, months=3, part="Q4")]),
        ("in H1 2024", [Period(2024, months=6, part="H1")]),
        ("fiscal 2025, 2024 and 2023", [Period(2025), Period(2024), Period(2023)]),
        ("in F19 and FY2024", [Period(2019), Period(2024)]),
        ("the year ended 30 June 2020", [Period(2020, 6, 30, 12)]),
        ("$2,024 and 2,019 and $2020", []),
    ],
)
def test_the_periods_of_a_sentence_are_read_in_order(text: str, periods: list[Period]) -> None:
    assert [mention.period for mention in mentions(text)] == periods


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("2024", Period(2024)),
        ("Three Months Ended June 30, 2025", Period(2025, 6, 30, 3)),
        ("Years ended September 28, 2024", Period(2024, 9, 28, 12)),
        ("Fair Value December 31, 2024", Period(2024, 12, 31)),
        ("% Change 2024", None),
        ("2024 vs. 2023", None),
        ("Change 2024", None),
        ("Budget 2024", None),
        ("Level 1", None),
        ("", None),
    ],
)
def test_a_header_names_one_period_or_none(label: str, period: Period | None) -> None:
    assert column_period(label) == period


def test_a_year_agrees_with_a_date_in_it_and_a_quarter_with_no_other() -> None:
    assert Period(2024).agrees(Period(2024, 12, 31, 12))
    assert not Period(2024).agrees(Period(2023, 12, 31))
    assert not Period(2024, months=3, part="Q1").agrees(Period(2024, months=3, part="Q2"))
    assert not Period(2025, 6, 30, 3).agrees(Period(2025, 6, 30, 6))
