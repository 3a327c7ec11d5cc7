"""One sentence judged: each statement in it passes, fails with a finding, or can not be tested."""

from __future__ import annotations

from dataclasses import dataclass

from service.checks.consistency.change_ties import change_ties, named_change
from service.checks.consistency.changes import Change, changes
from service.checks.consistency.interval import of_figure
from service.checks.consistency.likeness import likeness, share
from service.checks.consistency.lists import Stated, stated
from service.checks.consistency.matching import fits
from service.checks.consistency.passages import Passage
from service.checks.consistency.rows import Rows
from service.checks.consistency.slips import change_slip, fact_slip
from service.checks.consistency.statement import check_statement
from service.checks.consistency.sums import sums
from service.checks.consistency.ties import Tie, entries_of, list_ties, named_ties
from service.checks.consistency.wording import broken_statement, broken_sum, turned_change, untied_change, untied_fact
from service.checks.consistency.words import content
from service.findings import Finding

ENOUGH = 4.3
"""Evidence that ties a sentence to a row: agreeing digits, and the words they share (``ties.likeness``)."""
ENOUGH_HALF_NAMED = 5.4
_NAMED, _HALF_NAMED = 0.7, 0.4
"""Share of a row's label that a sentence has to name."""
_RIVAL = 0.75
"""Share of the likeness of the tied row from which another row that has the odd figure stands against a finding."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Tests by result, with the findings."""

    passed: int = 0
    failed: int = 0
    not_possible: int = 0
    findings: tuple[Finding, ...] = ()

    def plus(self, other: Verdict) -> Verdict:
        """Both together."""
        return Verdict(
            self.passed + other.passed,
            self.failed + other.failed,
            self.not_possible + other.not_possible,
            self.findings + other.findings,
        )


def _enough(tie: Tie, words: frozenset[str]) -> bool:
    """Whether the tie is certain: a row whose label is only half named needs more digits to agree."""
    named = share(words, tie.row)
    return named >= _HALF_NAMED and tie.evidence >= (ENOUGH if named >= _NAMED else ENOUGH_HALF_NAMED)


PASSED, NOT_POSSIBLE = Verdict(passed=1), Verdict(not_possible=1)


def judge(passage: Passage, rows: Rows) -> Verdict:
    """Everything the sentence states, judged."""
    verdict = Verdict()
    found = changes(passage.masked)
    for change in found:
        verdict = verdict.plus(_judge_change(passage, change, rows))
    for whole in sums(passage.masked):
        verdict = verdict.plus(PASSED if whole.holds() else Verdict(failed=1, findings=(broken_sum(passage, whole),)))
    spoken_for = {figure.start for change in found for figure in change.parts.values()}
    for fact in stated(passage.masked):
        if not any(item.figure.start in spoken_for for item in fact.items):
            verdict = verdict.plus(_judge_fact(passage, fact, rows))
    return verdict


def _judge_change(passage: Passage, change: Change, rows: Rows) -> Verdict:
    itself = check_statement(change) if change.certain else None
    if itself and itself.broken:
        findings = tuple(broken_statement(passage, change, broken) for broken in itself.broken)
        return Verdict(itself.passed, len(findings), 0, findings)
    against = _change_against_tables(passage, change, rows) if change.certain else NOT_POSSIBLE
    if itself and itself.passed:
        own = Verdict(passed=itself.passed)
        return own if against.not_possible else own.plus(against)
    return against


def _change_against_tables(passage: Passage, change: Change, rows: Rows) -> Verdict:
    words = content(change.subject)
    ties = tuple(change_ties(change, words, rows.sharing(words)))
    whole = [tie for tie in ties if tie.odd is None]
    if whole:
        best = max(whole, key=lambda tie: (tie.direction, tie.evidence))
        if not _enough(best, words):
            return NOT_POSSIBLE
        if best.direction:
            return PASSED
        return Verdict(failed=1, findings=(turned_change(passage, change, best),)) if best.agreed > 1 else NOT_POSSIBLE
    strong = [tie for tie in ties if tie.agreed and _enough(tie, words)]
    best = max(strong, key=lambda tie: tie.evidence, default=None) or _named_or_slip(change, words, rows)
    return Verdict(failed=1, findings=(untied_change(passage, change, best),)) if best else NOT_POSSIBLE


def _named_or_slip(change: Change, words: frozenset[str], rows: Rows) -> Tie | None:
    near = rows.sharing(words)
    slip = change_slip(change, words, near)
    return named_change(change, words, near) or (slip if slip and not rows.ambiguous(slip.row) else None)


def _judge_fact(passage: Passage, fact: Stated, rows: Rows) -> Verdict:
    near = [row for row in rows.sharing(fact.words) if share(fact.words, row) >= _HALF_NAMED]
    ties = tuple(list_ties(fact, near))
    if any(tie.odd is None and tie.agreed == len(fact.items) and _enough(tie, fact.words) for tie in ties):
        return Verdict(passed=len(fact.items))
    strong = [tie for tie in ties if tie.odd is not None and _enough(tie, fact.words) and not rows.ambiguous(tie.row)]
    if not strong:
        return _judge_single(passage, fact, rows)
    best = max(strong, key=lambda tie: tie.evidence)
    if _explained(fact, best, rows) or _truncated(fact, best):
        return NOT_POSSIBLE
    return Verdict(passed=best.agreed, failed=1, findings=(untied_fact(passage, fact, best),))


def _judge_single(passage: Passage, fact: Stated, rows: Rows) -> Verdict:
    """A figure without neighbours, against the rows that carry exactly the name the sentence gives it."""
    near = rows.sharing(fact.words)
    slip = fact_slip(fact, near)
    ties = tuple(named_ties(fact, near)) or ((slip,) if slip else ())
    if not ties:
        return NOT_POSSIBLE
    if any(tie.odd is None for tie in ties):
        return PASSED
    best = ties[0]
    if (
        len({tie.expected for tie in ties}) > 1
        or rows.ambiguous(best.row)
        or _explained(fact, best, rows)
        or _truncated(fact, best)
    ):
        return NOT_POSSIBLE
    return Verdict(failed=1, findings=(untied_fact(passage, fact, best),))


def _truncated(fact: Stated, tie: Tie) -> bool:
    """Whether the text only cut off digits ("$5.3 billion" for 5,377 million): not rounded, but no other figure."""
    assert isinstance(tie.odd, int)
    figure = fact.items[tie.odd].figure
    assert tie.expected is not None
    return figure.scaled and of_figure(figure).widened(figure.half_unit).meets(tie.expected)


def _explained(fact: Stated, tie: Tie, rows: Rows) -> bool:
    """Whether another row, as like in words, has the odd figure, so that the sentence may speak of that one."""
    assert isinstance(tie.odd, int)
    item = fact.items[tie.odd]
    least = _RIVAL * likeness(fact.words, tie.row) if tie.agreed else 0.0
    return any(
        fits(item.figure, entry.value, entry.number)
        for row in rows.sharing(fact.words)
        if likeness(fact.words, row) >= least
        for entry in entries_of(item, row)
    )
