"""The rule percent_change."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="percent_change",
    agent_id="numeric_validation",
    title="Percentage change does not follow from its figures",
    meaning=(
        "A column of percentages compares two columns of figures, found by the rows that agree on it: each "
        "percentage is the change from the one to the other."
    ),
    why=("Readers take the percentage and skip the figures; a wrong one tells another story than the accounts."),
    holds="Revenue 1,100 after 1,000: change 10.0%.",
    broken="Revenue 1,100 after 1,000: change printed as 11.0%, where the figures give 10.0%.",
    severity=BY_MATERIALITY,
    since="0.1.0",
)
