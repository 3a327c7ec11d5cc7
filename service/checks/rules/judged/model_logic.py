"""The rule model_logic."""

from __future__ import annotations

from service.checks.rules.judging import SEVERITY, STANDS
from service.checks.rules.rule import Rule

RULE = Rule(
    id="model_logic",
    agent_id="logic_consistency",
    title="Two statements cannot both be true, as a model sees it",
    meaning=("Statements of a report are compatible with each other, whatever its accounts are. " + STANDS),
    why="Where two statements exclude each other, one of them is wrong.",
    holds="The group has three ports: Brennholt, Oddsund and Skarvø.",
    broken="The group has two ports: Brennholt, Oddsund and Skarvø.",
    severity=SEVERITY,
    since="0.1.0",
)
