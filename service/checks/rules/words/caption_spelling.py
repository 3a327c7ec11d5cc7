"""The rule caption_spelling."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="caption_spelling",
    agent_id="logic_consistency",
    title="A caption is spelt otherwise than elsewhere",
    meaning=(
        "A caption that stands in several places is spelt alike in all. A word that stands once in the report and is "
        "one letter away from the word at its place in at least two other captions is a slip, and so is a bracket that "
        "the same caption has elsewhere."
    ),
    why="Searches miss the line, and slips in captions show how carefully the rest was read.",
    holds="Long-term investments, three times.",
    broken="Long-term investmets, and Long-term investments twice.",
    severity="Always low.",
    since="0.1.0",
)
