"""Checks which disclosures a full set of statements makes, standard by standard, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.checks.disclosures.judged import Judged, judged
from service.checks.disclosures.lists.loading import BUNDLED, bundled, own, together
from service.checks.disclosures.lists.schema import Standard
from service.checks.disclosures.results.basis import basis
from service.checks.disclosures.results.telling import failed, findings, ticks, untested
from service.checks.disclosures.scope.applied import Applied, scope
from service.checks.disclosures.scope.full_set import NotFull, full_set
from service.checks.disclosures.scope.reporting_year import reporting_year
from service.checks.disclosures.search.index import Index
from service.checks.disclosures.search.passages import Passage, passages
from service.checks.framework import ReportFramework, framework_of
from service.checks.outcome import Counts, Outcome, Progress, Tell
from service.checks.rules.choice import Choice, choice_of
from service.checks.rules.standards import rule_id_of
from service.findings import gravest_first
from service.reports.model import Report


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched for in a report, and what was found: each standard that applies, item by item."""

    results: tuple[tuple[Applied, tuple[Judged, ...]], ...]
    passages: tuple[Passage, ...]
    basis: tuple[str, ...]

    def outcome(self) -> Outcome:
        """It as findings, ticks and counts."""
        found = tuple(one for applied, each in self.results for one in findings(applied, each))
        held = tuple(one for applied, each in self.results for one in ticks(applied, each))
        left = tuple(one for applied, each in self.results for one in untested(applied, each))
        counts = Counts(len(held), sum(failed(each) for _, each in self.results), len(left))
        return Outcome(gravest_first(found), counts, held, left, basis=self.basis)


def check(
    report: Report,
    tell: Tell,
    *,
    framework: str | None = None,
    disclosures: str | None = None,
    select: str = "",
    ignore: str = "",
) -> Outcome:
    """What is told of that which the checklists of the report's framework ask for, and what was not found.

    Not run where the report names no framework that there are checklists of, or is no full set of statements in
    English. ``disclosures`` is a folder of checklists besides those that come with Tickmark; ``framework`` takes the
    place of what the report says.

    Raises:
        ValueError: there is no such framework.
        BadChecklist: a checklist of the folder cannot be used.
        OptionError: there is no such rule.
    """
    searched = search(report, tell, framework=framework, disclosures=disclosures, select=select, ignore=ignore)
    return Outcome((), Counts(), not_run=searched) if isinstance(searched, str) else searched.outcome()


def search(
    report: Report,
    tell: Tell,
    *,
    framework: str | None = None,
    disclosures: str | None = None,
    select: str = "",
    ignore: str = "",
) -> Searched | str:
    """The same before it is told; why nothing was searched for, where that is so."""
    choice = choice_of((select,), (ignore,))
    shown = framework_of(report, framework)
    if shown is None:
        return "the report does not say by which accounting framework its statements were prepared"
    theirs = own(Path(disclosures)) if disclosures else ()
    if shown.framework not in {BUNDLED, *(each.framework for each in theirs)}:
        return _no_list(shown)
    spoken = passages(report)
    index = Index(spoken)
    full = full_set(index, spoken)
    if isinstance(full, NotFull):
        return full.reason
    lists = _lists(shown, theirs, choice)
    if not lists:
        return f"every checklist is left out: {choice.in_words}"
    year = reporting_year(report)
    scoped = scope(lists, full.kind, year, index)
    results: list[tuple[Applied, tuple[Judged, ...]]] = []
    for done, applied in enumerate(scoped[0], 1):
        results.append((applied, judged(applied, year, index)))
        tell(Progress(done, len(scoped[0]), applied.standard.standard))
    left_out = (choice.in_words,) if choice.in_words else ()
    return Searched(tuple(results), spoken, (*basis(shown, year, scoped), *left_out))


def _no_list(shown: ReportFramework) -> str:
    return f"there is no checklist for its framework (TICKMARK_DISCLOSURES can name some). {shown.in_words}"


def _lists(shown: ReportFramework, theirs: tuple[Standard, ...], choice: Choice) -> list[Standard]:
    every = together(bundled() if shown.framework == BUNDLED else (), theirs)
    return [each for each in every if each.framework == shown.framework and choice.applies(rule_id_of(each.standard))]
