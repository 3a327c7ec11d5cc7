"""The rule nothing_checked."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="nothing_checked",
    agent_id="numeric_validation",
    title="Nothing could be read for checking",
    meaning=(
        "Text with figures that looks like rows of a table was seen, and the file does not say what stands in"
        " which column. What is there was not checked."
    ),
    why="Silence about figures that nobody could read must not look like a clean bill.",
    holds="All figures that look like a table were read as one.",
    broken="38 figures stand in 12 pieces of text that look like rows of a table and are none in the file.",
    severity="Always medium: nothing says what those figures are.",
    since="0.1.0",
    always=True,
)
