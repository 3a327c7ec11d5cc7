"""The functions that reports are calculated with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Final, Protocol

from service.checks.numeric.formulas.amount import Amount, total
from service.checks.numeric.formulas.tree import CellReference, Node, NotCalculated
from service.checks.numeric.formulas.workbook import Address, Workbook

_FINEST: Final = 12
"""Decimals that a figure is rounded to at most."""
_SUBTOTALS: Final[Mapping[Decimal, str]] = {
    Decimal(9): "SUM",
    Decimal(1): "AVERAGE",
    Decimal(4): "MAX",
    Decimal(5): "MIN",
}

Value = Amount | str | bool | None
Arguments = tuple[Node | None, ...]


class ErrorValue(NotCalculated):
    """The formula gives one of a workbook's errors; the text says which and why."""


class Cells(Protocol):
    """What a function asks for its arguments."""

    @property
    def workbook(self) -> Workbook: ...
    @property
    def own(self) -> Address: ...
    def number(self, node: Node | None) -> Amount: ...
    def value(self, node: Node | None) -> Value: ...
    def truth(self, node: Node | None) -> bool: ...
    def listed(self, reference: CellReference) -> list[tuple[Address, Value]]: ...


Function = Callable[[Cells, Arguments], Value]


def _numbers(cells: Cells, arguments: Arguments) -> list[Amount]:
    """All numbers among the arguments; texts and empty cells in ranges are passed over."""
    found: list[Amount] = []
    for argument in arguments:
        if isinstance(argument, CellReference):
            found.extend(value for _, value in cells.listed(argument) if isinstance(value, Amount))
        elif argument is not None:
            found.append(cells.number(argument))
    return found


def _sum(cells: Cells, arguments: Arguments) -> Value:
    return total(_numbers(cells, arguments))


def _average(cells: Cells, arguments: Arguments) -> Value:
    numbers = _numbers(cells, arguments)
    if not numbers:
        raise ErrorValue("it divides by zero")
    return total(numbers).times(1 / Decimal(len(numbers)))


def _largest(cells: Cells, arguments: Arguments) -> Value:
    return max(_numbers(cells, arguments), key=lambda amount: amount.value, default=Amount(Decimal(0)))


def _smallest(cells: Cells, arguments: Arguments) -> Value:
    return min(_numbers(cells, arguments), key=lambda amount: amount.value, default=Amount(Decimal(0)))


def _count(cells: Cells, arguments: Arguments) -> Value:
    return Amount(Decimal(len(_numbers(cells, arguments))))


def _absolute(cells: Cells, arguments: Arguments) -> Value:
    (only,) = _exactly(arguments, 1)
    amount = cells.number(only)
    return amount.times(Decimal(-1)) if amount.value < 0 else amount


def _rounded(mode: str) -> Function:
    def function(cells: Cells, arguments: Arguments) -> Value:
        number, places = _exactly(arguments, 2)
        digits = cells.number(places).value
        if abs(digits) > _FINEST or digits % 1:
            raise NotCalculated("it rounds to a place that is not read")
        unit = Decimal(1).scaleb(-int(digits))
        rounding = unit / 2 if mode == ROUND_HALF_UP else unit
        return cells.number(number).through(lambda value: (value / unit).to_integral_value(mode) * unit, rounding)

    return function


def _if(cells: Cells, arguments: Arguments) -> Value:
    if len(arguments) not in (2, 3):
        raise NotCalculated("it is written in a way that is not read")
    if cells.truth(arguments[0]):
        return cells.value(arguments[1])
    return cells.value(arguments[2]) if len(arguments) == 3 else False


def _if_error(cells: Cells, arguments: Arguments) -> Value:
    wanted, otherwise = _exactly(arguments, 2)
    try:
        return cells.value(wanted)
    except ErrorValue:
        return cells.value(otherwise)


def _and(cells: Cells, arguments: Arguments) -> Value:
    return all(cells.truth(argument) for argument in arguments)


def _or(cells: Cells, arguments: Arguments) -> Value:
    return any(cells.truth(argument) for argument in arguments)


def _not(cells: Cells, arguments: Arguments) -> Value:
    (only,) = _exactly(arguments, 1)
    return not cells.truth(only)


def _product(cells: Cells, arguments: Arguments) -> Value:
    found = Amount(Decimal(1))
    for amount in _numbers(cells, arguments):
        found = found * amount
    return found


def _subtotal(cells: Cells, arguments: Arguments) -> Value:
    """Like the function it names, but cells that are subtotals themselves are passed over."""
    kind = cells.number(arguments[0]).value if arguments else Decimal(0)
    name = _SUBTOTALS.get(kind)
    if name is None or not all(isinstance(argument, CellReference) for argument in arguments[1:]):
        raise NotCalculated(f"it uses SUBTOTAL({kind:f}), which is not calculated here")
    found: list[Amount] = []
    for argument in arguments[1:]:
        if isinstance(argument, CellReference):
            if cells.workbook.hides_rows(argument, cells.own):
                raise NotCalculated("a SUBTOTAL passes over rows that a filter has hidden, and some are hidden")
            own = (v for at, v in cells.listed(argument) if "SUBTOTAL(" not in (cells.workbook.formula_at(at) or ""))
            found.extend(value for value in own if isinstance(value, Amount))
    match name:
        case "SUM":
            return total(found)
        case "AVERAGE" if found:
            return total(found).times(1 / Decimal(len(found)))
        case "MAX" if found:
            return max(found, key=lambda amount: amount.value)
        case "MIN" if found:
            return min(found, key=lambda amount: amount.value)
        case _:
            raise ErrorValue("it divides by zero")


def _exactly(arguments: Arguments, count: int) -> Arguments:
    if len(arguments) != count:
        raise NotCalculated("it is written in a way that is not read")
    return arguments


FUNCTIONS: Final[Mapping[str, Function]] = {
    "SUM": _sum, "AVERAGE": _average, "MAX": _largest, "MIN": _smallest, "COUNT": _count, "ABS": _absolute,
    "ROUND": _rounded(ROUND_HALF_UP), "ROUNDUP": _rounded(ROUND_UP), "ROUNDDOWN": _rounded(ROUND_DOWN), "IF": _if,
    "IFERROR": _if_error, "AND": _and, "OR": _or, "NOT": _not, "PRODUCT": _product, "SUBTOTAL": _subtotal,
}  # fmt: skip
