"""How grave a difference is, against a materiality worked out from the report itself.

The usual rules of thumb under ISA 320: 5% of profit before tax; 1% of revenue where there is a loss or next to no
profit, or none is printed; 1% of total assets where no revenue is; 1% of the largest total that the report proves by
its own arithmetic where there is nothing else. Whoever knows better sets it (TICKMARK_MATERIALITY).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal

from service.checks.numeric.materiality.benchmark import NAMES, Benchmark, benchmarks_of, largest_total
from service.checks.numeric.relations.equation import Corrections, Equation
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.unit_text import unit_text
from service.findings import Severity
from service.materiality import Basis, RequestedMateriality, wanted

SHARES: Mapping[Basis, Decimal] = {"profit": Decimal(5), "revenue": Decimal(1), "assets": Decimal(1)}
"""Percent of the benchmark that is material."""
SHARE_OF_A_TOTAL = Decimal(1)
BREAK_EVEN = Decimal(2)
"""Percent of revenue below which a profit is next to none, and what is material to it is material to nobody."""
PERFORMANCE = Decimal("0.75")
"""Share of the materiality from which a difference is grave: with what nobody has found it may well be material."""
TRIVIAL = Decimal("0.05")
"""Share of the materiality below which a difference is clearly trivial."""

_JUDGED = Context(prec=3, rounding=ROUND_DOWN)
"""Three digits: materiality is a judgement, not a calculation."""
LONGEST_PLACE = 60
"""Characters of a label or title."""
_GRADES = f"A difference is high from {PERFORMANCE:.0%} of it on, and low below {TRIVIAL:.0%}."


@dataclass(frozen=True, slots=True)
class Materiality:
    """``amount`` is scaled (whole currency units); None if nothing in the report says what is material."""

    amount: Decimal | None
    unit: str | None
    basis: str
    """Where it comes from, in words."""

    def severity(self, figure: Figure, difference: Decimal) -> Severity:
        """A rate, a number of shares or an amount in another currency is judged against itself."""
        material = self.of(figure)
        if material is None:
            return _relative(figure.value, difference)
        if abs(difference) >= material * PERFORMANCE:
            return "high"
        return "medium" if abs(difference) >= material * TRIVIAL else "low"

    def of(self, figure: Figure) -> Decimal | None:
        """What is material to a figure, as it would be printed there; None where it does not apply."""
        if self.amount is None or figure.kind != "amount" or figure.number.unit == "shares":
            return None
        if self.unit and figure.number.unit and self.unit != figure.number.unit:
            return None
        return figure.as_printed_here(self.amount)


def materiality(
    sheets: Sequence[Sheet], equations: Sequence[Equation], corrections: Corrections, setting: str | None = None
) -> Materiality:
    """What is material to the report, as ``setting`` asks for where it says something.

    Figures in ``corrections`` are known to be wrong, and count as they should be.
    """
    requested = wanted(setting) if setting else RequestedMateriality()
    if requested.amount is not None:
        return Materiality(requested.amount, None, f"Materiality is {requested.amount:,f}, as set. {_GRADES}")
    found = benchmarks_of(sheets, corrections)
    named = _positive(found, requested.of) if requested.of else None
    chosen = named or _usual(found) or largest_total(equations, corrections)
    if chosen is None:
        return Materiality(None, None, "No total says what is material: each difference is judged against its figure.")
    set_here = requested.percent is not None and (requested.of is None or chosen is named)
    percent = requested.percent if set_here and requested.percent is not None else _percent(chosen)
    unmet = (
        f" The report prints no {NAMES[requested.of]} to take the {requested.percent}% of that are set."
        if requested.of and not named
        else ""
    )
    amount = _JUDGED.plus(chosen.amount * percent / 100)
    basis = f"{_in_words(amount, percent, chosen, sheets)}{', as set' if set_here else ''}.{unmet} {_GRADES}"
    return Materiality(amount, chosen.figure.number.unit, basis)


def _usual(found: Mapping[Basis, Benchmark]) -> Benchmark | None:
    profit, revenue = _positive(found, "profit"), _positive(found, "revenue")
    if profit and revenue and 100 * profit.amount < BREAK_EVEN * revenue.amount:
        profit = None
    return profit or revenue or _positive(found, "assets")


def _positive(found: Mapping[Basis, Benchmark], basis: Basis) -> Benchmark | None:
    benchmark = found.get(basis)
    return benchmark if benchmark and benchmark.amount > 0 else None


def _percent(chosen: Benchmark) -> Decimal:
    return SHARES[chosen.basis] if chosen.basis else SHARE_OF_A_TOTAL


def _in_words(amount: Decimal, percent: Decimal, chosen: Benchmark, sheets: Sequence[Sheet]) -> str:
    number, sheet = chosen.figure.number, sheets[chosen.figure.table]
    material, whole = (_plain(chosen.figure.as_printed_here(one)) for one in (amount, chosen.amount))
    places = (sheet.lines[chosen.figure.line].label, sheet.lanes[chosen.figure.lane], sheet.table.title)
    where = ", ".join(place[:LONGEST_PLACE] for place in places if place)
    name = NAMES[chosen.basis] if chosen.basis else "the largest total"
    unit = unit_text(number.unit, number.scale)
    of = f"{percent.normalize():f}% of {name}, {whole}{f' ({where})' if where else ''}"
    return f"Materiality is {material}{f' {unit}' if unit else ''}: {of}"


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():,f}"


def _relative(value: Decimal, difference: Decimal) -> Severity:
    size = abs(difference)
    if size * 10 >= abs(value):
        return "high"
    return "medium" if size * 200 >= abs(value) else "low"
