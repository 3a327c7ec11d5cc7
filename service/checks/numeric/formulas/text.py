"""A formula in figures: what stands in each cell, in place of the cell's name."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from service.checks.numeric.formulas.tree import Call, CellReference, Constant, Node, Operation
from service.checks.numeric.formulas.workbook import Address, Workbook
from service.checks.numeric.table.sheet import Figure

LONGEST: Final = 200
"""Characters of a formula in figures; a longer one is cited as it stands in the cell."""
_SIGNS: Final[Mapping[str, str]] = {"-": "−", "*": "×", "/": "÷"}
_BINDS: Final[Mapping[str, int]] = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}
_MOST_CELLS: Final = 12
"""Cells of a range that are spelled out."""


def in_figures(node: Node, own: Address, workbook: Workbook, formula: str) -> str:
    """The formula with figures; as it stands in the cell where that would be long, or where it asks conditions."""
    text = _Writer(own, workbook).text(node)
    return text if text and len(text) <= LONGEST else formula[:LONGEST]


class _Writer:
    def __init__(self, own: Address, workbook: Workbook) -> None:
        self._own = own
        self._workbook = workbook

    def text(self, node: Node) -> str:
        """A part of a formula; "" if it cannot be written in figures alone."""
        match node:
            case Constant(value):
                return f"{value:,f}" if isinstance(value, Decimal) else ""
            case CellReference():
                return self._cells(node)
            case Operation(sign, (only,)):
                text = self._inner(only, 3)
                return text and (f"{text}%" if sign == "%" else f"−{text}")
            case Operation(sign, values) if sign in _BINDS:
                binds = _BINDS[sign]
                left, right = self._inner(values[0], binds), self._inner(values[1], binds + (sign in "-/"))
                return f"{left} {_SIGNS.get(sign, sign)} {right}" if left and right else ""
            case Call("SUM", arguments):
                parts = [self.text(argument) for argument in arguments if argument is not None]
                return f"({' + '.join(parts)})" if all(parts) else ""
            case _:
                return ""

    def _inner(self, node: Node, binds: int) -> str:
        text = self.text(node)
        loose = isinstance(node, Operation) and len(node.values) > 1 and _BINDS.get(node.sign, 0) < binds
        return f"({text})" if text and loose else text

    def _cells(self, reference: CellReference) -> str:
        cells = list(self._workbook.cells_of(reference, self._own))
        figures = [figure for cell in cells if (figure := self._workbook.figures.get(cell))]
        if len(figures) != len(cells) or not 0 < len(cells) <= _MOST_CELLS:
            return ""
        return " + ".join(shown(figure) for figure in figures)


def shown(figure: Figure) -> str:
    """A figure as a relation prints it."""
    text = f"{figure.value:,f}".replace("-", "−") + ("%" if "%" in figure.number.text else "")
    return f"({text})" if figure.value < 0 else text
