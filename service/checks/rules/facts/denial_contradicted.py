"""The rule denial_contradicted."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="denial_contradicted",
    agent_id="logic_consistency",
    title="What is said not to exist has a figure",
    meaning=(
        "A paragraph that begins by saying that there was none of something is held against the line of that name: "
        "it "
        "has no figure for the same period. A sentence that says that no customer has more than some per cent of "
        "sales "
        "or receivables is held against sentences about one that has. Sentences with a condition, about a part of "
        "the "
        "group, or within a paragraph about something are not judged."
    ),
    why="Readers who rely on the sentence are told the opposite of what the accounts show.",
    holds="No dividends were paid in 2031, and the cash flows have a dash for dividends paid.",
    broken="No dividends were paid in 2031, and the cash flows have dividends paid of 1,250.",
    severity="High where a table shows a figure, medium where another sentence tells of a customer.",
    since="0.1.0",
)
