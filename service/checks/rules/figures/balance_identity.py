"""The rule balance_identity."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="balance_identity",
    agent_id="numeric_validation",
    title="Two totals that must be equal differ",
    meaning=(
        "Two totals are equal by definition, or in every other column of the table: total assets, and the "
        "total of equity and liabilities."
    ),
    why="A balance sheet that does not balance cannot be right, whatever else is.",
    holds="Total assets 9,960 = Total equity and liabilities 9,960.",
    broken="Total assets 9,960, Total equity and liabilities 10,460, 500 apart.",
    severity=BY_MATERIALITY,
    since="0.1.0",
    references={"IFRS": "Conceptual Framework 4.63", "US GAAP": "CON 8.4.E61"},
)
