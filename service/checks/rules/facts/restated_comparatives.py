"""The rule restated_comparatives."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="restated_comparatives",
    agent_id="logic_consistency",
    title="Figures are restated in one place and not in another",
    meaning=(
        "Where a column is headed as restated, some sentence speaks of a restatement, a correction or a change of "
        "policy; "
        "and where a sentence says that comparatives were restated, some head, caption or title marks them. Extracts "
        "without notes are not judged."
    ),
    why="Readers compare with figures that are no longer those of the last report, and must be told why.",
    holds="A column “2030 restated”, and a note on the correction of an error.",
    broken="A column “2030 restated”, and no word about it.",
    severity="Always low.",
    since="0.1.0",
    references={"IFRS": "IAS 8.49"},
)
