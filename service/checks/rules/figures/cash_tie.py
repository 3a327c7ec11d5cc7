"""The rule cash_tie."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="cash_tie",
    agent_id="numeric_validation",
    title="Cash differs between two places",
    meaning=(
        "The cash at the end of the cash flow statement is the cash of the balance sheet, and the opening "
        "cash is that of the year before."
    ),
    why=(
        "Cash is the one figure that can be confirmed from outside; where the two statements differ, one of "
        "them is wrong."
    ),
    holds=("Cash flow statement: cash at the end of the year 31,480; balance sheet: cash and cash equivalents 31,480."),
    broken=(
        "Cash flow statement: cash at the end of the year 31,840; balance sheet: cash and cash equivalents 31,480."
    ),
    severity=BY_MATERIALITY,
    since="0.1.0",
    references={"IFRS": "IAS 7.45", "US GAAP": "ASC 230-10-45-4", "UK GAAP": "FRS 102.7.20"},
)
