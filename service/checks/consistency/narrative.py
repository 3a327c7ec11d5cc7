"""One sentence judged: each statement in it holds, fails with a finding, or cannot be tested."""

from __future__ import annotations

from service.checks.consistency.change.changes import StatedChange, changes
from service.checks.consistency.change.parts import PARTS, Part
from service.checks.consistency.change.verdict import judge_change
from service.checks.consistency.fact.lists import stated
from service.checks.consistency.fact.loose import judge_loose
from service.checks.consistency.fact.loose_figures import loose
from service.checks.consistency.fact.verdict import judge_fact
from service.checks.consistency.results.ticks import held_sum
from service.checks.consistency.results.verdict import Verdict, fails, holds
from service.checks.consistency.results.wording import broken_sum
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.table.printed import PrintedDigits
from service.checks.consistency.table.rows import Rows
from service.checks.consistency.whole.sums import StatedSum, sums


def judge(passage: Passage, rows: Rows, printed: PrintedDigits) -> Verdict:
    """Everything the sentence states, judged."""
    found, wholes = changes(passage.masked), sums(passage.masked)
    verdict = Verdict()
    for change in found:
        verdict = verdict.plus(judge_change(passage, change, rows))
    held_ends = bool(verdict.ticks) and not verdict.failed
    for whole in wholes:
        verdict = verdict.plus(holds(held_sum(passage, whole)) if whole.holds() else fails(broken_sum(passage, whole)))
    taken = set(_of_changes(found, held_ends))
    for fact in stated(passage.masked):
        starts = {item.figure.start for item in fact.items}
        if taken & starts:
            continue
        own = judge_fact(passage, fact, rows, printed)
        if own.ticks or own.failed:
            taken |= starts
        verdict = verdict.plus(own)
    return verdict.plus(
        _of_loose(passage, rows, printed, frozenset(taken | _of_broken(wholes) | _of_changes(found, False)))
    )


def _of_changes(found: tuple[StatedChange, ...], but_ends: bool) -> frozenset[int]:
    """Where the figures begin that are parts of changes; all of them, or all but the ends."""
    own: tuple[Part, ...] = ("amount", "percent") if but_ends else PARTS
    return frozenset(figure.start for change in found for part, figure in change.parts.items() if part in own)


def _of_broken(wholes: tuple[StatedSum, ...]) -> frozenset[int]:
    return frozenset(whole.whole.start for whole in wholes if not whole.holds())


def _of_loose(passage: Passage, rows: Rows, printed: PrintedDigits, taken: frozenset[int]) -> Verdict:
    verdict = Verdict()
    for one in loose(passage.masked, taken):
        verdict = verdict.plus(judge_loose(passage, one, rows, printed))
    return verdict
