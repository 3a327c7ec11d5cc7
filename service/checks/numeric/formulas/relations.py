"""What the formulas of a workbook say of its figures: certain, whatever the columns beside them do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.formulas.equations import equation_of
from service.checks.numeric.formulas.syntax import parsed
from service.checks.numeric.formulas.tree import Node, NotCalculated
from service.checks.numeric.formulas.workbook import Address, Workbook
from service.checks.numeric.relations.equation import Sum
from service.checks.numeric.table.sheet import Figure

LONGEST: Final = 120
"""Characters of a formula that are cited."""


@dataclass(slots=True)
class Formulas:
    """The formulas behind the figures of a report: those that were read, and why the others were not."""

    book: Workbook
    nodes: dict[Address, Node] = field(default_factory=dict[Address, Node])
    equations: dict[Address, Sum | Computed] = field(default_factory=dict[Address, "Sum | Computed"])
    """The equation that each formula makes."""
    unread: dict[tuple[int, str], list[Figure]] = field(default_factory=dict[tuple[int, str], list[Figure]])
    """By table and reason the figures whose formula could not be calculated."""


def formulas_of(book: Workbook) -> Formulas:
    """Every formula behind a figure, with what it says."""
    found = Formulas(book)
    for address, figure in book.figures.items():
        formula = figure.cell.formula
        if formula is None:
            continue
        try:
            node = found.nodes[address] = parsed(formula, address[1:], book.names)
            equation = equation_of(book, figure, node, f"its formula is {formula[:LONGEST]}")
        except NotCalculated as reason:
            found.unread.setdefault((figure.table, str(reason)), []).append(figure)
            continue
        if equation is not None:
            found.equations[address] = equation
    return found
