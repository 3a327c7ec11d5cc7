"""Slips in words, one at a time, in reports of random figures: found where they are, and nothing without them."""

from __future__ import annotations

from random import Random

import pytest

from service.checks.consistency.check import check
from service.checks.rules import facts, words
from service.checks.rules.registry import modules_of_rules
from service.findings import Finding
from service.reports.reading import read
from tests.unit.generated.given.word_slips import WordSlip, slips
from tests.unit.generated.given.worded import report

SEEDS = range(3)
MOST_MISSED = 0.05


def findings(text: str) -> tuple[Finding, ...]:
    return check(read("report.md", text.encode()), lambda _: None).findings


def is_found(text: str, slip: WordSlip) -> bool:
    places = (place for one in findings(text) if one.check == slip.rule for place in one.locations)
    return any(slip.quote in (place.quote or "") for place in places)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_report_whose_words_agree_with_its_figures_has_no_finding(seed: int) -> None:
    assert not findings(report(Random(seed)))


@pytest.mark.parametrize("seed", SEEDS)
def test_nearly_every_slip_in_words_is_found_at_its_place(seed: int) -> None:
    text = report(Random(seed))
    planted = slips(text)
    assert all(slip.right in text for slip in planted)
    missed = [slip for slip in planted if not is_found(text.replace(slip.right, slip.wrong, 1), slip)]
    assert len(missed) <= MOST_MISSED * len(planted), missed


def test_every_rule_about_words_has_a_slip() -> None:
    rooms = (words.__name__, facts.__name__)
    modules = (module.__name__ for module in modules_of_rules() if module.__name__.startswith(rooms))
    rules = {name.rpartition(".")[2] for name in modules}
    assert rules | {"change_direction"} == {slip.rule for slip in slips(report(Random(0)))}
