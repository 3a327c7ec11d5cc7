"""The rule dangling_reference."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="dangling_reference",
    agent_id="logic_consistency",
    title="A reference leads to a note, a page or an item that is not there",
    meaning=(
        "What the report refers to in itself is there. A reference to a note behind the last one is a finding where "
        "all "
        "notes from 1 to the last have headings, one to a page behind the last printed page number, and one to an "
        "item "
        "of Form 10-K where the other items have headings and this one has none. References to other reports are not "
        "judged."
    ),
    why="Readers look for an explanation that does not exist, or that stands under another number.",
    holds="See note 24, in a report with the notes 1 to 24.",
    broken="See note 31, in a report with the notes 1 to 24.",
    severity="Always medium: what is meant may be there under another number.",
    since="0.1.0",
    references={"IFRS": "IAS 1.113"},
)
