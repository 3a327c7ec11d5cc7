"""The rule row_total."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="row_total",
    agent_id="numeric_validation",
    title="Row does not add up",
    meaning=(
        "A column of a table is the sum of other columns, in every row that prints them: quarters of a year, "
        "segments of a group, components of equity."
    ),
    why="A row that does not add up to its total hides a wrong figure that no column shows.",
    holds="North 410 + South 380 = Group 790.",
    broken="North 410 + South 380 = 790, printed as Group 970, 180 too much.",
    severity=BY_MATERIALITY,
    since="0.1.0",
)
