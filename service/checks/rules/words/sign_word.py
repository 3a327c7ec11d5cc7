"""The rule sign_word."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="sign_word",
    agent_id="logic_consistency",
    title="A caption says the opposite of its figures' sign",
    meaning=(
        "Where a table tells by signs which way cash went, “used” stands over outflows and “provided” over inflows; a "
        "gross loss is less than nothing when costs are taken from revenue; and a profit that other tables print is "
        "not called a loss."
    ),
    why="Who reads the words alone learns the opposite of what happened.",
    holds="Net cash used in investing activities: (1,250).",
    broken="Net cash used in operating activities: 3,959, in a table that prints outflows in brackets.",
    severity="Always high: what is said is the opposite of what is shown.",
    since="0.1.0",
)
