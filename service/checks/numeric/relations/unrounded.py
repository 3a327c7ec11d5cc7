"""Sums that miss by what rounding would explain, in tables in which nothing is rounded: all other sums are exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeGuard

from service.checks.numeric.relations.equation import Equation, Sum

LEAST_EXACT = 8
"""Other sums of the table that are exact to the digit: of rounded figures, so many hardly ever are."""
EXACT_FOR_ROUNDED = 99
"""Sums of the report that are exact for each that is not: where more are rounded, those of any table may be."""


def held_to_the_digit(equations: Sequence[Equation]) -> tuple[Equation, ...]:
    """The equations; of the sums that are off by no rounding, none has any left."""
    off = {id(one) for one in _off_by_no_rounding(equations)}
    return tuple(
        replace(one, rounding=Decimal(0)) if isinstance(one, Sum) and id(one) in off else one for one in equations
    )


def _off_by_no_rounding(equations: Iterable[Equation]) -> Iterator[Sum]:
    """The sums of a table that are off within rounding, all for the sake of one figure, where no other sum of it is.

    Columns that add up the same lines, or rows that add up the same columns, are exact, too, and so is nearly every sum
    of the report.
    """
    tables: dict[int, list[Sum]] = defaultdict(list)
    for one in equations:
        if _adds_amounts(one) and one.holds({}):
            tables[one.figures[0].table].append(one)
    rounded = sum(bool(one.gap_in_print) for sums in tables.values() for one in sums)
    if rounded * (1 + EXACT_FOR_ROUNDED) > sum(map(len, tables.values())):
        return
    for sums in tables.values():
        off = [one for one in sums if one.gap_in_print]
        exact = [one for one in sums if not one.gap_in_print]
        if off and len(exact) >= LEAST_EXACT and _share_a_figure(off) and all(_has_like(one, exact) for one in off):
            yield from off


def _adds_amounts(one: Equation) -> TypeGuard[Sum]:
    """It is a sum within a table, of several amounts; percentages are rounded everywhere."""
    added = sum(bool(figure.amount) and figure.kind == "amount" for figure in one.figures)
    return isinstance(one, Sum) and one.of_one_table and added > 2


def _share_a_figure(sums: Sequence[Sum]) -> bool:
    shared = {figure.place for figure in sums[0].figures}
    return bool(shared.intersection(*({figure.place for figure in one.figures} for one in sums[1:])))


def _has_like(one: Sum, exact: Iterable[Sum]) -> bool:
    """Another sum adds up the same lines in another column, or the same columns in another line."""
    lines, lanes = _lines(one), _lanes(one)
    return any((lines and _lines(other) == lines) or (lanes and _lanes(other) == lanes) for other in exact)


def _lines(one: Sum) -> tuple[int, ...] | None:
    """The lines of a sum down a column; the first is the total."""
    return tuple(figure.line for figure in one.figures) if len({figure.lane for figure in one.figures}) == 1 else None


def _lanes(one: Sum) -> tuple[int, ...] | None:
    return tuple(figure.lane for figure in one.figures) if len({figure.line for figure in one.figures}) == 1 else None
