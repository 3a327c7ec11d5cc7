"""A whole and the parts a sentence says it consists of: "$111 consisted of $100 cash and $11 of debt"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from service.checks.consistency.sentence.masked import Masked, Token
from service.checks.consistency.sentence.poles import pole
from service.checks.consistency.table.interval import Interval, of_figure
from service.reports.prose.figure import StatedFigure

_CONSISTS = re.compile(
    r"\b(?:consist(?:s|ed|ing) (?:primarily )?of|compris(?:es|ed|ing)(?: of)?|(?:made up|composed) of|broken down as)\b"
)
_INCLUDES = re.compile(r"\b(?:includ(?:es|ing)|included(?! in)|of which)\b")
_TWO = re.compile(r"\b(?:and|or|plus|as well as|together with)\b|[;]")
"""Between a whole and "consisted of", these may bring in another subject."""
_PRIMARILY = re.compile(r"\b(?:primarily|mainly|principally|mostly|partially|excluding|among|plus)\b")
_LESS = re.compile(r"\b(?:offset by|less|net of|reduced by|minus|after deducting|deducting)\b")
"""From here on the parts are taken away."""
_ENDS = re.compile(
    r";|\bcompared\b|\bfrom\s*$|\bincreas|\bdecreas|\brespectively|\bof which\b|\bincluding\b|\bversus\b|\bper\b"
    r"|\((?:[ivx]{1,4}|[a-z]|\d)\)"
)
"""Between two figures, the list of parts ends here."""
_LONGEST_OPENING = 160
"""Characters between a whole and its first part."""


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A whole, its parts, and whether they are said to be all of it."""

    whole: StatedFigure
    parts: tuple[StatedFigure, ...]
    complete: bool
    taken: int = 0
    """How many of the parts, at the end, are taken away: "$12 of premium, offset by $2 of interest"."""

    def total(self) -> Interval:
        """What the parts add up to."""
        total = Interval(Decimal(0), Decimal(0))
        for part, sign in self.signed():
            total = total.plus(of_figure(part)) if sign > 0 else total.minus(of_figure(part))
        return total

    def signed(self) -> tuple[tuple[StatedFigure, int], ...]:
        """The parts, each with its sign."""
        given = len(self.parts) - self.taken
        return tuple((part, 1 if at < given else -1) for at, part in enumerate(self.parts))

    def holds(self) -> bool:
        """All parts make the whole; parts of an open list do not exceed it."""
        whole, total = of_figure(self.whole), self.total()
        return whole.meets(total) if self.complete else total.low <= whole.high


def sums(masked: Masked) -> tuple[StatedSum, ...]:
    """The wholes with at least two parts that a sentence prints."""
    tokens = [token for token in masked.tokens if token.figure and not _in_brackets(masked.text, token)]
    found: list[StatedSum] = []
    if "respectively" in masked.text.lower():
        return ()
    for at, token in enumerate(tokens[:-2]):
        if at and re.fullmatch(r"[\s,]*(?:and|or)?\s*", masked.glue(tokens[at - 1], token)):
            continue
        read = _sum(masked, token, tokens[at + 1 :])
        if read:
            found.append(read)
    return tuple(found)


def _in_brackets(text: str, token: Token) -> bool:
    """Whether the figure is an aside: "a charge of $29 ($17 after tax), including"."""
    return text.count("(", 0, token.start) > text.count(")", 0, token.start)


def _sum(masked: Masked, whole: Token, rest: list[Token]) -> StatedSum | None:
    figure = whole.figure
    opening = masked.glue(whole, rest[0])
    consists, includes = _CONSISTS.search(opening), _INCLUDES.search(opening)
    verb = consists or includes
    if (
        figure is None
        or not verb
        or figure.kind != "amount"
        or len(opening) > _LONGEST_OPENING
        or _TWO.search(opening[: verb.start()])
        or _PRIMARILY.search(opening)
    ):
        return None
    listed = _listed(masked, figure, rest)
    if not listed:
        return None
    if not consists and any(pole(masked, token) for token in listed):
        return None
    return _closing(masked, StatedSum(figure, (), complete=bool(consists)), listed)


def _listed(masked: Masked, whole: StatedFigure, rest: list[Token]) -> list[Token]:
    """The figures that follow as parts, up to where the list ends."""
    found: list[Token] = []
    for at, token in enumerate(rest):
        if at and _ENDS.search(masked.glue(rest[at - 1], token)):
            break
        if token.figure is None or not _like(whole, token.figure):
            return []
        found.append(token)
    return found


def _closing(masked: Masked, read: StatedSum, listed: list[Token]) -> StatedSum | None:
    """The whole with its parts: as many as make it up, else all, where it is plain that the list ends with them."""
    candidates: list[StatedSum] = []
    taken = 0
    for at in range(1, len(listed)):
        glue = masked.glue(listed[at - 1], listed[at])
        taken = taken + 1 if taken or _LESS.search(glue) else 0
        if taken or re.search(r"\band\b", glue):
            parts = tuple(token.figure for token in listed[: at + 1] if token.figure)
            candidates.append(replace(read, parts=parts, taken=taken))
    tail = masked.after(listed[-1]).lower()
    if not candidates or len(candidates[-1].parts) < len(listed) or _PRIMARILY.search(tail):
        return None
    held = [candidate for candidate in candidates if candidate.holds()]
    if held and read.complete:
        return held[0]
    return candidates[-1] if not _LESS.search(tail) else None


def _like(whole: StatedFigure, part: StatedFigure) -> bool:
    """Whether the two can be added: of one kind and unit, and neither open to one side."""
    same = (part.kind, part.unit) == (whole.kind, whole.unit) and part.scaled == whole.scaled
    return same and part.value > 0 and not part.in_range and not {part.hedge, whole.hedge} & {"at_least", "at_most"}
