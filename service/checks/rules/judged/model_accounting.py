"""The rule model_accounting."""

from __future__ import annotations

from service.checks.rules.judging import SEVERITY, STANDS
from service.checks.rules.rule import Rule

RULE = Rule(
    id="model_accounting",
    agent_id="logic_consistency",
    title="Two places of the accounts contradict each other, as a model sees it",
    meaning=(
        "What one place of the accounts says of an item, its amount, its period or the way it is accounted for, is "
        "what the other places show. " + STANDS
    ),
    why="Readers rely on one of the two places, and may rely on the wrong one.",
    holds="There are no non-current borrowings, and the balance sheet has none.",
    broken="There are no non-current borrowings, and the balance sheet has £18.5 million of them.",
    severity=SEVERITY,
    since="0.1.0",
)
