"""tickmark rules: what is checked, in the words of whoever reads the findings."""

from __future__ import annotations

import json
import textwrap

import typer

from service.checks.rules.examples import Example, examples_of
from service.checks.rules.registry import rule_of
from service.checks.rules.registry import rules as all_rules
from service.checks.rules.rule import Rule
from service.checks.rules.telling import references_text, rule_json

WIDTH = 100


def rules(rule_id: str | None, *, as_json: bool) -> None:
    """Print one rule with all that it says, or a line for each.

    Raises:
        UnknownRule: there is none of that id.
    """
    chosen = [rule_of(rule_id)] if rule_id else list(all_rules().values())
    for rule in chosen:
        if as_json:
            typer.echo(json.dumps(rule_json(rule), ensure_ascii=False))
        elif rule_id:
            typer.echo("\n".join(_explained(rule)))
        else:
            typer.echo(f"{rule.id:<22}  {rule.title}")


def _explained(rule: Rule) -> list[str]:
    said = {
        "Meaning": rule.meaning,
        "Why": rule.why,
        "Holds": rule.holds,
        "Broken": rule.broken,
        "Severity": rule.severity,
        "Rests on": references_text(rule),
        "Agent": f"{rule.agent_id}, since {rule.since}",
    }
    lines = [f"{rule.id}: {rule.title}", ""]
    for name, text in said.items():
        if text:
            lines += textwrap.wrap(text, WIDTH, initial_indent=f"{name:<10}", subsequent_indent=" " * 10)
    examples = examples_of(rule.id)
    for broken in (False, True):
        example = next((example for example in examples if example.broken is broken), None)
        if example:
            lines += _example(example)
    return lines


def _example(example: Example) -> list[str]:
    head = f"Example, {'broken' if example.broken else 'clean'}: {example.says}."
    lines = (line if line.startswith("|") else textwrap.fill(line, WIDTH - 4) for line in example.report.split("\n"))
    return ["", head, *textwrap.indent("\n".join(lines).rstrip(), "    ").split("\n")]
