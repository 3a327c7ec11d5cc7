"""The rule tie."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="tie",
    agent_id="numeric_validation",
    title="One figure is printed with two values",
    meaning=(
        "A line of a statement is printed again in a note, a summary or another statement, under the same "
        "caption and for the same periods: where most periods agree, all of them have to."
    ),
    why=(
        "Two values for one figure mean that one of them is wrong, often because a late change was made in "
        "one place only."
    ),
    holds="Inventories are 18,370 in the balance sheet and 18,370 in the note.",
    broken=("Inventories are 18,370 in the balance sheet and 18,730 in the note; the year before is the same in both."),
    severity=BY_MATERIALITY,
    since="0.1.0",
    references={"IFRS": "IAS 1.113"},
)
