"""``tickmark rules``: what is checked, in the words of whoever reads the findings."""

from __future__ import annotations

import json

import pytest

from service.checks.rules.registry import rules
from service.commands.rules import rules as command
from service.errors import UnknownRule


def test_each_rule_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    command(None, as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(rules())


def test_one_rule_is_explained_with_an_example_that_keeps_it_and_one_that_breaks_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command("per_share", as_json=False)
    said = capsys.readouterr().out
    assert said.startswith("per_share: Earnings per share do not follow from profit and shares\n\nMeaning   ")
    assert "Rests on  IFRS: IAS 33.10; US GAAP: ASC 260-10-45-10\n" in said
    assert said.count("\nExample, clean: ") == said.count("\nExample, broken: ") == 1


def test_programs_get_each_rule_as_an_object_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    command(None, as_json=True)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [rule["id"] for rule in told] == list(rules())
    without = {"disclosure_compliance", "external_signal"}  # a checklist, or an answer, is what would be an example
    assert all(len(rule["examples"]) >= 4 for rule in told if rule["agent_id"] not in without)


def test_a_rule_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(UnknownRule, match="there are: balance_identity"):
        command("astrology", as_json=False)
