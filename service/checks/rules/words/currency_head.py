"""The rule currency_head."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="currency_head",
    agent_id="logic_consistency",
    title="A table is in another currency than its figures elsewhere",
    meaning=(
        "Figures that stand under the same captions in other tables stand there in the same currency. It is a finding "
        "where the currency of a table stands nowhere else in the report and one figure of four digits contradicts it, "
        "or where three do and none speaks for it. Tables without signs may say their currency in words. A heading "
        "that names another currency than all signs of its table is a finding by itself."
    ),
    why="In another currency every figure of the table is another amount.",
    holds="Land of $13,720,502 here and in the note.",
    broken="Land of €13,720,502 here and of $13,720,502 in the note.",
    severity="Always high: it concerns every figure of the table.",
    since="0.1.0",
    references={"IFRS": "IAS 1.51(d)"},
)
