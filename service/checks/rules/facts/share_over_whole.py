"""The rule share_over_whole."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="share_over_whole",
    agent_id="logic_consistency",
    title="A part is more than its whole",
    meaning=(
        "What is held in a company, and what customers, countries or groups of people are of sales, receivables or "
        "staff, "
        "is at most 100%. Expenses, profits and targets can be more than what they are measured by, and are not "
        "judged."
    ),
    why="The percentage, or what it is said to be of, is wrong.",
    holds="The Group owns 75% of the shares of Northmoor Ltd.",
    broken="The Group owns 175% of the shares of Northmoor Ltd.",
    severity="Always medium.",
    since="0.1.0",
)
