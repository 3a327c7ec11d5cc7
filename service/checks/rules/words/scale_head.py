"""The rule scale_head."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="scale_head",
    agent_id="logic_consistency",
    title="A table is in another scale than its figures elsewhere",
    meaning=(
        "A figure that is printed with the same digits under the same caption in another table is in the same scale "
        "there: thousands, millions or billions. It is a finding where no figure of the table speaks for its scale."
    ),
    why="In another scale every figure of the table is a thousand times too large or too small.",
    holds="Amortization of 191.1 in two tables in millions.",
    broken="Amortization of 191.1 in a table in thousands, and in one in millions.",
    severity="Always high: it concerns every figure of the table.",
    since="0.1.0",
    references={"IFRS": "IAS 1.51(e)"},
)
