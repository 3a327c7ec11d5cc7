"""The registry: every check that is spoken of is a rule, which says all that it must, and the page has them all."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from service.checks.rules.outside import of_sources
from service.checks.rules.registry import ours, rule_of, rules
from service.checks.rules.rule import FRAMEWORKS, Rule
from service.checks.rules.standards import of_standards
from service.errors import UnknownRule
from tools.rules_page import PAGE, page

SERVICE = Path(__file__).parents[4] / "service"
STABLE = {
    *("balance_identity", "cash_tie", "column_total", "figure_missing", "formula", "nothing_checked", "per_share"),
    *("percent_change", "roll_forward", "rounding", "row_total", "share", "tag", "tie"),
    *("change_direction", "change_in_sentence", "change_to_table", "sum_in_sentence", "text_to_table"),
    *(
        "caption_repeated",
        "caption_spelling",
        "doubled_word",
        "impossible_date",
        "note_numbering",
        "note_reference",
        "period_head",
    ),
    *("dangling_reference", "list_count", "negative_count", "share_over_whole"),
    *("judgement_incomplete", "model_accounting", "model_business", "model_logic", "model_presentation"),
    *("denial_contradicted", "entity_name", "fact_stated_twice", "restated_comparatives"),
    *("currency_head", "scale_head", "side_word", "sign_word", "standard_reference"),
}
"""Ids that logs hold: none of them ever goes, and none is renamed."""
A_RULE = Rule(
    id="a_rule",
    agent_id="an_agent",
    title="Wrong",
    meaning="It holds.",
    why="It matters.",
    holds="It is so.",
    broken="It is not so.",
    severity="High.",
    since="1.0",
)


def test_ids_that_logs_hold_stay() -> None:
    assert {rule.id for rule in ours()} >= STABLE


def test_the_page_of_rules_is_made_from_them() -> None:
    assert PAGE.read_text(encoding="utf-8") == page((*ours(), *of_sources()), of_standards()), (
        "run: python -m tools.rules_page"
    )


@pytest.mark.parametrize("rule", [*ours(), *of_sources()], ids=lambda rule: rule.id)
def test_a_rule_speaks_in_sentences_and_names_frameworks_that_are_known(rule: Rule) -> None:
    for text in (rule.meaning, rule.why, rule.holds, rule.broken, rule.severity):
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")
    assert not rule.title.endswith(".")
    assert set(rule.references) <= set(FRAMEWORKS)


@pytest.mark.parametrize("id_", ["", "Total", "a-b", "_a", "a_", "a b"])
def test_an_id_is_of_lower_case_words(id_: str) -> None:
    with pytest.raises(ValueError, match="is no id of a rule"):
        replace(A_RULE, id=id_)


@pytest.mark.parametrize("name", ["agent_id", "title", "meaning", "why", "holds", "broken", "severity", "since"])
def test_a_rule_without_one_of_its_texts_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"says nothing as its {name}"):
        replace(A_RULE, **{name: " "})


def test_a_rule_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownRule, match=r"there is no rule 'astrology'; there are: .*balance_identity, "):
        rule_of("astrology")


def test_every_check_that_the_code_names_is_a_rule() -> None:
    named = re.compile(r"""(?:check=|finding\(\s*passage,\s*|not_possible\(passage, |Tick\()"([a-z_]+)\"""")
    found = {
        name for file in SERVICE.glob("checks/**/*.py") for name in named.findall(file.read_text(encoding="utf-8"))
    }
    assert found
    assert found <= set(rules())
