"""The rule doubled_word."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="doubled_word",
    agent_id="logic_consistency",
    title="A word stands twice",
    meaning="Words such as “the”, “of” and “and” do not follow themselves.",
    why="A slip that readers see at once, and often the trace of a correction that was not finished.",
    holds="The cost of the building.",
    broken="The cost of the the building.",
    severity="Always low.",
    since="0.1.0",
)
