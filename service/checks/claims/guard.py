"""The guard: which claims the report proves, and why the others are dropped.

It knows nothing of accounting. It makes sure that what is quoted is printed, that each figure is the report's or the
result of arithmetic that was done again, and that the claim says something: two places held against each other, or a
sum that is not what is printed. Whether they contradict each other is for whoever examines what is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from service.checks.claims.claim import Claim
from service.checks.claims.disputed import Disputed, Lines
from service.checks.claims.figures import TextFigures, printed_figures
from service.checks.claims.places import TextPlace, TextsByPlace
from service.checks.claims.quoting import Quoted, located
from service.checks.claims.reading import Unshowable, one_line, unfit
from service.checks.claims.reckoning import Reckoned, reckoned, rounds_to
from service.checks.claims.spelled import spelled
from service.checks.claims.wording import with_places_in_words, without_standards
from service.checks.consistency.sentence.passages import mark_of
from service.reports.figures.numerals import DecimalMark
from service.reports.model import Report

Reason = Literal[
    Unshowable,
    "no quote",
    "quote not in the report",
    "quote of instructions",
    "arithmetic that cannot be done again",
    "arithmetic that holds",
    "figure that is not in the report",
    "nothing contradicts",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
Kind = Literal["arithmetic", "contradiction"]
COUNTED = 12
"""Numbers in words up to here are mostly counts of what is quoted ("two dates"); greater ones have to be there."""
_INSTRUCTS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,60}\b(?:instructions?|prompts?)\b"
    r"|\b(?:system prompt|you are an? (?:[a-z]+ ){0,2}(?:ai|language model|assistant))\b",
    re.IGNORECASE,
)
"""Words that are meant for a program that reads the report: they prove nothing about its figures."""


@dataclass(frozen=True, slots=True)
class ProvenClaim:
    """A claim that the report proves, with its quotes in their places and its arithmetic done again."""

    title: str
    explanation: str
    severity: str
    quotes: tuple[Quoted, ...]
    sums: tuple[Reckoned, ...]
    disputed: tuple[Disputed, ...]
    """The figures that it is about, each where it is; none where only words contradict each other."""

    @property
    def kind(self) -> Kind:
        """Whether arithmetic proves it, or two places contradict each other."""
        return "arithmetic" if any(one.fails for one in self.sums) else "contradiction"


@dataclass(frozen=True, slots=True)
class Guarded:
    """What became of claims: the proven ones, in their order, and how many were dropped for each reason."""

    proven: tuple[ProvenClaim, ...]
    dropped: Mapping[str, int]


class Guard:
    """Holds claims against one report."""

    def __init__(self, report: Report) -> None:
        self.places = TextsByPlace(report)
        self._mark: DecimalMark = mark_of(report)

    def judge(self, claim: Claim) -> ProvenClaim | Reason:
        """The claim if the report proves it, else why it is dropped."""
        if (reason := unfit(claim)) is not None:
            return reason
        if not claim.quotes:
            return "no quote"
        quotes = self._located(claim)
        if quotes is None:
            return "quote not in the report"
        if any(self._instructs(quote.place) for quote in quotes):
            return "quote of instructions"
        shown, lines = self.shown(quotes), TextFigures(self._lines(quotes), self._mark)
        sums = [reckoned(one, lines) for one in claim.sums]
        if any(one is None for one in sums):
            return "arithmetic that cannot be done again"
        done = tuple(one for one in sums if one is not None)
        stated = [one for one in done if one.stated]
        if stated and not any(one.fails for one in stated):
            return "arithmetic that holds"
        title, explanation = (
            one_line(with_places_in_words(text, claim.quotes)) for text in (claim.title, claim.explanation)
        )
        if not all(self.proves(text, shown, done) for text in (title, explanation)):
            return "figure that is not in the report"
        if not stated and not _two_places(quotes):
            return "nothing contradicts"
        disputed = Lines(quotes, self.places, self._mark).disputed(title, explanation, done)
        return ProvenClaim(title, explanation, claim.severity, quotes, done, disputed)

    def shown(self, quotes: Sequence[Quoted]) -> TextFigures:
        """The figures at the places of ``quotes``: in their lines, over their tables and in their heads."""
        return TextFigures(self._texts(quotes), self._mark)

    def proves(self, text: str, shown: TextFigures, sums: Iterable[Reckoned] = ()) -> bool:
        """Whether each figure of ``text`` is shown, or is what arithmetic gives that was done again."""
        plain = without_standards(text)
        given = [value for one in sums for value in one.nears]
        if not shown.signs(plain):
            return False
        if any(one > COUNTED and not shown.counts(one) and abs(one) not in map(abs, given) for one in spelled(plain)):
            return False
        return all(shown.prints(figure) or _is_given(figure, given, shown) for figure in printed_figures(plain))

    def _located(self, claim: Claim) -> tuple[Quoted, ...] | None:
        spoken = (
            claim.title,
            claim.explanation,
            *(one.stated for one in claim.sums),
            *(s.expression for s in claim.sums),
        )
        mentioned = frozenset(figure for text in spoken for figure in printed_figures(text))
        found = [located(quote, self.places, mentioned) for quote in claim.quotes]
        quotes = tuple(quote for quote in found if quote is not None)
        return quotes if len(quotes) == len(found) else None

    def _instructs(self, place: TextPlace) -> bool:
        return _INSTRUCTS.search(self.places.text(place) or "") is not None

    def _lines(self, quotes: Iterable[Quoted]) -> Iterator[str]:
        return (self.places.text(quote.place) or "" for quote in quotes)

    def _texts(self, quotes: Sequence[Quoted]) -> Iterator[str]:
        yield from self._lines(quotes)
        for quote in quotes:
            yield from self.places.around(quote.place)


def guarded(report: Report, claims: Iterable[Claim]) -> Guarded:
    """All ``claims`` held against ``report``."""
    guard = Guard(report)
    judged = [guard.judge(claim) for claim in claims]
    proven = tuple(one for one in judged if isinstance(one, ProvenClaim))
    return Guarded(proven, Counter(one for one in judged if not isinstance(one, ProvenClaim)))


def _is_given(figure: str, given: list[Decimal], shown: TextFigures) -> bool:
    return any(rounds_to(value, read) for read in shown.readings(figure) for value in given)


def _two_places(quotes: tuple[Quoted, ...]) -> bool:
    """Whether two of the quotes have no word in common."""
    return any(not one.overlaps(other) for at, one in enumerate(quotes) for other in quotes[at + 1 :])
