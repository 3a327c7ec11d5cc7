"""The rule note_reference."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="note_reference",
    agent_id="logic_consistency",
    title="A reference names one note and points to another",
    meaning=(
        "Where a sentence, a caption or the column of notes gives the number of a note together with what the note is "
        "about, the name is in the heading of that note. A name that is the heading of another note, and shares "
        "no word with the heading of the one pointed to, is a finding."
    ),
    why="A reader who follows the reference finds another subject, and may take it for the explanation.",
    holds="Inventories (note 7), where note 7 is headed “Inventories”.",
    broken="Inventories (note 8), where note 7 is headed “Inventories” and note 8 “Trade receivables”.",
    severity="Always medium: the explanation is there, under another number.",
    since="0.1.0",
    references={"IFRS": "IAS 1.113"},
)
