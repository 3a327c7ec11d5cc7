"""Which standards apply to a report, and by what evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.checks.disclosures.lists.schema import Item, Kind, Standard
from service.checks.disclosures.scope.reporting_year import ReportingYear
from service.checks.disclosures.search.index import Index
from service.checks.disclosures.search.passages import Passage


@dataclass(frozen=True, slots=True)
class Applied:
    """A standard that applies; ``shown`` is the passage that shows it, None where it applies to every report."""

    standard: Standard
    shown: Passage | None


@dataclass(frozen=True, slots=True)
class NotApplied:
    """A standard that does not, and why."""

    standard: Standard
    reason: str


Scope = tuple[tuple[Applied, ...], tuple[NotApplied, ...]]


def scope(standards: Iterable[Standard], kind: Kind, year: ReportingYear | None, index: Index) -> Scope:
    """The standards that apply to a report of that kind and period, and those that do not."""
    judged = [_judged(standard, kind, year, index) for standard in standards]
    replaced = {name: one for one in judged if isinstance(one, Applied) for name in one.standard.replaces}
    applied: list[Applied] = []
    left: list[NotApplied] = []
    for one in judged:
        if isinstance(one, NotApplied):
            left.append(one)
        elif one.standard.standard in replaced:
            left.append(NotApplied(one.standard, f"{replaced[one.standard.standard].standard.standard} replaces it"))
        else:
            applied.append(one)
    return tuple(applied), tuple(left)


def in_force(entry: Item | Standard, year: ReportingYear | None) -> bool:
    """Whether it applies to the period. Of a report that names none, what is dated for later times does not."""
    return entry.applies_to(year.begin) if year else entry.applies_until is not None or not entry.dated


def _judged(standard: Standard, kind: Kind, year: ReportingYear | None, index: Index) -> Applied | NotApplied:
    if standard.report != kind:
        return NotApplied(standard, f"it is for {standard.report} reports")
    early = index.first(standard.early)
    if early is None and not in_force(standard, year):
        return NotApplied(standard, _dates(standard, year.begin if year else None))
    if standard.always:
        return Applied(standard, early)
    shown = index.shows(standard.triggers)
    return Applied(standard, shown) if shown else NotApplied(standard, "nothing in the report shows that it applies")


def _dates(standard: Standard, begin: date | None) -> str:
    bounds = [f"from {standard.applies_from}" if standard.applies_from else ""]
    bounds.append(f"until {standard.applies_until}" if standard.applies_until else "")
    of = f"this one begins on {begin}" if begin else "the report does not say its own"
    return f"it is for periods that begin {' '.join(filter(None, bounds))}, and {of}"
