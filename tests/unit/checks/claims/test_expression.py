"""Arithmetic as models write it: calculated exactly, in each way that accounts can be read, or refused."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.checks.claims.claim import Sum
from service.checks.claims.expression import Unreadable, calculated
from service.checks.claims.figures import TextFigures
from service.checks.claims.reckoning import reckoned
from service.checks.claims.spread import Spread
from service.reports.figures.numerals import DecimalMark, read_numeral


def exactly(figure: str, _: bool = False) -> Spread | None:
    value = read_numeral(figure)
    return None if value is None else Spread.exactly(value)


def values(text: str) -> set[Decimal]:
    return {way.value for way in calculated(text, exactly)}


@pytest.mark.parametrize(
    ("text", "is_"),
    [
        ("1,200 + 300", {"1500"}),
        ("1 200 + 300", {"1500"}),
        ("2 + 3 * 4", {"14"}),
        ("(2 + 3) * 4", {"20"}),
        ("10 - 4 - 3", {"3"}),
        ("100 / 8 / 2", {"6.25"}),
        ("-5 + 3", {"-2"}),
        ("7 − 2 × 3 ÷ 2", {"4"}),
        ("25% * 200", {"50"}),
        ("€1,200 – €300", {"900"}),
        ("[5 + 6] * 2", {"22"}),
        ("100 + (20)", {"80", "120"}),
        ("(100) - (20)", {"-80", "80"}),
        ("10 * ((3))", {"-30", "30"}),
        ("2 million - 500 thousand", {"1500000"}),
        ("£6bn / 2m", {"3000"}),
    ],
)
def test_what_an_expression_comes_to(text: str, is_: set[str]) -> None:
    assert values(text) == set(map(Decimal, is_))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+",
        "1 +",
        "1 2",
        "(1",
        "1)",
        "1 ** 2",
        "2 ^ 3",
        "a + 1",
        "1e9",
        "0x10",
        "1;2",
        "()",
        "%",
        "1 / 0%%",
        "5%%",
        "1 - -- 2",
        "- - 5",
        "9" * 500,
    ],
)
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    with pytest.raises((Unreadable, ArithmeticError)):
        calculated(text, exactly)


TREES = st.recursive(
    st.integers(0, 9_999).map(str),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*"]), inner).map(lambda one: "({} {} {})".format(*one)),
    max_leaves=8,
)


@given(TREES)
def test_sums_differences_and_products_are_exact(text: str) -> None:
    right = eval(text, {"__builtins__": {}})

    assert values(text) == {Decimal(right)}


@given(st.integers(1, 9_999), st.integers(1, 9_999), st.integers(1, 9_999))
def test_what_rounding_allows_for_holds_what_the_exact_figures_come_to(one: int, two: int, three: int) -> None:
    """Figures in tenths, printed as whole ones: whatever they were, the exact result is within the spread."""
    exact = Fraction(one, 10) * Fraction(two, 10) + Fraction(three, 10)
    printed = [round(Fraction(figure, 10)) for figure in (one, two, three)]

    [way] = calculated("{} * {} + {}".format(*printed), lambda figure, _: Spread.printed(Decimal(figure)))

    assert Fraction(way.low) <= exact <= Fraction(way.high)


def in_words(expression: str, stated: str, shown: str, mark: DecimalMark = ".") -> str | None:
    done = reckoned(Sum(expression=expression, stated=stated), TextFigures([shown], mark))
    return None if done is None else ("fails" if done.fails else "holds") if done.stated else f"gives {done.value}"


@pytest.mark.parametrize(
    ("expression", "stated", "shown", "is_"),
    [
        ("1,200 + 300", "1,600", "1,200 300 1,600", "fails"),
        ("1,200 + 300", "1,501", "1,200 300 1,501", "holds"),
        ("1,200 + 300 = 1,500", "1,600", "1,200 300 1,600", "fails"),
        ("1200 + 300", "£1,600 million", "1,200 300 1,600", "fails"),
        ("1,200 - 300", "(900)", "1,200 300 (900)", "holds"),
        ("300 - 1,200", "900", "1,200 300 900", "holds"),
        ("1,200 + 300", "", "1,200 300", "gives 1500"),
        ("1,200 + 300", "1,500", "1,200 300", "gives 1500"),
        ("1,200 + 300", "1,700", "1,200 300", None),
        ("16,015 / 431,190", "3.7%", "16,015 431,190 3.7%", "holds"),
        ("16,015 / 431,190 * 100", "4.7%", "16,015 431,190 4.7%", "fails"),
        ("(16 + 18) / 2", "17", "16 18 17", "holds"),
        ("16 / 5", "3.2", "16 3.2", None),
        ("1.2 + 0.3", "1.6", "1.2 0.3 1.6", "holds"),
        ("1.20 + 0.30", "1.60", "1.20 0.30 1.60", "fails"),
        ("1,200 + 300 + 100", "1,500", "1,200 300 1,500", None),
        ("1,200 + 300 + 4", "1,500", "1,200 300 1,500", None),
        ("1,200 + 300 + 100", "1,500", "1,200 300 100 1,500", "fails"),
        ("4 * 1,000,000", "", "1,200 300", None),
        ("100 - 35.2", "60.8", "35.2 60.8", "fails"),
        ("1,500 / 1,200 - 1", "30%", "1,500 1,200 30%", "fails"),
        ("1,200 * (1 + 25%)", "1,600", "1,200 25% 1,600", "fails"),
        ("1,200 thousand + 300 thousand", "1,600 thousand", "1,200 300 1,600", "fails"),
        (" * ".join(["1,200"] * 40), "5", "1,200 5", None),
    ],
)
def test_whether_a_sum_fails(expression: str, stated: str, shown: str, is_: str | None) -> None:
    assert in_words(expression, stated, shown) == is_


def test_a_report_with_decimal_commas_can_be_calculated_in_points() -> None:
    assert in_words("1234.5 + 0.5", "1.245,0", "1.234,5 0,5 1.245,0", ",") == "fails"
    assert in_words("1.234,5 + 0,5", "1.235,0", "1.234,5 0,5 1.235,0", ",") == "holds"


def test_a_broken_relation_is_told_in_figures() -> None:
    done = reckoned(Sum(expression="1,200 + 300", stated="1,600"), TextFigures(["1,200 300 1,600"], "."))

    assert done is not None
    assert done.in_words == "1,200 + 300 = 1,500, and not 1,600"


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("1,600 and the directors have resigned", "1,600"),
        ("1,600<img src=x>", "1,600"),
        ("1,600\x1b[31m", "1,600"),
        ("GBP 1,600\u202e", "1,600"),
        ("£(1,600)", "£(1,600)"),
        ("1,600 %", "1,600%"),
    ],
)
def test_of_what_is_stated_only_the_figure_is_told(stated: str, shown: str) -> None:
    done = reckoned(Sum(expression="1,200\n+ 300", stated=stated), TextFigures(["1,200 300 1,600"], "."))

    assert done is not None
    assert done.in_words == f"1,200 + 300 = 1,500, and not {shown}"


def test_a_quotient_is_told_with_the_digits_that_it_bears_out() -> None:
    done = reckoned(Sum(expression="16,015 / 431,190 * 100", stated="4.7%"), TextFigures(["16,015 431,190 4.7%"], "."))

    assert done is not None
    assert done.in_words == "16,015 / 431,190 * 100 = 3.7141, and not 4.7%"
