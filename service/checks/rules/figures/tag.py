"""The rule tag."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="tag",
    agent_id="numeric_validation",
    title="Figure contradicts its tag",
    meaning=(
        "The inline XBRL tag around a figure gives it the sign and the scale that it has on the page, judged by the "
        "other figures of its line. Figures of one tag and period are held against each other by the rule tie."
    ),
    why="Programs read the tags and people read the page; where they differ, one of them is told something wrong.",
    holds="All figures of the line Other items are printed in brackets and tagged as negative.",
    broken="Other items of 2023 are printed as 317, and the tag, like those beside it, says −317.",
    severity=BY_MATERIALITY,
    since="0.1.0",
)
