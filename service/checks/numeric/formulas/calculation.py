"""What a formula gives, exactly, from the numbers that its cells hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException, localcontext
from typing import Final

from service.checks.numeric.formulas.amount import Amount, cell_amount
from service.checks.numeric.formulas.functions import FUNCTIONS, ErrorValue
from service.checks.numeric.formulas.tree import Call, CellReference, Constant, Node, NotCalculated, Operation
from service.checks.numeric.formulas.workbook import Address, Workbook

Value = Amount | str | bool | None
"""None for an empty cell."""
PRECISION: Final = 40
"""Digits that are calculated with; a workbook holds fifteen."""
_LARGEST: Final = 400
"""Powers of ten beyond which nothing is calculated."""
_LARGEST_RESULT: Final = 30
"""Powers of ten. No figure of a report is as large."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """Calculates formulas in the cell ``own``, with some cells read as holding something else."""

    workbook: Workbook
    own: Address
    instead: Mapping[Address, Decimal] = field(default_factory=dict[Address, Decimal])

    def amount(self, node: Node) -> Amount:
        """What a formula gives.

        Raises:
            NotCalculated: it gives no number, or cannot be calculated here.
        """
        try:
            with localcontext(prec=PRECISION):
                found = self.number(node)
        except DecimalException as error:
            raise NotCalculated("its numbers are too large") from error
        if not found.value.is_finite() or found.value.adjusted() > _LARGEST_RESULT:
            raise NotCalculated("its numbers are too large")
        return found

    def number(self, node: Node | None) -> Amount:
        """A value as a number: nothing counts as zero."""
        value = self.value(node)
        if isinstance(value, bool):
            return Amount(Decimal(int(value)))
        if isinstance(value, str):
            raise NotCalculated("it calculates with a text")
        return Amount(Decimal(0)) if value is None else value

    def value(self, node: Node | None) -> Value:
        """Whatever a part of a formula gives."""
        match node:
            case None:
                return None
            case Constant(value):
                return Amount(value) if isinstance(value, Decimal) else value
            case CellReference():
                return self._single(node)
            case Operation():
                return self._operation(node)
            case Call(name, arguments):
                function = FUNCTIONS.get(name)
                if function is None:
                    raise NotCalculated(f"it uses {name}, which is not calculated here")
                return function(self, arguments)

    def listed(self, reference: CellReference) -> list[tuple[Address, Value]]:
        """What the cells of a range hold, those left out that hold nothing."""
        held = [(address, self._held(address)) for address in self.workbook.cells_of(reference, self.own)]
        return [(address, value) for address, value in held if value is not None]

    def truth(self, node: Node | None) -> bool:
        """A condition."""
        value = self.value(node)
        if isinstance(value, str):
            raise NotCalculated("its condition is a text")
        return value if isinstance(value, bool) else value is not None and value.value != 0

    def _single(self, reference: CellReference) -> Value:
        if not reference.single:
            raise NotCalculated("it calculates with a whole range at once")
        found = list(self.workbook.cells_of(reference, self.own))
        return self._held(found[0]) if found else None

    def _held(self, address: Address) -> Value:
        if address == self.own:
            raise NotCalculated("it refers to its own cell")
        if address in self.instead:
            return cell_amount(address, self.instead[address])
        held = self.workbook.held_at(address)
        if isinstance(held, str) and held.startswith("#"):
            raise ErrorValue(f"it refers to a cell that shows {held}")
        return cell_amount(address, held) if isinstance(held, Decimal) else held

    def _operation(self, node: Operation) -> Value:
        if len(node.values) == 1:
            return self.number(node.values[0]).times(Decimal(-1) if node.sign == "-" else Decimal("0.01"))
        if node.sign in _COMPARISONS:
            return self._compared(node)
        if node.sign not in ("+", "-", "*", "/", "^"):
            raise NotCalculated("it puts texts together")
        one, other = (self.number(value) for value in node.values)
        match node.sign:
            case "+":
                return one + other
            case "-":
                return one - other
            case "*":
                return one * other
            case "/":
                return _quotient(one, other)
            case _:
                return power(one, other)

    def _compared(self, node: Operation) -> bool:
        one, other = (self.value(value) for value in node.values)
        if isinstance(one, str) or isinstance(other, str):
            if not isinstance(one, str | None) or not isinstance(other, str | None):
                raise NotCalculated("it compares a text with a number")
            first, second = (one or "").casefold(), (other or "").casefold()
            order = (first > second) - (first < second)
        else:
            gap = _size(one) - _size(other)
            order = (gap > 0) - (gap < 0)
        return order in _COMPARISONS[node.sign]


_COMPARISONS: Final[Mapping[str, tuple[int, ...]]] = {
    "=": (0,), "<>": (-1, 1), "<": (-1,), ">": (1,), "<=": (-1, 0), ">=": (0, 1),
}  # fmt: skip


def _size(value: Amount | bool | None) -> Decimal:
    return value.value if isinstance(value, Amount) else Decimal(bool(value))


def _quotient(one: Amount, other: Amount) -> Amount:
    if not other.value:
        raise ErrorValue("it divides by zero")
    return one.over(other)


def power(base: Amount, exponent: Amount) -> Amount:
    """A power; slopes by the exponent are left out, since growth is compounded over a fixed number of years."""
    if not base.value or abs(exponent.value) > _LARGEST or (base.value < 0 and exponent.value % 1):
        raise NotCalculated("it takes a power that is not calculated here")
    value = base.value**exponent.value
    slope = exponent.value * value / base.value
    return Amount(value, {address: slope * s for address, s in base.slopes.items()}, straight=not base.slopes)
