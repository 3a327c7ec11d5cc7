"""The rule model_presentation."""

from __future__ import annotations

from service.checks.rules.judging import SEVERITY, STANDS
from service.checks.rules.rule import Rule

RULE = Rule(
    id="model_presentation",
    agent_id="logic_consistency",
    title="A heading, head or caption contradicts what it stands over, as a model sees it",
    meaning=(
        "Headings, titles of tables, heads of columns, captions and references agree with what they stand over and "
        "with what other places call the same. " + STANDS
    ),
    why="Figures under the wrong words are wrong figures for whoever reads them.",
    holds="Administration of 61,902 stands in the income statement, and in the note headed “Administration”.",
    broken="The income statement points to note 4 for revenue, and note 4 is headed “Administration”.",
    severity=SEVERITY,
    since="0.1.0",
)
