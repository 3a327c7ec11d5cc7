"""What was judged of sentences: each statement holds, fails with a finding, or cannot be tested and says why."""

from __future__ import annotations

from dataclasses import dataclass

from service.checks.consistency.sentence.passages import Passage
from service.checks.rules.choice import Choice
from service.findings import Finding
from service.ticks import Tick, Untested


@dataclass(frozen=True, slots=True)
class Verdict:
    """Tests by result, with what there is to say of each."""

    ticks: tuple[Tick, ...] = ()
    failed: int = 0
    untested: tuple[Untested, ...] = ()
    findings: tuple[Finding, ...] = ()

    def plus(self, other: Verdict) -> Verdict:
        """Both together."""
        return Verdict(
            self.ticks + other.ticks,
            self.failed + other.failed,
            self.untested + other.untested,
            self.findings + other.findings,
        )

    def limited_to(self, choice: Choice) -> Verdict:
        """What it says by the rules that are applied; each finding of sentences is one test."""
        if choice.everything:
            return self
        findings = tuple(finding for finding in self.findings if choice.applies(finding.check))
        return Verdict(
            tuple(tick for tick in self.ticks if choice.applies(tick.check)),
            self.failed - (len(self.findings) - len(findings)),
            tuple(one for one in self.untested if choice.applies(one.check)),
            findings,
        )


def holds(*ticks: Tick) -> Verdict:
    """What was said is so."""
    return Verdict(ticks)


def fails(*findings: Finding) -> Verdict:
    """It is not, each finding being a test."""
    return Verdict(failed=len(findings), findings=findings)


def not_possible(passage: Passage, check: str, reason: str) -> Verdict:
    """It could not be tested, for ``reason``."""
    return Verdict(untested=(Untested(check, reason, passage.location()),))
