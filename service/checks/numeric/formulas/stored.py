"""What a workbook holds for a figure, and how its format shows it: rounded, in per cent, in thousands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from service.checks.numeric.relations.equation import Corrections, value_of
from service.checks.numeric.table.sheet import Figure

_SHIFTS: Final = (0, -2, 3, 6, 9)
"""Powers of ten between what is held and what is shown: none, per cent, thousands, millions, billions."""


@dataclass(frozen=True, slots=True)
class Stored:
    """``number`` is what the cell holds, ``factor`` what one printed unit of the figure stands for."""

    number: Decimal
    factor: Decimal

    def read(self, figure: Figure, corrections: Corrections) -> Decimal:
        """What the cell holds, or would hold if the figure were corrected."""
        if figure.place in corrections:
            return self.factor * value_of(figure, corrections)
        return self.number

    def is_as_printed(self, figure: Figure) -> bool:
        """It holds no more digits than it shows."""
        return self.number == self.factor * figure.value


def stored_of(figure: Figure) -> Stored | None:
    """What the workbook holds for a figure; None if it is nothing that could be shown like that."""
    number = figure.cell.stored
    if number is None:
        return None
    half = half_step(figure)
    shifts = sorted(_SHIFTS, key=lambda shift: shift != -2) if "%" in figure.number.text else _SHIFTS
    for shift in shifts:
        for sign in (1, -1):
            if abs(sign * number.scaleb(-shift) - figure.value) <= half:
                return Stored(number, sign * Decimal(1).scaleb(shift))
    return None


def half_step(figure: Figure) -> Decimal:
    """Half of one unit of its last printed place."""
    return figure.last_place / 2
