"""A broken relation in figures: what it gives, and what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from service.checks.numeric.formulas.computed import Computed
from service.checks.numeric.ratios.percent import Ratio
from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.words.legible import legible, written
from service.checks.numeric.words.shortened import shortened
from service.checks.numeric.words.signed_sum import signed_sum

MOST_TERMS = 12
"""Terms of a sum that are written out."""
LONGEST_LABEL = 60
LONGEST_RELATION = 300
"""Characters of a relation in figures: with MOST_TERMS and LONGEST_LABEL few ever reach it."""


def relation_text(equation: Equation, sheets: Sequence[Sheet]) -> str:
    """The relation in figures, with what it gives and what is printed; a long one is cut."""
    return shortened(_in_figures(equation, sheets), LONGEST_RELATION)


def _in_figures(equation: Equation, sheets: Sequence[Sheet]) -> str:
    first, *rest = (written(figure.value) for figure in equation.figures)
    label = caption_of(equation.figures[0], sheets)
    if isinstance(equation, Computed):
        given = equation.solved_for(equation.figures[0].place, {})
        gives = "cannot be calculated" if given is None else f"gives {written(given)}"
        return f"{label}: {equation.relation} {gives}, printed is {first} ({equation.evidence})."
    if isinstance(equation, Ratio):
        if equation.form == "per_share":
            return f"{label}: {first} is not {rest[0]}{equation.rescaling} divided by {rest[1]}."
        word = "change from" if equation.form == "change" else "share of"
        return f"{label}: {first}% is not the {word} {rest[1]} ({rest[0]})."
    evidence = f" ({equation.evidence})" if isinstance(equation, Sum) and equation.evidence else ""
    if isinstance(equation, Sum) and not rest:
        return f"{label}: {first}, but {written(equation.unprinted)} by its tag{evidence}."
    if isinstance(equation, Sum) and len(rest) > 1:
        printed = "nothing" if equation.figures[0].left_empty else first
        given = equation.solved_for(equation.figures[0].place, {}) or Decimal(0)
        sums = f"{signed_sum(equation, MOST_TERMS)} gives {written(legible(given, equation.figures))}"
        return f"{label}: {sums}, printed is {printed}{evidence}."
    other = f"{caption_of(equation.figures[1], sheets)}{_elsewhere(equation.figures[0], equation.figures[1], sheets)}"
    return f"{label}: {first}, but {rest[0]} at {other}{evidence}."


def _elsewhere(first: Figure, other: Figure, sheets: Sequence[Sheet]) -> str:
    """The name of the table of the other figure, where it is not that of the first."""
    title = sheets[other.table].table.title.rstrip(" :")
    return f" in “{shortened(title, LONGEST_LABEL)}”" if other.table != first.table and title else ""


def caption_of(figure: Figure, sheets: Sequence[Sheet]) -> str:
    """The figure's line and column, each cut at a word to a length that can be read."""
    line = sheets[figure.table].lines[figure.line]
    whole = (line.label or line.heading, sheets[figure.table].lanes[figure.lane])
    label, lane = (shortened(text, LONGEST_LABEL) for text in whole)
    return f"{label} ({lane})" if lane and label else label or lane or "unnamed line"
