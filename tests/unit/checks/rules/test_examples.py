"""Every rule keeps what its examples promise: silence over the clean ones, its finding in the broken ones."""

from __future__ import annotations

import pkgutil

import pytest

from service.agents.judging.tally import Tally
from service.checks.claims.alike import Made, agreed
from service.checks.claims.guard import guarded
from service.checks.claims.telling import PREFIX, Examined, findings
from service.checks.consistency.check import check as check_sentences
from service.checks.numeric.check import check as check_figures
from service.checks.outcome import Counts, Outcome
from service.checks.rules import judged
from service.checks.rules.examples import Example, examples_of
from service.checks.rules.registry import ours
from service.findings import Location
from tests.unit.checks.given.example_reports import report_of

CHECKS = {"numeric_validation": check_figures, "logic_consistency": check_sentences}
ALL = [
    pytest.param(rule.id, example, id=f"{rule.id}: {example.says}")
    for rule in ours()
    for example in examples_of(rule.id)
]
OF_MODELS = {module.name for module in pkgutil.iter_modules(judged.__path__)}
"""Rules about claims: what is claimed of an example stands in the example."""
NEVER_TICKED = {
    *("figure_missing", "rounding", "nothing_checked", "tag"),
    *("caption_repeated", "caption_spelling", "currency_head", "doubled_word", "scale_head"),
    *("dangling_reference", "denial_contradicted", "entity_name", "negative_count"),
    *("restated_comparatives", "share_over_whole"),
    *("impossible_date", "note_numbering", "period_head", "side_word", "sign_word"),
    *OF_MODELS,
}
"""Rules that only speak where something is wrong."""


def claimed(rule_id: str, example: Example) -> Outcome:
    """What is told of the example's claims where a second look does not refute them, or of there being no answer."""
    agent_id = "logic_consistency"
    unanswered = (("a lens", example.unanswered),) if example.unanswered else ()
    tally = Tally("a model", 1, 0, unanswered, 0, "was asked to read the report")
    made = guarded(report_of(example), example.claims).proven
    agreed_on = agreed(Made(claim, rule_id.removeprefix(PREFIX), 1) for claim in made)
    told = findings(agent_id, [Examined(one, "") for one in agreed_on], 1)
    return Outcome((*told, *tally.incomplete(agent_id)), Counts())


def outcome(rule_id: str, example: Example) -> Outcome:
    """What the rule's agent says about the example."""
    if rule_id in OF_MODELS:
        return claimed(rule_id, example)
    agent_id = next(rule.agent_id for rule in ours() if rule.id == rule_id)
    return CHECKS[agent_id](report_of(example), lambda _: None)


@pytest.mark.parametrize(("rule_id", "example"), ALL)
def test_an_example_is_what_it_says(rule_id: str, example: Example) -> None:
    result = outcome(rule_id, example)
    found = [finding for finding in result.findings if finding.check == rule_id]
    if not example.broken:
        assert not found
        ticked = {tick.check for tick in result.ticks}
        assert rule_id in ticked or rule_id in NEVER_TICKED, "nothing that holds was checked"
        return
    finding = found[0]
    first = (*finding.locations, Location())[0]
    assert example.row in (None, first.row_label)
    assert example.column in (None, first.column_label)
    assert example.quote is None or example.quote in (first.quote or "")
    assert (finding.reported, finding.expected) == (example.reported, example.expected) or rule_id == "change_direction"


@pytest.mark.parametrize("rule_id", [rule.id for rule in ours()])
def test_a_rule_has_at_least_two_clean_and_two_broken_examples(rule_id: str) -> None:
    examples = examples_of(rule_id)
    assert sum(example.broken for example in examples) >= 2
    assert sum(not example.broken for example in examples) >= 2
