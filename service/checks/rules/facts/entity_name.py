"""The rule entity_name."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="entity_name",
    agent_id="logic_consistency",
    title="A company's name is spelt otherwise than elsewhere",
    meaning=(
        "A company has one name. A word of a name with its legal form that stands once in the report, and is one "
        "letter "
        "away from the word at its place in at least three other places, is a slip."
    ),
    why="Names tell which entity the report is of, and who owes or holds what.",
    holds="Northmoor Holdings plc, wherever it stands.",
    broken="Nortmhoor Holdings plc, and Northmoor Holdings plc three times.",
    severity="Always low.",
    since="0.1.0",
    references={"IFRS": "IAS 1.51(a)"},
)
