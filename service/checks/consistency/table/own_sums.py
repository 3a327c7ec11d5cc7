"""What a table's own sums say of one of its figures: where they say what a sentence does, the sentence is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from service.checks.consistency.table.interval import digits, of_number
from service.checks.consistency.table.matching import fits
from service.checks.numeric.ratios.percent import ratios_of
from service.checks.numeric.relations.equation import Equation, Place
from service.checks.numeric.sums.sums import sums_of
from service.checks.numeric.table.sheet import sheet_of
from service.reports.model import Cell, Table
from service.reports.prose.figure import StatedFigure

_TELLING = 2
"""Digits that a figure must print: with one alone, a sum agrees by chance."""


def own_sums_say(table: Table, cell: Cell, figure: StatedFigure) -> bool:
    """Whether the cell breaks sums of its table, is in none that holds, and a sentence's ``figure`` mends them all.

    The table is searched for its sums: ask only where a sentence is about to be called wrong.
    """
    if cell.number is None or digits(figure.value) < _TELLING:
        return False
    sheet = sheet_of(table)
    place = (table.index, cell.row, cell.column)
    own = [one for one in sums_of(sheet, ratios_of(sheet)).equations if any(f.place == place for f in one.figures)]
    if any(one.holds({}) for one in own):
        return False
    mending = (value for one in own if (value := _mending(place, one, own)) is not None)
    return any(fits(figure, of_number(replace(cell.number, value=value)), cell.number) for value in mending)


def _mending(place: Place, one: Equation, own: Sequence[Equation]) -> Decimal | None:
    value = one.solved_for(place, {})
    return value if value is not None and all(other.holds({place: value}) for other in own) else None
