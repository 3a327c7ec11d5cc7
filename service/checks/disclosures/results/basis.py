"""What a result about disclosures rests on, in sentences: framework, period, and which standards apply."""

from __future__ import annotations

from collections.abc import Iterator

from service.checks.disclosures.scope.applied import Applied, NotApplied, Scope
from service.checks.disclosures.scope.reporting_year import ReportingYear
from service.checks.framework import ReportFramework

MOST_CHARACTERS = 3_000
"""Of one sentence: less than an event keeps of a text."""
LONGEST_EVIDENCE = 60


def basis(shown: ReportFramework, year: ReportingYear | None, scoped: Scope) -> tuple[str, ...]:
    """The sentences; long lists go on in a sentence of their own."""
    applied, left = scoped
    return (
        shown.in_words,
        _of_year(year),
        *_listed(f"Applied ({len(applied)}), each with what shows it: ", [_evidence(one) for one in applied]),
        *_not_applied(left),
    )


def _of_year(year: ReportingYear | None) -> str:
    if year is None:
        return "The report does not say which year it is for; disclosures that depend on it were left out."
    return f"The period is the “{year.quote}”, so it began on {year.begin}."


def _evidence(one: Applied) -> str:
    if one.shown is None:
        return f"{one.standard.standard} (always)"
    quote = one.shown.quote
    if len(quote) > LONGEST_EVIDENCE:
        quote = f"{quote[:LONGEST_EVIDENCE].rsplit(' ', 1)[0]} …"
    return f"{one.standard.standard} (“{quote}”)"


def _not_applied(left: tuple[NotApplied, ...]) -> Iterator[str]:
    """A sentence for each reason."""
    for reason in dict.fromkeys(one.reason for one in left):
        named = [f"{one.standard.standard} {one.standard.title}" for one in left if one.reason == reason]
        yield from _listed(f"Not applied, since {reason}: ", named)


def _listed(head: str, entries: list[str]) -> Iterator[str]:
    """``entries`` after ``head``, in as many sentences as their length asks for."""
    line = ""
    for entry in entries:
        if line and len(head) + len(line) + len(entry) > MOST_CHARACTERS:
            yield f"{head}{line}."
            line = ""
        line = f"{line}; {entry}" if line else entry
    if line:
        yield f"{head}{line}."
