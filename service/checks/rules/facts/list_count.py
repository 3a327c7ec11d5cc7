"""The rule list_count."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="list_count",
    agent_id="logic_consistency",
    title="A list has another number of items than announced",
    meaning=(
        "A list that is announced with a number has as many items. They are counted where semicolons, numbers or "
        "plain "
        "names between commas leave no doubt; a name with an “and” in it may be one item or two."
    ),
    why="One item too few was forgotten, one too many was added later: readers cannot tell what is complete.",
    holds="Three segments: Pumps, Valves and Service.",
    broken="Two segments: Pumps, Valves and Service.",
    severity="Always low: the items themselves may all be right.",
    since="0.1.0",
)
