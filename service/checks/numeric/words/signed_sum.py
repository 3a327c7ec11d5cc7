"""The terms of a sum as one writes them down."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from service.checks.numeric.relations.equation import Sum
from service.checks.numeric.table.sheet import Figure
from service.checks.numeric.words.legible import legible

_NOISE: Final = Decimal("1e-15")
"""What it costs that a third has no end."""


def signed_sum(equation: Sum, most_terms: int) -> str:
    """The terms in the order of the report, each with the sign that it has in the sum: "1,200 − 300 + 45".

    A mean is a sum that is divided: "(1,200 + 300 + 46) ÷ 3".
    """
    divisor = _divisor(equation)
    terms = sorted(zip(equation.figures[1:], equation.factors, strict=True), key=lambda term: term[0].place)
    few = terms if len(terms) <= most_terms else terms[: most_terms - 1]
    signed = " ".join(_signed(equation, figure, factor, divided=divisor > 1) for figure, factor in few)
    if equation.beside:
        signed += f" {'+' if equation.beside > 0 else '−'} {abs(equation.beside):,f} (not printed)"
    left = f" + … ({len(terms) - len(few)} more)" if len(few) < len(terms) else ""
    whole = (f"−{signed[2:]}" if signed.startswith("−") else signed[2:]) + left
    return f"({whole}) ÷ {divisor:,}" if divisor > 1 else whole


def _signed(equation: Sum, figure: Figure, factor: Decimal, *, divided: bool) -> str:
    if figure.left_empty:
        return "+ [empty]" if factor > 0 else "− [empty]"
    as_printed = divided or abs(factor) == 1
    size = abs(figure.value) if as_printed else legible(abs(factor * figure.value), equation.figures)
    return f"{'+' if factor * figure.value >= 0 else '−'} {size:,f}"


def _divisor(equation: Sum) -> int:
    """The whole number by which all terms are divided; 1 where there is none, and for another scale."""
    sizes = {abs(factor) for factor in equation.factors}
    if len(sizes) != 1 or equation.beside:
        return 1
    (size,) = sizes
    whole = int((1 / size).to_integral_value()) if 0 < size < 1 else 1
    is_scale = str(whole).strip("0") == "1"
    return 1 if is_scale or abs(whole * size - 1) > _NOISE else whole
