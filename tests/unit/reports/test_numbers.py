"""The figure parser: every printed form, exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reports.figures.numbers import parse
from service.reports.figures.numerals import decimal_mark, read_numeral
from tests.unit.reports.given.printed_forms import (
    COMMA,
    COMMA_TEXT,
    CREDITS,
    CURRENCY,
    FOOTNOTED,
    FRACTIONS,
    HYPHENS,
    LEADING_SCALE,
    MARKS,
    NEGATIVE,
    NIL,
    NO_CENTS,
    PER_SHARE,
    PLAIN,
    RATIO,
    SCALED,
    TEXT,
    Form,
)

FIGURES = (
    *(*PLAIN, *NEGATIVE, *CURRENCY, *RATIO, *SCALED, *FOOTNOTED),
    *(*FRACTIONS, *CREDITS, *NO_CENTS, *HYPHENS, *PER_SHARE, *LEADING_SCALE),
)


@pytest.mark.parametrize("form", FIGURES, ids=lambda form: form[0])
def test_a_printed_figure_is_read_exactly(form: Form) -> None:
    text, value, unit, scale = form
    reading = parse(text)
    assert reading.kind == "number"
    assert reading.number is not None
    assert (str(reading.number.value), reading.number.unit, reading.number.scale) == (value, unit, scale)
    assert reading.number.text == " ".join(text.split())


@pytest.mark.parametrize("form", COMMA, ids=lambda form: form[0])
def test_a_figure_printed_with_a_decimal_comma_is_read_exactly(form: Form) -> None:
    text, value, unit, scale = form
    number = parse(text, ",").number
    assert number is not None
    assert (str(number.value), number.unit, number.scale) == (value, unit, scale)


@pytest.mark.parametrize("text", COMMA_TEXT)
def test_what_is_no_figure_under_a_decimal_comma_stays_text(text: str) -> None:
    assert parse(text, ",").kind == "text"


@pytest.mark.parametrize("text", ["12.3p per share", "£0.12 per share", "$0.05 per ordinary share"])
def test_a_figure_that_is_printed_per_share_says_so(text: str) -> None:
    number = parse(text).number
    assert number is not None
    assert number.per_share


@pytest.mark.parametrize(("text", "unit"), NIL)
def test_a_dash_or_nil_is_zero_printed_as_nothing(text: str, unit: str | None) -> None:
    reading = parse(text)
    assert reading.kind == "nil"
    assert reading.number is not None
    assert (reading.number.value, reading.number.unit) == (Decimal(0), unit)


@pytest.mark.parametrize("text", TEXT)
def test_what_is_no_figure_stays_text(text: str) -> None:
    assert parse(text).kind == "text"


@pytest.mark.parametrize("text", MARKS)
def test_a_sign_in_a_cell_of_its_own_is_a_mark(text: str) -> None:
    assert parse(text).kind == "mark"


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "\u200b", "\n"])
def test_blank_text_is_empty(text: str) -> None:
    assert parse(text).kind == "empty"


def test_the_table_of_printed_forms_is_long_enough_to_mean_something() -> None:
    assert len(FIGURES) + len(COMMA) + len(NIL) + len(TEXT) + len(MARKS) >= 350


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234", "1.234"), ("5,6", "5.6"), ("1.234", "1234"), ("0,05", "0.05"), ("1.234.567", "1234567")],
)
def test_in_a_document_with_decimal_commas_the_comma_parts_decimals(text: str, value: str) -> None:
    assert read_numeral(text, ",") == Decimal(value)


def test_a_numeral_with_both_marks_reads_the_same_in_every_document() -> None:
    assert read_numeral("1,234.56", ",") == read_numeral("1,234.56", ".") == Decimal("1234.56")
    assert read_numeral("1.234,56", ",") == read_numeral("1.234,56", ".") == Decimal("1234.56")


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,234", "2,345"], "."),
        (["1.234", "2.345", "17.678"], ","),
        (["1.234,5", "3.456"], ","),
        (["1,234.5", "3,456"], "."),
        (["12,5", "3,25"], ","),
        (["12.5", "3.25"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["100", "200"], "."),
        ([], "."),
        (["12,34,567"], "."),
        (["0.125"], "."),
    ],
)
def test_the_decimal_mark_of_a_document_is_decided_by_all_its_figures(texts: list[str], mark: str) -> None:
    assert decimal_mark(texts) == mark


VALUES = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)


def _grouped(value: Decimal, group: str, mark: str) -> str:
    return f"{abs(value):,.2f}".translate(str.maketrans({",": group, ".": mark}))


@given(VALUES, st.sampled_from([(",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ","), ("", ".")]))
def test_what_is_printed_in_a_style_is_read_back(value: Decimal, style: tuple[str, str]) -> None:
    group, mark = style
    printed = _grouped(value, group, mark)
    negatives = (f"({printed})", f"-{printed}", f"\u2212{printed}", f"{printed}-", f"$ ({printed})")
    for form in negatives if value < 0 else (printed,):
        reading = parse(form, "," if mark == "," else ".")
        assert reading.number is not None
        assert reading.number.value == value
        assert reading.number.value.as_tuple().exponent == -2


@given(st.text(max_size=80))
def test_any_text_can_be_parsed(text: str) -> None:
    reading = parse(text)
    assert (reading.number is not None) == (reading.kind in {"number", "nil"})


@given(st.text(alphabet="0123456789.,'()-–— $£%*xmbn", max_size=59))
def test_any_text_made_of_what_figures_are_made_of_can_be_parsed(text: str) -> None:
    for mark in (".", ","):
        number = parse(text, mark).number
        assert number is None or number.value.is_finite()


@pytest.mark.parametrize(
    "text", ["1" + "*" * 57, "1" + "†‡" * 28, "1" + "(1)" * 19, "1" + " m" * 28, "$" * 58, "-" * 59]
)
def test_texts_made_to_be_slow_are_told_at_once(text: str) -> None:
    assert parse(text + "z").kind == "text"
