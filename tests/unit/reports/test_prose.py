"""Figures in running text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reports.prose.figure import StatedFigure
from service.reports.prose.figures import figures


def only(text: str) -> StatedFigure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "value", "unit", "scale"),
    [
        ("$12.3 million", "12.3", "USD", 6),
        ("£1.2bn", "1.2", "GBP", 9),
        ("€447.2 million", "447.2", "EUR", 6),
        ("EUR 1,234.5m", "1234.5", "EUR", 6),
        ("US$3bn", "3", "USD", 9),
        ("¥120 billion", "120", "JPY", 9),
        ("£45k", "45", "GBP", 3),
        ("CHF 5 thousand", "5", "CHF", 3),
        ("12 million euros", "12", "EUR", 6),
        ("$1,234,567", "1234567", "USD", 0),
        ("₹12 crore", "12", "INR", 7),
        ("12.3p", "12.3", "GBP", -2),
        ("35 pence", "35", "GBP", -2),
        ("35¢", "35", None, -2),
        ("$6.10", "6.10", "USD", 0),
    ],
)
def test_an_amount_carries_its_currency_and_its_scale(text: str, value: str, unit: str | None, scale: int) -> None:
    figure = only(text)

    assert (figure.kind, str(figure.value), figure.unit, figure.scale, figure.text) == (
        "amount",
        value,
        unit,
        scale,
        text,
    )


@pytest.mark.parametrize(
    "text", ["$(242) million", "($242) million", "-$242 million", "−$242 million", "$-242 million"]
)
def test_every_way_of_printing_a_negative_amount_is_read(text: str) -> None:
    assert only(text).amount == Decimal(-242_000_000)


@pytest.mark.parametrize("text", ["(5.0)%", "-5.0%"])
def test_a_negative_percentage_is_read(text: str) -> None:
    assert only(text).value == Decimal("-5.0")


@pytest.mark.parametrize("text", ["sales rose $5 million (14%) in all", "profit rose (14%)"])
def test_a_figure_put_in_brackets_as_an_aside_is_not_negative(text: str) -> None:
    assert figures(text)[-1].value == Decimal(14)
    assert figures(text)[-1].text == "14%"


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("14%", "percent", "%"),
        ("14 per cent", "percent", "%"),
        ("1.2 percentage points", "points", "pp"),
        ("1.2 pts", "points", "pp"),
        ("1.2pp", "points", "pp"),
        ("20 basis points", "basis_points", "bp"),
        ("20 bps", "basis_points", "bp"),
        ("499 million shares", "count", "shares"),
        ("2.5x", "count", "x"),
        ("1,942", "count", None),
    ],
)
def test_percentages_points_and_counts_are_told_apart(text: str, kind: str, unit: str | None) -> None:
    figure = only(text)

    assert (figure.kind, figure.unit) == (kind, unit)


def test_years_and_dates_are_no_counts() -> None:
    found = figures("At 30 June 2020, December 31, 2019 and in 2018, 1,942 people")

    assert [(figure.kind, figure.text) for figure in found] == [
        ("date", "30 June 2020"),
        ("date", "December 31, 2019"),
        ("year", "2018"),
        ("count", "1,942"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See Note 5 and 6.",
        "Item 7 of Part 2",
        "No. 5",
        "Section 382",
        "ASU 2016-13",
        "IFRS 16",
        "Form 10-K",
        "401(k)",
        "a 5-year plan",
        "COVID-19",
        "at 5:30",
        "Level 3",
    ],
)
def test_numbers_that_count_nothing_are_left_out(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("approximately $2.1 billion", "about"),
        ("about 5%", "about"),
        ("nearly 5%", "nearly"),
        ("almost $2 million", "nearly"),
        ("more than $2 million", "at_least"),
        ("over 5%", "at_least"),
        ("less than 5%", "at_most"),
        ("up to $3 million", "at_most"),
        ("was $3 million", None),
    ],
)
def test_a_hedge_before_a_figure_is_kept_with_it(text: str, hedge: str | None) -> None:
    assert only(text).hedge == hedge


def test_the_first_end_of_a_range_takes_what_only_the_second_prints() -> None:
    for text in ("between $5 and $7 million", "$5–$7 million", "$5 to $7 million"):
        first, second = figures(text)

        assert (first.amount, second.amount) == (Decimal(5_000_000), Decimal(7_000_000))
        assert first.in_range
        assert second.in_range


def test_a_change_to_a_figure_is_no_range() -> None:
    first, second = figures("Working capital decreased $0.4 million to $12.3 million")

    assert not first.in_range
    assert not second.in_range


def test_a_figure_per_share_says_so() -> None:
    assert only("$6.11 per diluted share").per_share
    assert not only("$6.11 in cash").per_share


@given(
    whole=st.integers(0, 10**9),
    decimals=st.integers(0, 2),
    scale=st.sampled_from([("", 0), (" thousand", 3), (" million", 6), (" billion", 9)]),
    sign=st.sampled_from(["$", "£", "€"]),
)
def test_any_amount_that_is_printed_is_read_back_exactly(
    whole: int, decimals: int, scale: tuple[str, int], sign: str
) -> None:
    value = Decimal(whole).scaleb(-decimals)
    text = f"Revenue was {sign}{value:,.{decimals}f}{scale[0]} in the year."

    figure = only(text)

    assert figure.value == value
    assert figure.amount == value.scaleb(scale[1])
    assert figure.half_unit == Decimal(5).scaleb(scale[1] - decimals - 1)
    assert text[figure.start : figure.end] == figure.text


@given(st.text(max_size=200))
def test_no_text_breaks_the_scanner_and_no_figures_overlap(text: str) -> None:
    found = figures(text)

    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[figure.start : figure.end] == figure.text for figure in found)
