"""What follows the verb of a change: figures, each with the part of the change that it is, and periods."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

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
from service.checks.consistency.sentence.masked import Masked, Token
from service.checks.consistency.sentence.measures import measures
from service.checks.consistency.sentence.periods import Period
from service.checks.consistency.sentence.poles import crossed
from service.reports.prose.figure import StatedFigure

_LONGEST_GLUE = 70
"""Characters between two figures of one statement."""


@dataclass(frozen=True, slots=True)
class Heard:
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


def hear(masked: Masked, start: int, before: tuple[tuple[Part, StatedFigure], ...]) -> Heard:
    """What stands from ``start`` on, up to where the statement ends; ``before`` was read in front of the verb."""
    heard = Heard(before, end=start)
    ends: dict[Part, Token] = {}
    for token in masked.tokens:
        if token.start < heard.end:
            continue
        aside = ASIDE.match(masked.text[heard.end :])
        end = heard.end + (aside.end() if aside else 0)
        if token.start < end:
            continue
        glue = masked.glue(end, token.start)
        if len(glue) > _LONGEST_GLUE or BREAK.search(glue):
            break
        following = _add(masked, heard, token, glue)
        if following is None:
            break
        heard = replace(following, end=token.end)
        if heard.last in ("end", "start") and token.figure:
            ends[heard.last] = token
    is_crossed = "end" in ends and "start" in ends and crossed(masked, ends["end"], ends["start"])
    return replace(heard, crossed=is_crossed)


def _add(masked: Masked, heard: Heard, token: Token, glue: str) -> Heard | None:
    """With one token more; None where it does not belong to the statement."""
    if token.mention:
        if BRACKET.match(glue) and masked.text[token.end :].lstrip().startswith(":"):
            # What a bracket after an amount compares with is not where this change started.
            return replace(heard, bases=(*heard.bases, token.mention.period)) if heard.last == "end" else None
        return _with_period(heard, token.mention.period, glue)
    figure = _own(token.figure, masked.text[token.end :])
    if figure and figure.kind == "percent" and SHARE.match(masked.text[token.end :]):
        return heard if heard.has("end") or heard.has("amount") else None
    part = _part(heard, figure, glue) if figure and not figure.in_range else None
    if figure is None or part is None:
        return None
    qualified = QUALIFIED.match(masked.text[token.end :])
    if qualified is None:
        return replace(heard, figures=(*heard.figures, (part, figure)))
    said = measures(qualified.group()) or frozenset({"comparable"})
    return replace(heard, other=(*heard.other, (part, figure)), measures=heard.measures if heard.figures else said)


def _own(figure: StatedFigure | None, after: str) -> StatedFigure | None:
    """The figure; a bare one that only has the per cent of the next is an amount before "or": "1.85, or 33%"."""
    if figure and figure.kind == "percent" and figure.text[-1].isdigit() and re.match(r",?\s*or\b", after):
        return replace(figure, kind="count", unit=None)
    return figure


def _with_period(heard: Heard, period: Period, glue: str) -> Heard:
    """A period after "from" or "compared to", or after the figure it started from, is the one compared with."""
    if BASE.search(glue) or (heard.last == "start" and not ALSO.match(glue)):
        return replace(heard, bases=(*heard.bases, period))
    if heard.bases and not heard.has("start") and ALSO.match(glue):
        return replace(heard, bases=(*heard.bases, period))
    return replace(heard, periods=(*heard.periods, period))


def _part(heard: Heard, figure: StatedFigure, glue: str) -> Part | None:
    """Which part of the change a figure is, from what stands before it."""
    own: Part = "percent" if figure.kind == "percent" else "amount"
    if FROM.search(glue) or (COLON.match(glue) and heard.has("end")):
        return None if heard.has("start") and not ALSO.match(glue) else "start"
    if TO.search(glue):
        return None if heard.has("end") and not ALSO.match(glue) else "end"
    if ALSO.match(glue) and heard.last in ("end", "start") and figure.kind == heard.figures[-1][1].kind:
        return heard.last
    if ALSO.match(glue) and heard.has(own):
        return own
    return own if BY.match(glue) and heard.awaits(own) else None
