"""The rule per_share."""

from __future__ import annotations

from service.checks.numeric.ratios.per_share import per_share_of
from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="per_share",
    agent_id="numeric_validation",
    title="Earnings per share do not follow from profit and shares",
    meaning=(
        "Earnings per share are the profit divided by the number of shares, basic by basic and diluted by diluted."
    ),
    why="Earnings per share is the figure that most readers look at first.",
    holds="Profit 3,000 / 1,200 shares = 2.50 per share.",
    broken="Profit 3,000 / 1,200 shares = 2.50 per share, printed as 2.05.",
    severity=BY_MATERIALITY,
    since="0.1.0",
    references={"IFRS": "IAS 33.10", "US GAAP": "ASC 260-10-45-10"},
)
relations = per_share_of
