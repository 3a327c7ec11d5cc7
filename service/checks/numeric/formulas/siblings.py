"""Cells that are not calculated as those beside them: a number typed over a formula, a range that leaves out a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.checks.concepts.words import says_change, says_non_additive
from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.formulas.equations import equation_of
from service.checks.numeric.formulas.relations import LONGEST, Formulas
from service.checks.numeric.formulas.tree import Node, NotCalculated
from service.checks.numeric.relations.equation import Sum
from service.checks.numeric.relations.plausible import slip_between
from service.checks.numeric.table.sheet import Figure, Sheet
from service.reports.xlsx.shared_formulas import moved

LEAST_ALIKE = 2
"""Formulas of one shape that show how a line is calculated."""


@dataclass(frozen=True, slots=True)
class _Odd:
    """A figure among figures that are calculated alike, and one of those."""

    figure: Figure
    like: Figure
    node: Node
    certain: bool
    """Several are calculated alike; else there is just this one to compare with."""


def odd_ones(formulas: Formulas) -> Iterator[Sum]:
    """For each figure that is not calculated as those beside it, what it would be if it were, where that differs.

    Whatever its own formula says holds by itself and is no evidence: it is the formula that is in doubt.
    """
    for sheet in formulas.workbook.sheets:
        for odd in (*_in_lines(sheet, formulas), *_in_lanes(sheet, formulas)):
            equation = _as_the_others(odd, formulas)
            if equation is not None and not equation.holds({}):
                yield equation


def _in_lines(sheet: Sheet, formulas: Formulas) -> Iterator[_Odd]:
    """The one figure of a line that is calculated otherwise than all others."""
    if len(sheet.lanes) < 2:
        return
    additive = [not says_non_additive(label) and not says_change(label) for label in sheet.lanes]
    for line in sheet.lines:
        figures = [f for f in line.figures if f and f.kind == "amount" and additive[f.lane]]
        nodes = [formulas.nodes.get(formulas.workbook.address_of(figure)) for figure in figures]
        alike = Counter(node for node in nodes if node is not None).most_common(1)
        if len(figures) < 2 or not alike or says_non_additive(line.label):
            continue
        node, count = alike[0]
        like = figures[nodes.index(node)]
        odd = [figure for figure, own in zip(figures, nodes, strict=True) if own != node]
        if len(odd) == 1 and count >= LEAST_ALIKE:
            yield _Odd(odd[0], like, node, certain=True)
        elif len(figures) == 2 and len(odd) == 1 and all(nodes):
            for one, other in ((0, 1), (1, 0)):
                theirs = nodes[other]
                if theirs is not None:
                    yield _Odd(figures[one], figures[other], theirs, certain=False)


def _in_lanes(sheet: Sheet, formulas: Formulas) -> Iterator[_Odd]:
    """A figure between two that are calculated alike, each from its own line."""
    for lane, label in enumerate(sheet.lanes):
        figures = [f for line in sheet.lines if (f := line.figures[lane]) is not None and f.kind == "amount"]
        if says_non_additive(label) or says_change(label):
            continue
        nodes = [formulas.nodes.get(formulas.workbook.address_of(figure)) for figure in figures]
        for above, at, below in zip(range(len(nodes)), range(1, len(nodes)), range(2, len(nodes)), strict=False):
            node = nodes[above]
            if (
                node is not None
                and node == nodes[below]
                and node != nodes[at]
                and _runs_across(figures[above], formulas)
            ):
                yield _Odd(figures[at], figures[above], node, certain=True)


def _runs_across(figure: Figure, formulas: Formulas) -> bool:
    equation = formulas.equations.get(formulas.workbook.address_of(figure))
    return isinstance(equation, Sum) and equation.check == "row_total"


def _as_the_others(odd: _Odd, formulas: Formulas) -> Sum | None:
    """That the figure is calculated as the one it is compared with, if that is a sum and can be had in its place."""
    theirs = formulas.equations.get(formulas.workbook.address_of(odd.like))
    address = formulas.workbook.address_of(odd.figure)
    own = formulas.equations.get(address)
    if not isinstance(theirs, Sum) or len(theirs.figures) < 3 or isinstance(own, Computed):
        return None
    if (own is None) != (odd.figure.cell.formula is None):
        return None
    try:
        meant = equation_of(formulas.workbook, odd.figure, odd.node, _evidence(odd), of_first=True)
    except NotCalculated:
        return None
    if not isinstance(meant, Sum) or len(meant.figures) != len(theirs.figures):
        return None
    return meant if _is_meant(odd, own, meant) else None


def _is_meant(odd: _Odd, own: Sum | None, meant: Sum) -> bool:
    """It was to be calculated alike: its formula leaves out what theirs add, or it misses by what a slip explains."""
    if own is not None and not own.holds({}):
        return False
    terms = [{figure.place for figure in equation.figures[1:]} for equation in (own, meant) if equation]
    if len(terms) == 2 and terms[0] < terms[1]:
        return odd.certain or _is_beside(own, meant)
    return odd.certain and _is_near(odd.figure, meant)


def _is_beside(own: Sum | None, meant: Sum) -> bool:
    """What is left out stands at the end of the lines, or columns, that are added up."""
    if own is None:
        return False
    kept = own.figures[1:]
    left_out = [figure for figure in meant.figures[1:] if figure.place not in {other.place for other in kept}]
    return _joins([f.line for f in kept], [f.line for f in left_out]) or (
        _joins([f.lane for f in kept], [f.lane for f in left_out])
    )


def _joins(kept: Sequence[int], left_out: Sequence[int]) -> bool:
    before, after = range(min(left_out), min(kept)), range(max(kept) + 1, max(left_out) + 1)
    return sorted(left_out) in (list(before), list(after))


def _is_near(figure: Figure, meant: Sum) -> bool:
    expected = meant.solved_for(figure.place, {})
    return expected is not None and slip_between(figure.value, expected) is not None


def _evidence(odd: _Odd) -> str:
    cells = odd.figure.cell, odd.like.cell
    there = moved(cells[1].formula or "", cells[0].row - cells[1].row, cells[0].column - cells[1].column)
    own = f"its formula is {cells[0].formula[:LONGEST]}" if cells[0].formula else "it is typed in"
    return f"{own}, where those beside it would be {there[:LONGEST]}"
