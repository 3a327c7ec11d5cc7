"""The rule change_direction."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="change_direction",
    agent_id="logic_consistency",
    title="The direction of a change is the wrong way round",
    meaning=(
        "A sentence that speaks of an increase gives a later figure above the earlier one, in the sentence "
        "itself or in the row that it speaks of."
    ),
    why="A rise that is called a fall turns the message of the report around.",
    holds="Costs fell from 540 to 480.",
    broken="Costs rose from 540 to 480: that is a decrease.",
    severity="Always high: what is said is the opposite of what is shown.",
    since="0.1.0",
)
