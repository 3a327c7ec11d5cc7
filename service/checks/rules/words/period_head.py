"""The rule period_head."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="period_head",
    agent_id="logic_consistency",
    title="A head names another period than its figures have",
    meaning=(
        "Figures that stand under the same captions in another table stand there under the same year and under a "
        "period of the same length; a sentence right above a table names the years that stand over its columns; and a "
        "year that no other table has does not stand where at least three other tables have another one."
    ),
    why="Under a wrong year or length every figure of the column is wrong for whoever reads it.",
    holds="Sales of 61,033 stand under “Three months ended” in both tables.",
    broken="Sales of 61,033 stand under “Six months ended” here and under “Three months ended” in the accounts.",
    severity="High where figures contradict the head; medium where only words do.",
    since="0.1.0",
    references={"IFRS": "IAS 1.51(c)"},
)
