"""The rule judgement_incomplete."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="judgement_incomplete",
    agent_id="logic_consistency",
    title="A model has not looked at all that it was to look at",
    meaning=(
        "Where a model is configured, each question about the report that it is to answer is answered. Of any agent "
        "whose questions were not, the result says which, and why; what was computed is not touched by it."
    ),
    why="Where nobody looked, silence is no sign that nothing is there.",
    holds="All 24 questions were answered.",
    broken="Of 24 questions 3 were not answered: the audit's tokens are spent.",
    severity="Medium where nothing was looked at, low where a part was.",
    since="0.1.0",
    always=True,
)
