"""Sentences with their right answers, from the files of ``said``: what holds, what is wrong, what is left alone.

Each file has a line that says what it is about, a report in Markdown, and sentences, each checked at its end:
``=`` holds and is ticked, ``!`` is wrong ("printed -> right | sentence"), ``-`` raises nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from service.checks.consistency.check import check
from service.checks.outcome import Outcome
from service.reports.reading import read
from tests.unit.checks.given.told import ignore

FILES = sorted((Path(__file__).parent / "said").glob("*.txt"))


@dataclass(frozen=True)
class Said:
    """A sentence at the end of a report."""

    report: str
    sentence: str
    printed: str = ""
    right: str = ""

    def outcome(self) -> Outcome:
        text = "\n\n".join((self.report, *self.sentence.split(" / ")))
        return check(read("report.md", text.encode()), ignore)


def said(mark: str) -> list[object]:
    found: list[object] = []
    for path in FILES:
        _, *lines = path.read_text(encoding="utf-8").splitlines()
        report = "\n".join(line for line in lines if line[:2] not in ("= ", "! ", "- "))
        for at, line in enumerate(lines):
            if line.startswith(f"{mark} "):
                right, _, sentence = line[2:].rpartition(" | ")
                printed, _, expected = right.partition(" -> ")
                found.append(pytest.param(Said(report, sentence, printed, expected), id=f"{path.stem}:{at + 2}"))
    return found


@pytest.mark.parametrize("one", said("="))
def test_what_holds_is_ticked_and_raises_nothing(one: Said) -> None:
    outcome = one.outcome()

    assert [finding.title for finding in outcome.findings] == []
    assert outcome.counts.passed > 0


@pytest.mark.parametrize("one", said("!"))
def test_what_is_wrong_is_the_one_finding_with_what_is_right(one: Said) -> None:
    (finding,) = one.outcome().findings

    assert finding.reported == one.printed.replace(",", "")
    assert finding.expected == one.right


@pytest.mark.parametrize("one", said("-"))
def test_what_is_not_certain_raises_nothing(one: Said) -> None:
    assert [finding.title for finding in one.outcome().findings] == []
