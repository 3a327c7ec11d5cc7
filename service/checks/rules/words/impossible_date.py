"""The rule impossible_date."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="impossible_date",
    agent_id="logic_consistency",
    title="There is no such date",
    meaning="Dates are days of the calendar; 29 February is one in leap years only.",
    why="A date that does not exist stands for another one, and readers cannot tell for which.",
    holds="At 30 June 2031.",
    broken="At 31 June 2031: June has 30 days.",
    severity="Always low.",
    since="0.1.0",
)
