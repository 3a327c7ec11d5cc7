"""The sentence of a finding: what is printed, what would be right, and whether another figure may be wrong instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.words.legible import legible, written
from service.checks.numeric.words.relation_text import caption_of
from service.counting import counted


def description(culprit: Culprit, name: str, sheets: Sequence[Sheet]) -> str:
    """One sentence about the figure called ``name``.

    Where another figure may be wrong instead, it says so, and what speaks for the printed one: a total of which nothing
    says that it is wrong may differ from another one that is.
    """
    figure, right = culprit.figure, written(expected_of(culprit))
    printed = f"{name} is {'left empty' if figure.left_empty else f'printed as {written(figure.value)}'}"
    if culprit.beyond_doubt and not culprit.breaks:
        return f"{printed}; {right} would agree with the figures around it."
    breaks = f", and {right} would break {_holding_now(culprit)}" if culprit.breaks else ""
    other = _only_other(culprit)
    if other is not None:
        return f"{printed}, but {caption_of(other, sheets)} gives {right}; either of the two may be wrong{breaks}."
    settled = counted(len(culprit.mended), "broken relation")
    return (
        f"{printed}; {right} would settle {settled}, but one of the figures that it was checked against may be the "
        f"wrong one instead{breaks}."
    )


def expected_of(culprit: Culprit) -> Decimal:
    """What the figure should be, as one writes it."""
    return legible(culprit.expected, (figure for equation in culprit.mended for figure in equation.figures))


def _holding_now(culprit: Culprit) -> str:
    return counted(len(culprit.breaks), "relation that holds now", "relations that hold now")


def _only_other(culprit: Culprit) -> Figure | None:
    """The one figure that it was checked against; None where there are more."""
    others = {other.place: other for equation in culprit.mended for other in equation.figures}
    others.pop(culprit.figure.place, None)
    return next(iter(others.values())) if len(others) == 1 else None
