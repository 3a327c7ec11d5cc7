"""How grave a difference is, against a materiality worked out from the report itself.

One per cent of the largest total that the report proves by its own arithmetic (usually total assets or revenue) is
taken as material, and a twentieth of that as clearly trivial: the usual rules of thumb under ISA 320.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.numeric.equation import Equation
from service.checks.numeric.sheet import Figure
from service.findings import Severity

MATERIAL = Decimal("0.01")
"""Share of the largest total that is material."""
TRIVIAL = Decimal("0.05")
"""Share of the materiality below which a difference is clearly trivial."""


@dataclass(frozen=True, slots=True)
class Materiality:
    """``threshold`` is scaled (whole currency units); None if the report proves no total."""

    threshold: Decimal | None

    def severity(self, figure: Figure, difference: Decimal) -> Severity:
        """high from the threshold on, low if clearly trivial; a rate or share count is judged against itself."""
        if figure.kind != "amount" or figure.number.unit == "shares" or self.threshold is None:
            return _relative(figure.value, difference)
        size = abs(difference).scaleb(figure.number.scale)
        if size >= self.threshold:
            return "high"
        return "medium" if size >= self.threshold * TRIVIAL else "low"


def materiality(equations: Sequence[Equation]) -> Materiality:
    """From the totals among ``equations`` that hold."""
    totals = [
        abs(first.value).scaleb(first.number.scale)
        for equation in equations
        if (first := equation.figures[0]).kind == "amount" and first.number.unit != "shares" and equation.holds({})
    ]
    return Materiality(max(totals) * MATERIAL if totals else None)


def _relative(value: Decimal, difference: Decimal) -> Severity:
    size = abs(difference)
    if size * 10 >= abs(value):
        return "high"
    return "medium" if size * 200 >= abs(value) else "low"
