"""Sums that a definition overrules: the same lines, added up in another way.

Of three figures that come to one another any one is the sum of the others, if its sign is wrong: what opened the year,
printed as negative, makes the change of the year the sum of both balances. What the captions define is the better
reading, if as many columns hold by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from service.checks.numeric.relations.equation import Equation, Sum

Lines = frozenset[tuple[int, int]]
"""Table and line of each figure."""
Reading = frozenset[tuple[tuple[int, int], Decimal]]
"""Lines with what each counts, in a relation that they satisfy."""


def not_overruled(equations: Iterable[Equation], definitions: Sequence[Sum]) -> list[Equation]:
    """The equations without those that a definition reads otherwise."""
    known = list(equations)
    defined = {reading: _lines(reading) for one in definitions if (reading := _reading(one))}
    of_lines = set(defined.values())
    read = [reading if (reading := _reading(one)) and _lines(reading) in of_lines else None for one in known]
    holding = Counter(reading for one, reading in zip(known, read, strict=True) if reading and one.holds({}))
    held = Counter(_lines(reading) for one in definitions if one.holds({}) and (reading := _reading(one)))
    return [
        one
        for one, reading in zip(known, read, strict=True)
        if reading is None or reading in defined or not held[_lines(reading)] >= max(1, holding[reading])
    ]


def _lines(reading: Reading) -> Lines:
    return frozenset(line for line, _ in reading)


def _reading(equation: Equation) -> Reading | None:
    """How a sum of lines in one column adds them up, whichever of them it explains; None for other relations."""
    lanes = {(figure.table, figure.lane) for figure in equation.figures}
    if not isinstance(equation, Sum) or len(equation.figures) < 3 or len(lanes) != 1:
        return None
    counts = (Decimal(-1), *equation.factors)
    lines = [(figure.table, figure.line) for figure in equation.figures]
    first = min(zip(lines, counts, strict=True))[1]
    return frozenset((line, count / first) for line, count in zip(lines, counts, strict=True))
