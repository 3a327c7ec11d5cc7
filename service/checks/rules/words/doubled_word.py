"""The rule doubled_word."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="doubled_word",
    agent_id="logic_consistency",
    title="A word stands twice",
    meaning=(
        "Words such as “the”, “of” and “and” do not follow themselves, and in brackets behind “increase”, “gain” and "
        "the like stands the opposite, for figures below zero."
    ),
    why="A slip that readers see at once, and often the trace of a correction that was not finished.",
    holds="The cost of the building.",
    broken="The cost of the the building.",
    severity="Low; medium where one way is named twice, for then no figure says which.",
    since="0.1.0",
)
