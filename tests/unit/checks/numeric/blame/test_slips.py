"""How figures go wrong, and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.checks.numeric.relations.plausible import before_slip, slip_between, slip_of, ways_of


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("6590", "659"), ("-445.7", "445.7"), ("0.40", "4.00"), ("1.2", "12.0")],
)
def test_what_a_slip_made_is_traced_back(printed: str, meant: str) -> None:
    assert meant in {str(value) for value in before_slip(Decimal(printed))}


@given(st.decimals(-(10**9), 10**9, places=2).filter(bool))
def test_every_value_that_is_traced_back_is_a_slip_away_and_printed_as_finely(printed: Decimal) -> None:
    for meant in before_slip(printed):
        slip = slip_of(int(printed.scaleb(2)), int(meant.scaleb(2)), 1)
        assert slip in {"sign", "factor of ten"}
        assert meant.as_tuple().exponent == printed.as_tuple().exponent


def test_the_rarer_a_slip_the_fewer_its_ways() -> None:
    assert (
        ways_of("sign", 5)
        < ways_of("factor of ten", 5)
        < ways_of("transposed digits", 5)
        < ways_of("one wrong digit", 5)
    )


def test_a_figure_finer_than_what_it_is_held_against_is_no_slip_of_nothing() -> None:
    assert slip_of(12_345_678, 21_345_679, 0) is None


@pytest.mark.parametrize(
    ("printed", "meant", "slip"),
    [
        ("12.4", "14.2", "transposed digits"),
        ("12.40", "14.2", "transposed digits"),
        ("12.4", "14.21", None),
        ("1.235E+6", "1.325E+6", "transposed digits"),
        ("-0.5", "0.50", "sign"),
    ],
)
def test_decimals_are_compared_in_units_of_the_last_place_that_is_printed(
    printed: str, meant: str, slip: str | None
) -> None:
    assert slip_between(Decimal(printed), Decimal(meant)) == slip
