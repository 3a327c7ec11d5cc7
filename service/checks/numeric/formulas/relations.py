"""What the formulas of a workbook say of its figures: certain, whatever the columns beside them do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from service.checks.numeric.formulas.amount import Amount
from service.checks.numeric.formulas.calculation import Calculation
from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.formulas.equations import equation_of, holds_what_it_gives
from service.checks.numeric.formulas.stored import stored_of
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

    workbook: Workbook
    nodes: dict[Address, Node] = field(default_factory=dict[Address, Node])
    equations: dict[Address, Sum | Computed] = field(default_factory=dict[Address, "Sum | Computed"])
    """The equation that each formula makes."""
    unread: dict[tuple[int, str], list[Figure]] = field(default_factory=dict[tuple[int, str], list[Figure]])
    """By table and reason the figures whose formula could not be calculated."""


def formulas_of(workbook: Workbook) -> Formulas:
    """Every formula behind a figure, with what it says."""
    found = Formulas(workbook)
    amounts = dict(_amounts(found))
    rounded = _rounded(workbook, amounts)
    for address, amount in amounts.items():
        figure, node = workbook.figures[address], found.nodes[address]
        evidence = f"its formula is {(figure.cell.formula or '')[:LONGEST]}"
        try:
            equation = equation_of(workbook, figure, node, evidence, amount=amount, rounded=rounded)
        except NotCalculated as reason:
            found.unread.setdefault((figure.table, str(reason)), []).append(figure)
            continue
        if equation is not None:
            found.equations[address] = equation
    return found


def _amounts(found: Formulas) -> Iterator[tuple[Address, Amount]]:
    """What each formula gives; those that cannot be calculated are noted as unread."""
    for address, figure in found.workbook.figures.items():
        if figure.cell.formula is None:
            continue
        try:
            node = found.nodes[address] = parsed(figure.cell.formula, address[1:], found.workbook.names)
            yield address, Calculation(found.workbook, address).amount(node)
        except NotCalculated as reason:
            found.unread.setdefault((figure.table, str(reason)), []).append(figure)


def _rounded(workbook: Workbook, amounts: Mapping[Address, Amount]) -> frozenset[Address]:
    """The cells with a formula that hold no more digits than they show, and not just what their formula gives."""
    found: set[Address] = set()
    for address, figure in workbook.figures.items():
        held = stored_of(figure)
        if figure.cell.formula is None or held is None or not held.is_as_printed(figure):
            continue
        if address not in amounts or not holds_what_it_gives(figure, amounts[address]):
            found.add(address)
    return frozenset(found)
