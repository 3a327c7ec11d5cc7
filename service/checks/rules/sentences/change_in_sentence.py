"""The rule change_in_sentence."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_SHARE_OF_FIGURE

RULE = Rule(
    id="change_in_sentence",
    agent_id="logic_consistency",
    title="A stated change does not follow from the figures beside it",
    meaning=(
        "A sentence that gives two figures and the change between them is consistent in itself: the amount is"
        " their difference, the percentage is taken of the earlier one."
    ),
    why="The commentary is what most readers read of a report.",
    holds="Sales were 1,100 compared to 1,000, an increase of 100 or 10%.",
    broken="Sales were 1,100 compared to 1,000, an increase of 100 or 11%: from these figures it is 10%.",
    severity=BY_SHARE_OF_FIGURE,
    since="0.1.0",
)
