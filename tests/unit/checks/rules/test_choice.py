"""Which rules are applied: by id, by the beginning of an id, and never without those that say what was not checked."""

from __future__ import annotations

import pytest

from service.checks.consistency.check import check as check_sentences
from service.checks.numeric.check import check as check_figures
from service.checks.rules.choice import choice_of
from service.checks.rules.examples import examples_of
from service.checks.rules.registry import ours
from service.errors import RuleNotIgnorable, UnknownRule
from service.reports.model import Report
from tests.unit.checks.given.example_reports import report_of


def _broken(rule_id: str) -> Report:
    return report_of(next(example for example in examples_of(rule_id) if example.broken))


def test_nothing_asked_for_is_every_rule() -> None:
    choice = choice_of((), ())
    assert choice.everything
    assert all(choice.applies(rule.id) for rule in ours())
    assert not choice.in_words


def test_beginnings_of_ids_are_as_good_as_ids_and_what_is_both_is_left_out() -> None:
    choice = choice_of(("change, tie",), ("change_direction",))
    applied = {rule.id for rule in ours() if choice.applies(rule.id)}
    assert applied == {"change_in_sentence", "change_to_table", "tie", "nothing_checked", "judgement_incomplete"}
    assert choice.in_words == (
        "As asked for, only these rules were applied: change, tie, and these rules were left out: change_direction."
    )


def test_a_rule_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownRule, match="there is no rule 'horoscope'"):
        choice_of(("horoscope",), ())


def test_what_was_not_checked_is_always_said() -> None:
    with pytest.raises(RuleNotIgnorable, match="the rule 'nothing_checked' cannot be left out"):
        choice_of((), ("nothing_checked",))
    assert choice_of((), ("n",)).applies("nothing_checked")
    result = check_figures(_broken("nothing_checked"), lambda _: None, select="column_total")
    assert [finding.check for finding in result.findings] == ["nothing_checked"]


@pytest.mark.parametrize("rule_id", [rule.id for rule in ours() if not rule.always])
def test_a_rule_that_is_left_out_neither_passes_nor_fails(rule_id: str) -> None:
    for check in (check_figures, check_sentences):
        result = check(_broken(rule_id), lambda _: None, ignore=rule_id)
        assert rule_id not in {finding.check for finding in result.findings}
        assert rule_id not in {tick.check for tick in result.ticks}
        assert rule_id not in {one.check for one in result.untested}
        assert f"As asked for, these rules were left out: {rule_id}." in result.basis


def test_a_test_that_finds_nothing_says_that_rules_were_left_out() -> None:
    tests = check_figures(_broken("balance_identity"), lambda _: None, ignore="balance_identity").tests
    balances = next(test for test in tests if test.test == "balance_sheet_balances")
    assert balances.state == "not_found"
    assert balances.reason.endswith("rules were left out of this audit, which may be why")
