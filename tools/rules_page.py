"""Writes docs/rules.md from the rules; a test holds the page against them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from service.checks.rules.examples import Example, examples_of
from service.checks.rules.outside import of_sources
from service.checks.rules.registry import ours
from service.checks.rules.rule import Rule
from service.checks.rules.standards import of_standards
from service.checks.rules.telling import references_text

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
HEAD = """# The rules

Every finding and every tick names the rule that made it as its `check`. This page is made from the rules themselves
(`python -m tools.rules_page`); `tickmark rules ID` and `GET /api/v1/rules` say the same. `--select` and `--ignore`
choose among them ([protocol.md](protocol.md#options)).
"""


def page(rules: tuple[Rule, ...], standards: tuple[Rule, ...]) -> str:
    """The whole page: a table of all rules, a section for each, and a table of those of standards."""
    table = ["| rule | agent | what is wrong |", "|---|---|---|"]
    table += [f"| [{rule.id}](#{rule.id}) | {rule.agent_id} | {rule.title} |" for rule in rules]
    sections = ("\n".join(_section(rule)) for rule in rules)
    return "\n".join([HEAD, *table, "", "\n\n".join(sections), "", *_of_standards(standards), ""])


def _of_standards(rules: tuple[Rule, ...]) -> Iterator[str]:
    yield "## Disclosures"
    yield ""
    yield "Each standard that there is a checklist of has a rule of `disclosure_compliance`; what its items are is in"
    yield "[disclosures-list.md](disclosures-list.md), and how they are judged in [disclosures.md](disclosures.md)."
    yield ""
    yield "| rule | what is wrong |"
    yield "|---|---|"
    yield from (f"| `{rule.id}` | {rule.title} |" for rule in rules)


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield f"**{rule.title}.** {rule.meaning}"
    yield ""
    yield f"- Why: {rule.why}"
    yield f"- Holds: {rule.holds}"
    yield f"- Broken: {rule.broken}"
    yield f"- Severity: {rule.severity}"
    if references := references_text(rule):
        yield f"- Rests on: {references}."
    yield f"- Since {rule.since}."
    broken = next((example for example in examples_of(rule.id) if example.broken), None)
    if broken:
        yield from ("", f"Example: {_said(broken)}", "", "```text", broken.report.rstrip(), "```")


def _said(example: Example) -> str:
    about = ", ".join(filter(None, (example.row, example.column))) or example.quote
    figures = (
        f": {example.reported} where {example.expected} is expected" if example.reported and example.expected else ""
    )
    return f"{example.says}{f' ({about}{figures})' if about else ''}."


if __name__ == "__main__":
    PAGE.write_text(page((*ours(), *of_sources()), of_standards()), encoding="utf-8")
