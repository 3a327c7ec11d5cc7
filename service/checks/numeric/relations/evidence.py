"""How much evidence is enough: thresholds that several searches share.

Evidence is counted in decimal digits of coincidence: a relation that would hold by chance once in a thousand tables has
three. What a search needs beside these stands with the search.
"""

from __future__ import annotations

from service.checks.numeric.table.sheet import Figure

LEAST_UNITS = 100
"""Units of the last printed place below which a figure equals another one by chance."""
HOLDING_FOR_BROKEN = 4
"""Relations of one kind that must hold for each broken one: errors are rare, wrong relations are not."""
FIRM = 3
"""Relations of one kind that must hold where neither words nor the mark of a slip speak for an error."""
OF_A_BALANCE_CARRIED_FORWARD = 3.0
OF_A_TIE = 4.0
OF_A_RUNNING_BALANCE = 5.0
OF_A_DEFINITION = 6.0
OF_A_TAG = 7.0
OF_A_FORMULA = 8.0
"""Digits that a relation is taken for on which no columns vote. Nobody writes a formula or a tag by accident; that two
figures are one by their captions is less certain."""


def most_broken(holding: int, *, least: int = 1) -> int:
    """How many relations of one kind may be broken where so many hold; ``least`` may be in any case."""
    return max(least, holding // HOLDING_FOR_BROKEN)


def is_weighty(figure: Figure) -> bool:
    """Whether it is so large that another figure hardly equals it by chance."""
    return abs(figure.amount) >= LEAST_UNITS * figure.step
