"""The rule fact_stated_twice."""

from __future__ import annotations

from service.checks.rules.rule import Rule

RULE = Rule(
    id="fact_stated_twice",
    agent_id="logic_consistency",
    title="A fact is stated in two ways",
    meaning=(
        "When the company was founded and its statements were approved, how many employees and subsidiaries it has, "
        "how "
        "many shares of a class are authorised, issued and outstanding at a date, their par value, and what is held "
        "in a "
        "company: each of these is the same wherever it stands. It is a finding where one place alone says "
        "otherwise. "
        "Rounded figures agree with exact ones; what is told of another date, class or company is another fact."
    ),
    why="One of the two is wrong, and readers cannot tell which.",
    holds="The Group employed 1,240 people, in the report and in the note.",
    broken="The Group employed 1,240 people, and 1,420 by the note.",
    severity="Always medium.",
    since="0.1.0",
)
