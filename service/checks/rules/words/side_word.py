"""The rule side_word."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="side_word",
    agent_id="logic_consistency",
    title="A line stands on the other side of the balance sheet",
    meaning=(
        "Above the total of the assets stands what is due from others and receivable, above the total of the "
        "liabilities what is due to others and payable. A heading such as “Current assets” is over the lines of its "
        "own total."
    ),
    why="A debt that is called a claim, or a claim that is called a debt, is twice its amount off for the reader.",
    holds="Due to related parties, among the liabilities.",
    broken="Due from related parties, among the liabilities.",
    severity="Always high: what is said is the opposite of what is shown.",
    since="0.1.0",
    references={"IFRS": "IAS 1.54"},
)
