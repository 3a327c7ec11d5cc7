"""What a sentence states of one thing: figures, each with its period, and the words that say what they are of."""

from __future__ import annotations

from dataclasses import dataclass

from service.checks.consistency.sentence.period import Period
from service.reports.prose.figure import StatedFigure


@dataclass(frozen=True, slots=True)
class DatedFigure:
    """A figure and the period it is of."""

    figure: StatedFigure
    period: Period


@dataclass(frozen=True, slots=True)
class StatedFact:
    """What a sentence says of one thing, for one period or several."""

    words: frozenset[str]
    """The words of the sentence that can say what the figures are of."""
    subject: str
    """The words just before the first figure."""
    items: tuple[DatedFigure, ...]
    tail: str = ""
    """Lower-case words after the last figure and period."""
    verbal: bool = False
    """The figures follow a verb, whose subject the words are: "net sales were $5 million"."""
    measures: frozenset[str] = frozenset()
    """What they are figures of, where that is not the reported one."""
    supposed: bool = False
    """The sentence says what would be."""
    head: str | None = None
    """The noun that the figures are of: "reserve" in "inventory reserves were"; None where the words leave it open."""
