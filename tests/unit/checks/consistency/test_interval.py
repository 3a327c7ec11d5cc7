"""What printed figures can stand for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.checks.consistency.sentence.words import content, stem
from service.checks.consistency.table.interval import Interval, around, digits, of_figure, of_number
from service.reports.model import Number
from service.reports.prose.figures import figures


@given(
    now=st.decimals(1, 10**6, places=4),
    then=st.decimals(1, 10**6, places=4),
    places=st.integers(0, 3),
)
def test_no_rounding_of_two_ends_can_contradict_their_true_ratio(now: Decimal, then: Decimal, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    half = unit / 2
    shown_now, shown_then = around(now.quantize(unit), half), around(then.quantize(unit), half)

    ratio = shown_now.percent_of(shown_then)

    assert ratio is None or ratio.low <= 100 * now / then <= ratio.high
    difference = shown_now.minus(shown_then)
    assert difference.low <= now - then <= difference.high
    assert shown_now.plus(shown_then).meets(around(now + then, Decimal(0)))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$1.2 million", "1150000", "1250000"),
        ("more than $1.2 million", "1150000", "Infinity"),
        ("less than $1.2 million", "0", "1250000"),
        ("nearly 10%", "9.0", "10.5"),
    ],
)
def test_a_hedge_opens_the_side_it_names(text: str, low: str, high: str) -> None:
    interval = of_figure(figures(text)[0])

    assert (interval.low, interval.high) == (Decimal(low), Decimal(high))


def test_a_dash_is_zero_and_nothing_else() -> None:
    assert of_number(Number(Decimal(0), "—", scale=6)) == Interval(Decimal(0), Decimal(0))
    assert of_number(Number(Decimal(0), "0", scale=6)).high == Decimal(500_000)


@pytest.mark.parametrize(("printed", "count"), [("1200", 2), ("12.0", 3), ("0.5", 1), ("1001.4", 5), ("0", 0)])
def test_only_digits_that_tell_something_count(printed: str, count: int) -> None:
    assert digits(Decimal(printed)) == count


def test_plurals_and_spellings_meet() -> None:
    assert stem("taxes") == stem("tax")
    assert stem("Liabilities") == stem("liability")
    assert stem("amortisation") == stem("amortization")
    assert content("The Company's total net sales, for the year ended") == {"total", "net", "sale"}
