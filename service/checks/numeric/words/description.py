"""The sentence of a finding: what is printed, what would be right, and whether another figure may be wrong instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from service.checks.numeric.blame.culprit import Culprit
from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.words.legible import legible, written
from service.checks.numeric.words.relation_text import caption_of
from service.counting import counted


def description(culprit: Culprit, name: str, sheets: Sequence[Sheet]) -> str:
    """One sentence about the figure called ``name``, and what of other figures had to be assumed for it.

    Where another figure may be wrong instead, it says so, and what bears the printed one out: a total of which nothing
    says that it is wrong may differ from another one that is.
    """
    return f"{_sentence(culprit, name, sheets)}{_assumed(culprit, sheets)}."


def _sentence(culprit: Culprit, name: str, sheets: Sequence[Sheet]) -> str:
    figure, right = culprit.figure, written(expected_of(culprit))
    printed = f"{name} is {'left empty' if figure.left_empty else f'printed as {written(figure.value)}'}"
    held = _held(culprit)
    borne = f", which {held}" if held else ""
    if culprit.beyond_doubt and not held:
        return f"{printed}; {right} would agree with the figures around it"
    if (other := _only_other(culprit)) is not None:
        return f"{printed}{borne}, but {caption_of(other, sheets)} gives {right}; either of the two may be wrong"
    if culprit.beyond_doubt:
        settled = counted(len(culprit.mended), "broken relation")
        return f"{printed}{borne}, but {right} would settle {settled}"
    if not is_whole(broken_sum(culprit), figure):
        return f"{printed}, where {right} would fit; it may be wrong, or another figure that it was checked against"
    parts = "the balance before and the movements" if broken_sum(culprit).check == "roll_forward" else "its parts"
    if culprit.suspected:
        return f"{printed}{borne}, but {parts} come to {right}; it may be wrong, or one of them"
    return f"{printed}{borne}, but {parts} come to {right}; probably one of them is wrong"


def expected_of(culprit: Culprit) -> Decimal:
    """What the figure should be, as one writes it."""
    return legible(culprit.expected, (figure for equation in culprit.mended for figure in equation.figures))


def broken_sum(culprit: Culprit) -> Equation:
    """The strongest of its relations; of those in doubt the strongest that the figure itself is the total of."""
    strongest = sorted(culprit.mended, key=lambda equation: -equation.strength)
    own = (one for one in strongest if is_whole(one, culprit.figure))
    return strongest[0] if culprit.beyond_doubt else next(own, strongest[0])


def is_whole(equation: Equation, figure: Figure) -> bool:
    """Whether the figure is a total of the relation, with parts."""
    return isinstance(equation, Sum) and len(equation.figures) > 2 and equation.figures[0].place == figure.place


def _held(culprit: Culprit) -> str:
    """What bears out the printed figure: "1 other relation bears out"; "" where nothing does."""
    if not culprit.breaks:
        return ""
    bear = "bears" if len(culprit.breaks) == 1 else "bear"
    return f"{counted(len(culprit.breaks), 'other relation')} {bear} out"


def _assumed(culprit: Culprit, sheets: Sequence[Sheet]) -> str:
    """What had to be taken for other figures, which findings of their own say to be wrong."""
    taken = " and ".join(
        f"{written(value)} for {caption_of(figure, sheets)}, printed as {written(figure.value)}"
        for figure, value in culprit.assumed
    )
    own = "findings of their own" if len(culprit.assumed) > 1 else "a finding of its own"
    return f" (with {taken}: {own})" if taken else ""


def _only_other(culprit: Culprit) -> Figure | None:
    """The one figure that it was checked against; None where there are more."""
    others = {other.place: other for equation in culprit.mended for other in equation.figures}
    others.pop(culprit.figure.place, None)
    return next(iter(others.values())) if len(others) == 1 else None
