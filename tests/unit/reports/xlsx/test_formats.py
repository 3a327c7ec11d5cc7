"""Number formats show what a spreadsheet program shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reports.xlsx.formats import shown

ACCOUNTING = '_($* #,##0_);_($* (#,##0);_($* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1234.5", "General", "1234.5"),
        ("0.30000000000000004", "General", "0.3"),
        ("1234.567", "0", "1235"),
        ("1234567.891", "#,##0", "1,234,568"),
        ("-1234.5", "#,##0.00", "-1,234.50"),
        ("-1234", "#,##0;(#,##0)", "(1,234)"),
        ("-1234", "#,##0_);[Red](#,##0)", "(1,234)"),
        ("0", '#,##0;(#,##0);"-"', "-"),
        ("0", "#,###", ""),
        ("0.125", "0.0%", "12.5%"),
        ("1234567", "#,##0,", "1,235"),
        ("1234567890", "#,##0.0,,", "1,234.6"),
        ("1234", '"€" #,##0', "€ 1,234"),
        ("1234", "[$€-407] #,##0", "€ 1,234"),
        ("1234", "[$$-409]#,##0", "$1,234"),
        ("1234", ACCOUNTING, "$1,234"),
        ("-1234", ACCOUNTING, "$(1,234)"),
        ("0", ACCOUNTING, "$-"),
        ("3.5", '0.0"x"', "3.5x"),
        ("46022", "d/m/yyyy", "31 December 2025"),
        ("46022", "mmm-yy", "December 2025"),
        ("46022", "yyyy", "2025"),
        ("46022", "[$-409]mmmm d, yyyy;@", "31 December 2025"),
        ("1e300", "#,##0", "1.00000E+300"),
        ("2025", "@", "2025"),
        ("2025", "0;-0;;@", "2025"),
        ("0.5", "# ?/?", "0.5"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


def test_dates_of_the_calendar_from_1904_are_four_years_and_a_day_later() -> None:
    assert shown(Decimal(44560), "d/m/yyyy", from_1904=True) == "31 December 2025"


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18),
    st.text('0#?,.;%"\\_*[]$()-yYmdhs@ €E+/x', max_size=30),
)
def test_any_number_in_any_format_is_shown_somehow(value: Decimal, code: str) -> None:
    assert isinstance(shown(value, code), str)
