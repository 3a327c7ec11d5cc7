"""The rule sum_in_sentence."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_SHARE_OF_FIGURE

RULE = Rule(
    id="sum_in_sentence",
    agent_id="logic_consistency",
    title="A stated total is not the sum of its parts",
    meaning=(
        "A sentence or a list that names a whole and all its parts names parts that add up to it; parts that "
        "are only included do not exceed it."
    ),
    why="A total in words is as wrong as one in a table, and adding up words is what nobody does.",
    holds="Fees of 90 consist of audit 60 and tax 30.",
    broken="Fees of 90 consist of audit 60 and tax 40, together 100.",
    severity=BY_SHARE_OF_FIGURE,
    since="0.1.0",
)
