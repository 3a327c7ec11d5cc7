"""The terms of a sum as one writes them down."""

from __future__ import annotations

from decimal import Decimal

from service.checks.numeric.equation import Sum
from service.checks.numeric.sheet import Figure


def signed_sum(equation: Sum, most_terms: int) -> str:
    """The terms in the order of the report, each with the sign that it has in the sum: "1,200 − 300 + 45"."""
    terms = sorted(zip(equation.figures[1:], equation.factors, strict=True), key=lambda term: term[0].place)
    few = terms if len(terms) <= most_terms else terms[: most_terms - 1]
    signed = " ".join(_signed(figure, factor) for figure, factor in few)
    if equation.beside:
        signed += f" {'+' if equation.beside > 0 else '−'} {abs(equation.beside):,f} (not printed)"
    left = f" + … ({len(terms) - len(few)} more)" if len(few) < len(terms) else ""
    return (f"−{signed[2:]}" if signed.startswith("−") else signed[2:]) + left


def _signed(figure: Figure, factor: Decimal) -> str:
    if figure.left_empty:
        return "+ [empty]" if factor > 0 else "− [empty]"
    size = abs(factor * figure.value) if abs(factor) != 1 else abs(figure.value)
    return f"{'+' if factor * figure.value >= 0 else '−'} {size:,f}"
