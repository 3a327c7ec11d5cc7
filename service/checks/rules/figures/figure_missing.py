"""The rule figure_missing."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="figure_missing",
    agent_id="numeric_validation",
    title="A figure is missing",
    meaning=("A cell is empty where the other columns print a figure, and the relation that they agree on needs one."),
    why="An empty cell reads as nil or as not applicable, and here it can be neither.",
    holds="Every column prints Receivables, and each adds up.",
    broken="Receivables of 2031 are left empty, and 340 is missing from Total current assets 555.",
    severity=BY_MATERIALITY,
    since="0.1.0",
)
