"""Slips in words, one at a time, in reports of random figures: found where they are, and nothing without them."""

from __future__ import annotations

from random import Random

import pytest

from service.checks.consistency.check import check
from service.findings import Finding
from service.reports.reading import read
from tests.unit.generated.given.worded import WordSlip, report, slips

SEEDS = range(6)
MOST_MISSED = 0.05


def findings(text: str) -> tuple[Finding, ...]:
    return check(read("report.md", text.encode()), lambda _: None).findings


def is_found(text: str, slip: WordSlip) -> bool:
    places = (place for one in findings(text) if one.check == slip.rule for place in one.locations)
    return any(slip.quote in (place.quote or "") for place in places)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_whose_words_agree_with_its_figures_has_no_finding(seed: int) -> None:
    assert not findings(report(Random(seed)))


def test_nearly_every_slip_in_words_is_found_at_its_place() -> None:
    missed: list[tuple[int, WordSlip]] = []
    planted = 0
    for seed in SEEDS:
        text = report(Random(seed))
        for slip in slips(text):
            assert slip.right in text
            planted += 1
            if not is_found(text.replace(slip.right, slip.wrong, 1), slip):
                missed.append((seed, slip))
    assert len(missed) <= MOST_MISSED * planted, missed
