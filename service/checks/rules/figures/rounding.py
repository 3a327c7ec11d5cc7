"""The rule rounding."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="rounding",
    agent_id="numeric_validation",
    title="Rounding differences",
    meaning=(
        "Sums of rounded figures may miss their rounded totals by no more than rounding explains. Such sums "
        "have passed; the note says how many there are."
    ),
    why="Nothing is wrong; a reader who adds up by hand is told that it was seen.",
    holds="12.4 + 7.3 = 19.7, printed as 19.7.",
    broken="12.4 + 7.4 = 19.8, printed as 19.7: rounding explains 0.1. No action is needed.",
    severity="Always info: it needs no action.",
    since="0.1.0",
)
