"""The rule roll_forward."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="roll_forward",
    agent_id="numeric_validation",
    title="Opening balance and movements do not give the closing balance",
    meaning=(
        "An opening balance with the movements of the period gives the closing balance, and the closing "
        "balance of one period is the opening balance of the next."
    ),
    why=(
        "A balance that does not follow from its movements means that a movement is missing, doubled or "
        "wrong, or that the year before was altered without a word."
    ),
    holds="Opening balance 500 + Additions 120 − Disposals 45 = Closing balance 575.",
    broken=("Opening balance 500 + Additions 120 − Disposals 45 = 575, printed as Closing balance 557, 18 too little."),
    severity=BY_MATERIALITY,
    since="0.1.0",
)
