"""Rules as data: the same words for the command line, the API, the page and the documentation."""

from __future__ import annotations

from dataclasses import asdict

from service.checks.rules.examples import Example, examples_of
from service.checks.rules.rule import Rule

FIELDS = ("id", "agent_id", "title", "meaning", "why", "holds", "broken", "severity", "since", "always")


def rule_json(rule: Rule) -> dict[str, object]:
    """A rule with its references by framework and its examples, clean ones first."""
    fields: dict[str, object] = {name: getattr(rule, name) for name in FIELDS}
    examples = [_example_json(example) for example in examples_of(rule.id)]
    return fields | {"references": dict(rule.references), "examples": examples}


def references_text(rule: Rule) -> str:
    """The paragraphs it rests on, in a line; empty where no framework has one."""
    return "; ".join(f"{framework}: {paragraph}" for framework, paragraph in rule.references.items())


def _example_json(example: Example) -> dict[str, object]:
    """Without what only few examples have, where this one has not."""
    fields = asdict(example) | {"claims": [claim.model_dump() for claim in example.claims]}
    return {name: value for name, value in fields.items() if value or name not in ("claims", "unanswered")}
