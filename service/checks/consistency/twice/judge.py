"""Facts of which one place says something else than the others, as findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from service.checks.consistency.results.verdict import Verdict, fails, holds
from service.checks.consistency.results.worded import worded
from service.checks.consistency.sentence.passages import mark_of
from service.checks.consistency.table.rows import Rows, current_year
from service.checks.consistency.text.wording import Wording
from service.checks.consistency.twice.capital import authorised, issued, par_values
from service.checks.consistency.twice.days import approved, founded
from service.checks.consistency.twice.holdings import held
from service.checks.consistency.twice.names import OtherSpelling, other_spellings
from service.checks.consistency.twice.numbers import counted
from service.checks.consistency.twice.statement import Statement
from service.findings import Finding
from service.reports.model import Report
from service.ticks import Tick

TWICE = "fact_stated_twice"
NAME = "entity_name"


def judge_facts(report: Report, rows: Rows, texts: Sequence[Wording]) -> Verdict:
    """A tick for each fact that several places state alike, a finding where one of them alone says otherwise.

    And a finding for each name that one place spells otherwise than all others.
    """
    found = [*founded(texts), *approved(texts)]
    if mark_of(report) == ".":
        found += [*counted(texts, rows, current_year(rows)), *held(texts, report)]
        found += [*authorised(texts), *issued(texts), *par_values(texts)]
    by_fact: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for one in found:
        by_fact[one.what].append(one)
    verdict = Verdict()
    for alike in by_fact.values():
        verdict = verdict.plus(_judged(alike))
    return verdict.plus(fails(*map(_misspelt, other_spellings(texts))))


def _judged(alike: Sequence[Statement]) -> Verdict:
    """What is told of several things, or changes, has more than two values, or has both in many places: silence."""
    groups: list[list[Statement]] = []
    for one in alike:
        group = next((group for group in groups if all(one.value.agrees(other.value) for other in group)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    if len(groups) == 1:
        return holds(_tick(alike)) if len(alike) > 1 else Verdict()
    first, second, *others = groups
    odd, usual = (first, second) if _is_odd(first, second) else (second, first)
    if others or len(odd) > 1:
        return Verdict()
    return fails(_contradicted(odd[0], usual))


def _is_odd(first: Sequence[Statement], second: Sequence[Statement]) -> bool:
    """The one that no other place agrees with; of two such, the sentence and not the table, else the later one."""
    if len(first) != len(second):
        return len(first) < len(second)
    return first[0].location.table is None and second[0].location.table is not None


def _tick(alike: Sequence[Statement]) -> Tick:
    return Tick(TWICE, f"{alike[0].shown} is said {len(alike)} times", tuple(one.location for one in alike[:3]))


def _contradicted(odd: Statement, usual: Sequence[Statement]) -> Finding:
    which = "" if len(usual) > 1 else "; which of the two is right, the report does not say"
    return worded(
        TWICE,
        "medium",
        (
            f"{odd.shown} here is {usual[0].shown} elsewhere",
            f"The same fact is stated as {odd.shown} in one place and as {usual[0].shown} in"
            f" {'another' if len(usual) == 1 else f'{len(usual)} others'}{which}.",
        ),
        (odd.location, *(one.location for one in usual[:3])),
        " ".join(odd.what),
    )


def _misspelt(one: OtherSpelling) -> Finding:
    return worded(
        NAME,
        "low",
        (
            f"“{one.wrong}” is “{one.right}” in the same name elsewhere",
            f"The name has “{one.wrong}” in this place alone, and “{one.right}” in all others.",
        ),
        (one.location, *one.others),
    )
