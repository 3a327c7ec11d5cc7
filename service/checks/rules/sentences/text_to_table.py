"""The rule text_to_table."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_SHARE_OF_FIGURE

RULE = Rule(
    id="text_to_table",
    agent_id="logic_consistency",
    title="A figure in the text is another one in the table",
    meaning=(
        "A sentence that gives the figure of a line of a table for a period, and is of that line and measure "
        "beyond doubt, gives the figure that the table prints, as far as it was rounded."
    ),
    why="The commentary explains the accounts; where it gives other figures, one of the two is wrong.",
    holds="Sales were 1.1 billion in 2031; the table shows 1,100 million.",
    broken="Sales were 1.2 billion in 2031; the table shows 1,100 million.",
    severity=BY_SHARE_OF_FIGURE,
    since="0.1.0",
)
