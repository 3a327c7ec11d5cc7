"""A complete set of statements: nothing is missed in it, and what is taken out of it is named."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from service.checks.consistency.check import check as check_sentences
from service.checks.numeric.check import check as check_figures
from tests.unit.checks.disclosures.given.sets import checked, complete, without

REMOVED: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "given" / "removed.toml").read_text())["removed"]
NAMED = [one for one in REMOVED if one.get("named", True)]


def test_nothing_is_missed_in_the_complete_set() -> None:
    outcome = checked(complete())

    assert [finding.title for finding in outcome.findings] == []
    assert outcome.counts.passed > 250
    assert outcome.counts.failed == 0


def test_the_other_agents_find_nothing_in_it_either() -> None:
    for check in (check_figures, check_sentences):
        assert [finding.title for finding in check(complete(), lambda _: None).findings] == []


@pytest.mark.parametrize("removed", NAMED, ids=lambda removed: removed["reference"])
def test_a_disclosure_that_is_taken_out_is_named(removed: dict[str, Any]) -> None:
    outcome = checked(without(complete(), tuple(removed["begins"])))

    assert removed["reference"] in {finding.reference for finding in outcome.findings}


def test_nine_in_ten_of_those_that_were_tried_are_named() -> None:
    assert len(REMOVED) >= 60
    assert len(NAMED) >= 0.9 * len(REMOVED)


@pytest.mark.parametrize(
    "removed", [one for one in REMOVED if one not in NAMED], ids=lambda removed: removed["reference"]
)
def test_what_is_said_to_be_missed_is_missed(removed: dict[str, Any]) -> None:
    outcome = checked(without(complete(), tuple(removed["begins"])))

    assert removed["reference"] not in {finding.reference for finding in outcome.findings}


def test_a_line_that_cannot_hide_is_a_finding_and_anything_else_a_note() -> None:
    gone = ("Basic earnings per share", "Diluted earnings per share", "Payments to pensioners")
    outcome = checked(without(complete(), gone))

    severities = {finding.reference: finding.severity for finding in outcome.findings}
    assert severities["IAS 33.66"] == "medium"
    assert severities["IAS 19.147(c)"] == "info"
    assert outcome.counts.failed == sum(severity != "info" for severity in severities.values())
