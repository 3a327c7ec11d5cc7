"""The rule negative_count."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="negative_count",
    agent_id="logic_consistency",
    title="A count is below zero",
    meaning=(
        "Numbers of employees, of shares in issue and of stores, and ages, are not below zero. Movements and changes "
        "can "
        "be, and are not judged."
    ),
    why="The sign is wrong, or the line has the figures of another one.",
    holds="Average number of employees: 1,240 and 1,180.",
    broken="Average number of employees: (1,240) and 1,180.",
    severity="Always medium.",
    since="0.1.0",
)
