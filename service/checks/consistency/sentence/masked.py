"""A sentence with its figures and periods as single tokens, so that patterns read what is between them.

Patterns are never asked at a place in the sentence, but of a text that has a name: what is before a token, after
it, between two, or since the last clause began.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from service.checks.consistency.sentence.periods import Mention, mentions
from service.reports.figures.numerals import DecimalMark
from service.reports.prose.figure import StatedFigure
from service.reports.prose.figure_forms import HEDGE
from service.reports.prose.figures import figures


@dataclass(frozen=True, slots=True)
class Token:
    """A figure or a period, and the text between it and the token before."""

    what: StatedFigure | Mention
    start: int
    end: int
    before: str
    """Lower-case text since the token before (or the start of the sentence), without hedges like "about"."""

    @property
    def figure(self) -> StatedFigure | None:
        return self.what if isinstance(self.what, StatedFigure) else None

    @property
    def mention(self) -> Mention | None:
        return self.what if isinstance(self.what, Mention) else None


@dataclass(frozen=True)
class Masked:
    """A sentence and its tokens."""

    text: str
    mark: DecimalMark = "."
    """The decimal mark of the report's figures."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Figures (not years and dates) and periods, left to right."""
        periods = mentions(self.text)
        counted = [
            figure
            for figure in figures(self.text, self.mark)
            if figure.kind not in ("year", "date") and not any(p.start <= figure.start < p.end for p in periods)
        ]
        found: list[Token] = []
        last = 0
        for what in sorted((*counted, *periods), key=lambda what: what.start):
            found.append(Token(what, what.start, what.end, unhedged(self.text[last : what.start])))
            last = what.end
        return tuple(found)

    def glue(self, one: Token, other: Token) -> str:
        """Lower-case text from one token to a later one, without a hedge at its end."""
        return unhedged(self.between(one, other))

    def before(self, token: Token) -> str:
        """All text up to a token."""
        return self.text[: token.start]

    def after(self, token: Token) -> str:
        """All text behind a token."""
        return self.text[token.end :]

    def between(self, one: Token, other: Token) -> str:
        """The text from one token to a later one."""
        return self.text[one.end : other.start]


def unhedged(text: str) -> str:
    """In lower case, without a hedge like "about" at its end."""
    return HEDGE.sub("", text.lower())


def since_last(pattern: re.Pattern[str], text: str) -> str:
    """What is behind the last match; all of it where there is none. For what ends a clause, a phrase, a list."""
    ends = [match.end() for match in pattern.finditer(text)]
    return text[ends[-1] if ends else 0 :]
