"""The rule model_business."""

from __future__ import annotations

from service.checks.rules.judging import SEVERITY, STANDS
from service.checks.rules.rule import Rule

RULE = Rule(
    id="model_business",
    agent_id="logic_consistency",
    title="A fact about the group is told twice and differs, as a model sees it",
    meaning=(
        "Names, dates, numbers of people and shares, holdings, places and terms are the same wherever they are told. "
        + STANDS
    ),
    why="Of two versions of a fact one is wrong, and whoever reads only that one believes it.",
    holds="The group employs 1,240 people, in the report of the directors and in the note.",
    broken="The group employs 1,204 people, and on average 1,240 were employed.",
    severity=SEVERITY,
    since="0.1.0",
)
