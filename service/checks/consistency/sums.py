"""A whole and the parts a sentence says it consists of: "$111 consisted of $100 cash and $11 of debt"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from service.checks.consistency.interval import Interval, of_figure
from service.checks.consistency.masked import Masked, Token
from service.reports.figure import Figure

_CONSISTS = re.compile(
    r"\b(?:consist(?:s|ed|ing) (?:primarily )?of|compris(?:es|ed|ing)(?: of)?|(?:made up|composed) of|broken down as)\b"
)
_INCLUDES = re.compile(r"\b(?:includ(?:es|ing)|included(?! in)|of which)\b")
_TWO = re.compile(r"\band\b|\bor\b|[(;]")
"""Between a whole and "consisted of", these may bring in another subject."""
_PRIMARILY = re.compile(
    r"\b(?:primarily|mainly|principally|mostly|partially|net of|offset|less|excluding|among|plus)\b"
)
_NEXT_WHOLE = re.compile(
    r";|\bcompared\b|\bfrom\s*$|\bincreas|\bdecreas|\brespectively|\bof which\b|\bincluding\b|\bversus\b|\bper\b"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole, its parts, and whether they are said to be all of it."""

    whole: Figure
    parts: tuple[Figure, ...]
    complete: bool

    def total(self) -> Interval:
        """What the parts add up to."""
        total = Interval(Decimal(0), Decimal(0))
        for part in self.parts:
            total = total.plus(of_figure(part))
        return total

    def holds(self) -> bool:
        """All parts make the whole; parts of an open list do not exceed it."""
        whole, total = of_figure(self.whole), self.total()
        return whole.meets(total) if self.complete else total.low <= whole.high


def sums(masked: Masked) -> tuple[Sum, ...]:
    """The wholes with at least two parts that a sentence prints."""
    tokens = [token for token in masked.tokens if token.figure]
    found: list[Sum] = []
    if "respectively" in masked.text.lower():
        return ()
    for at, token in enumerate(tokens[:-2]):
        if at and re.fullmatch(r"[\s,]*(?:and|or)?\s*", masked.glue(tokens[at - 1].end, token.start)):
            continue
        read = _sum(masked, token, tokens[at + 1 :])
        if read:
            found.append(read)
    return tuple(found)


def _sum(masked: Masked, whole: Token, rest: list[Token]) -> Sum | None:
    figure = whole.figure
    opening = masked.glue(whole.end, rest[0].start)
    consists, includes = _CONSISTS.search(opening), _INCLUDES.search(opening)
    said = consists or includes
    if (
        figure is None
        or not said
        or _TWO.search(opening[: said.start()])
        or _PRIMARILY.search(opening)
        or figure.kind != "amount"
        or len(opening) > 160
    ):
        return None
    parts: list[Figure] = []
    for at, token in enumerate(rest):
        part = token.figure
        if part is None or not _like(figure, part):
            return None
        if at and _NEXT_WHOLE.search(masked.glue(rest[at - 1].end, token.start)):
            return None
        parts.append(part)
    tail = masked.text[rest[-1].end :].lower()
    if (
        len(parts) < 2
        or _PRIMARILY.search(tail)
        or not re.search(r"\band\b", masked.glue(rest[-2].end, rest[-1].start))
    ):
        return None
    return Sum(figure, tuple(parts), complete=bool(consists))


def _like(whole: Figure, part: Figure) -> bool:
    """Whether the two can be added: of one kind, unit and way of scaling, and neither open to one side."""
    same = (part.kind, part.unit, part.scaled) == (whole.kind, whole.unit, whole.scaled)
    return same and part.value > 0 and not part.in_range and not {part.hedge, whole.hedge} & {"at_least", "at_most"}
