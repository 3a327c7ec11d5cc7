"""The rule standard_reference."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="standard_reference",
    agent_id="logic_consistency",
    title="A standard stands beside the subject of another one",
    meaning=(
        "Where a report cites an accounting standard (ASC, IFRS, IAS, IFRIC, FRS) together with a subject, the number "
        "is that of a standard with this subject, as it is titled or was titled before."
    ),
    why="Readers look up the standard that is named; a wrong number says that other requirements were applied.",
    holds="ASC 606, Revenue from Contracts with Customers.",
    broken="ASC 260, Revenue from Contracts with Customers: ASC 260 is Earnings Per Share.",
    severity="Always medium: the subject tells readers what is meant, the number misleads them.",
    since="0.1.0",
)
