"""The rule caption_repeated."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="caption_repeated",
    agent_id="logic_consistency",
    title="A line has the caption of the line beside it",
    meaning=(
        "Two lines in a row have captions of their own. Where they have the same one, and another table prints the "
        "figures of one of them under another caption, this line has lost its own."
    ),
    why="The figures of the line are taken for something else, or for a second part of the same.",
    holds="Gross profit 3,110; Selling expenses 1,420.",
    broken="Gross profit 3,110; Gross profit 1,420, where another table has 1,420 as selling expenses.",
    severity="Always medium.",
    since="0.1.0",
)
