"""The rule note_numbering."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="note_numbering",
    agent_id="logic_consistency",
    title="Two notes have one number",
    meaning=(
        "The headings of notes have one number each. Two headings with one number are a finding where the number that "
        "one of them would have by its place is missing, or where the heading is printed again with another number."
    ),
    why="References to either of the two notes lead to both.",
    holds="Note 8 – Debt, Note 9 – Leases, Note 10 – Provisions.",
    broken="Note 8 – Debt, Note 8 – Leases, Note 10 – Provisions: there is no note 9.",
    severity="Always medium.",
    since="0.1.0",
    references={"IFRS": "IAS 1.113"},
)
