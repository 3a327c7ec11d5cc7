"""The figures of a sentence that nothing else speaks for, each by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.checks.consistency.change.words import STEP
from service.checks.consistency.fact.about import about
from service.checks.consistency.fact.lists import is_small, one_period
from service.checks.consistency.fact.stated import DatedFigure, StatedFact
from service.checks.consistency.sentence.masked import Masked, Token
from service.checks.consistency.sentence.period import NEVER

_GOES_INTO = re.compile(
    r"^[^.;]{0,60}\b(?:included|recorded|reflected|recogni[sz]ed|classified|presented|reported) (?:in|within|as)\b",
    re.IGNORECASE,
)
"""After a figure, this makes what follows something of which it is a part."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A figure by itself; its period is ``NEVER`` where none is said."""

    token: Token
    stated: StatedFact

    @property
    def item(self) -> DatedFigure:
        return self.stated.items[0]


def loose(masked: Masked, taken: frozenset[int]) -> tuple[Loose, ...]:
    """The figures that do not begin where those do that are ``taken``, each by itself."""
    found: list[Loose] = []
    for token in masked.tokens:
        figure = token.figure
        if figure is None or figure.start in taken or figure.in_range or figure.kind not in ("amount", "count"):
            continue
        if is_small(figure) or figure.hedge in ("at_least", "at_most") or _is_step(masked, token):
            continue
        at = masked.tokens.index(token)
        periods = one_period(masked.tokens, at, at)
        item = DatedFigure(figure, periods[0] if periods else NEVER)
        found.append(Loose(token, about(masked, [token], (item,))))
    return tuple(found)


def _is_step(masked: Masked, token: Token) -> bool:
    """Whether the figure is by how much something changed, or goes into something larger."""
    before, after = STEP.search(masked.before(token)), STEP.match(masked.after(token))
    if (before and before["before"]) or (after and after["after"]):
        return True
    return bool(_GOES_INTO.match(masked.after(token)))
