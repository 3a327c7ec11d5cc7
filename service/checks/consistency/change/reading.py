"""What follows the verb of a change: figures, each with the part of the change that it is, and periods."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from service.checks.concepts.measures import measures
from service.checks.consistency.change.parts import Part
from service.checks.consistency.change.words import (
    ALSO,
    ASIDE,
    BASE,
    BRACKET,
    BREAK,
    BY,
    COLON,
    FROM,
    QUALIFIED,
    SHARE,
    TO,
)
from service.checks.consistency.sentence.masked import Masked, Token, unhedged
from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.poles import crossed
from service.reports.prose.figure import StatedFigure

_LONGEST_GLUE = 70
"""Characters between two figures of one statement."""


@dataclass(frozen=True, slots=True)
class AfterVerb:
    """What was read of a change."""

    figures: tuple[tuple[Part, StatedFigure], ...] = ()
    periods: tuple[Period, ...] = ()
    bases: tuple[Period, ...] = ()
    """The periods that it is compared with."""
    other: tuple[tuple[Part, StatedFigure], ...] = ()
    """Figures of another measure than the others."""
    measures: frozenset[str] = frozenset()
    """The measures of ``other``, where there is nothing else."""
    crossed: bool = False
    """One end is called a loss, and the other a gain."""
    end: int = 0

    @property
    def last(self) -> Part | None:
        return self.figures[-1][0] if self.figures else None

    def count(self, part: Part) -> int:
        return sum(part == other for other, _ in self.figures)

    def has(self, part: Part) -> bool:
        return self.count(part) > 0

    def awaits(self, part: Part) -> bool:
        """Whether a figure of this part can come: the first, or one more for a change that is enumerated."""
        return self.count(part) < max((self.count(other) for other, _ in self.figures), default=1) or not self.has(part)


def read_after_verb(masked: Masked, start: int, before: tuple[tuple[Part, StatedFigure], ...]) -> AfterVerb:
    """What is from ``start`` on, up to where the statement ends; ``before`` was read in front of the verb.

    It ends with the first token that is too far from the one before, or does not belong to the statement by the words
    between the two.
    """
    read = AfterVerb(before, end=start)
    ends: dict[Part, Token] = {}
    for token in masked.tokens:
        goes_on = _past_aside(masked.text, read.end)
        if token.start < goes_on:
            continue
        glue = unhedged(masked.text[goes_on : token.start])
        following = None if len(glue) > _LONGEST_GLUE or BREAK.search(glue) else _with(masked, read, token, glue)
        if following is None:
            break
        read = replace(following, end=token.end)
        if read.last in ("end", "start") and token.figure:
            ends[read.last] = token
    is_crossed = "end" in ends and "start" in ends and crossed(masked, ends["end"], ends["start"])
    return replace(read, crossed=is_crossed)


def _past_aside(text: str, at: int) -> int:
    """Where the statement goes on behind a bracket that gives the same change in another measure; else ``at``."""
    aside = ASIDE.match(text[at:])
    return at + aside.end() if aside else at


def _with(masked: Masked, read: AfterVerb, token: Token, glue: str) -> AfterVerb | None:
    """With one token more; None where it does not belong to the statement."""
    if token.mention:
        if BRACKET.match(glue) and masked.after(token).lstrip().startswith(":"):
            # What a bracket after an amount compares with is not where this change started.
            return replace(read, bases=(*read.bases, token.mention.period)) if read.last == "end" else None
        return _with_period(read, token.mention.period, glue)
    figure = _own(token.figure, masked.after(token))
    if figure and figure.kind == "percent" and SHARE.match(masked.after(token)):
        return read if read.has("end") or read.has("amount") else None
    part = _part(read, figure, glue) if figure and not figure.in_range else None
    if figure is None or part is None:
        return None
    qualified = QUALIFIED.match(masked.after(token))
    if qualified is None:
        return replace(read, figures=(*read.figures, (part, figure)))
    of_another = measures(qualified.group()) or frozenset({"comparable"})
    return replace(read, other=(*read.other, (part, figure)), measures=read.measures if read.figures else of_another)


def _own(figure: StatedFigure | None, after: str) -> StatedFigure | None:
    """The figure; a bare one that only has the per cent of the next is an amount before "or": "1.85, or 33%"."""
    if figure and figure.kind == "percent" and figure.text[-1].isdigit() and re.match(r",?\s*or\b", after):
        return replace(figure, kind="count", unit=None)
    return figure


def _with_period(read: AfterVerb, period: Period, glue: str) -> AfterVerb:
    """A period after "from" or "compared to", or after the figure it started from, is the one compared with."""
    if BASE.search(glue) or (read.last == "start" and not ALSO.match(glue)):
        return replace(read, bases=(*read.bases, period))
    if read.bases and not read.has("start") and ALSO.match(glue):
        return replace(read, bases=(*read.bases, period))
    return replace(read, periods=(*read.periods, period))


def _part(read: AfterVerb, figure: StatedFigure, glue: str) -> Part | None:
    """Which part of the change a figure is, from what is before it."""
    own: Part = "percent" if figure.kind == "percent" else "amount"
    if FROM.search(glue) or (COLON.match(glue) and read.has("end")):
        return None if read.has("start") and not ALSO.match(glue) else "start"
    if TO.search(glue):
        return None if read.has("end") and not ALSO.match(glue) else "end"
    if ALSO.match(glue) and read.last in ("end", "start") and figure.kind == read.figures[-1][1].kind:
        return read.last
    if ALSO.match(glue) and read.has(own):
        return own
    return own if BY.match(glue) and read.awaits(own) else None
