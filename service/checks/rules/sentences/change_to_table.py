"""The rule change_to_table."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_SHARE_OF_FIGURE

RULE = Rule(
    id="change_to_table",
    agent_id="logic_consistency",
    title="A stated change is not the one that the table shows",
    meaning=(
        "A sentence that gives the change of a line of a table, and is of that line, period and measure "
        "beyond doubt, gives the change that the table's figures have."
    ),
    why="The commentary explains the accounts; where it gives other figures, one of the two is wrong.",
    holds="Sales rose by 100; the table shows 1,100 after 1,000.",
    broken="Sales rose by 110; the table shows 1,100 after 1,000, a change of 100.",
    severity=BY_SHARE_OF_FIGURE,
    since="0.1.0",
)
