"""A sentence with its figures and periods as single tokens, so that patterns read what stands between them."""

from __future__ import annotations

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
            before = self.text[last : what.start].lower()
            found.append(Token(what, what.start, what.end, HEDGE.sub("", before)))
            last = what.end
        return tuple(found)

    def glue(self, start: int, end: int) -> str:
        """Lower-case text from one place to another, without a hedge at its end."""
        return HEDGE.sub("", self.text[start:end].lower())

    @cached_property
    def after(self) -> str:
        """Lower-case text after the last token."""
        return self.text[self.tokens[-1].end if self.tokens else 0 :].lower()
