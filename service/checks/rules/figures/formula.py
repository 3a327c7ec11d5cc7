"""The rule formula."""

from __future__ import annotations

from service.checks.rules.rule import Rule
from service.checks.rules.severities import BY_MATERIALITY

RULE = Rule(
    id="formula",
    agent_id="numeric_validation",
    title="Figure is not what its formula gives",
    meaning=(
        "A cell of a workbook shows what its formula gives, and formulas of one row or column are of one pattern."
    ),
    why=(
        "A value typed over a formula, a formula that was never calculated, or a range that leaves out a line"
        " goes unseen on paper."
    ),
    holds="B10 shows 555, and its formula SUM(B7:B9) gives 555.",
    broken="B10 shows 565, and its formula SUM(B7:B9) gives 555.",
    severity=BY_MATERIALITY,
    since="0.1.0",
)
