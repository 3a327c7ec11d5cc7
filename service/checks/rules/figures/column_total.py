"""The rule column_total."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="column_total",
    agent_id="numeric_validation",
    title="Column does not add up",
    meaning=(
        "A line of a table is the sum of lines above or below it, in every column that prints them. That it "
        "is one is found by the columns that agree on it, by what the lines are called, or by how they stand;"
        " no list of captions is needed."
    ),
    why=(
        "A total that is not the sum of its parts means that a part or the total is wrong, and whoever uses "
        "either of them is misled."
    ),
    holds="Cash 120 + Receivables 340 + Inventories 95 = Total current assets 555.",
    broken=("Cash 120 + Receivables 340 + Inventories 95 = 555, printed as Total current assets 565, 10 too much."),
    severity=BY_MATERIALITY,
    since="0.1.0",
)
