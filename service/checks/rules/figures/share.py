"""The rule share."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="share",
    agent_id="numeric_validation",
    title="Percentage does not follow from its figures",
    meaning=(
        "A percentage of a table is the share of one figure in another: a line in its total, a line in "
        "revenue, a margin, the effective tax rate. Which ones is found by the lines or columns that agree on"
        " it."
    ),
    why="Ratios are what covenants, bonuses and comparisons rest on.",
    holds="Gross profit 400 of Revenue 1,000: gross margin 40.0%.",
    broken="Gross profit 400 of Revenue 1,000: gross margin printed as 42.0%, where the figures give 40.0%.",
    severity=BY_MATERIALITY,
    since="0.1.0",
)
