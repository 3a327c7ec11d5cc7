"""The rule tag."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="tag",
    agent_id="numeric_validation",
    title="Figures contradict their tags",
    meaning=(
        "Figures with one inline XBRL tag, period and unit are one figure and have one value; sign and scale "
        "of the tag agree with what is printed; what is tagged for the members of an axis adds up to the "
        "whole."
    ),
    why=("Programs read the tags and people read the page; where they differ, one of them is told something wrong."),
    holds="Both figures tagged Revenues of 2031 are 4,120.",
    broken="Of two figures tagged Revenues of 2031 one is 4,120 and one 4,210.",
    severity=BY_MATERIALITY,
    since="0.1.0",
)
