"""Parts over their whole, and counts below zero."""

from __future__ import annotations

import pytest

from service.checks.consistency.bounds.judge import judge_bounds
from service.checks.consistency.text.lines import lines_of
from service.checks.consistency.text.wording import wordings
from service.findings import Finding
from service.reports.reading import read


def found(text: str) -> tuple[Finding, ...]:
    report = read("report.md", f"Sales were $1,250 in 2031.\n\n{text}".encode())
    return judge_bounds(report, [lines_of(table) for table in report.tables], tuple(wordings(report))).findings


@pytest.mark.parametrize(
    "text",
    [
        "The Company owns 175% of the voting shares of Calder SA.",
        "It has a 105% interest in Calder SA.",
        "Our largest customer accounted for 115% of net sales.",
        "Women made up 142 per cent of the workforce.",
        "| Company | % held |\n|---|---|\n| Calder SA | 755.0 |\n| Elm BV | 60.0 |",
        "| Customer | Percentage of total |\n|---|---|\n| A | 112% |\n| B | 10% |\n| C | 20% |",
    ],
)
def test_a_part_over_its_whole_is_found(text: str) -> None:
    [finding] = found(text)
    assert finding.check == "share_over_whole"


@pytest.mark.parametrize(
    "text",
    [
        "The Company owns 100% of the shares of Calder SA.",
        "Research expenses represented 112% of sales.",
        "The notes are redeemed at 101% of the principal amount.",
        "Awards can vest at 200% of the shares granted.",
        "| Region | Profit | % of total |\n|---|---|---|\n| A | 112 | 112% |\n| B | (12) | (12)% |",
        "| Target | % of total goal |\n|---|---|\n| A | 112% |\n| B | 130% |",
    ],
)
def test_what_can_be_over_a_hundred_is_no_finding(text: str) -> None:
    assert not found(text)


def table(*lines: str) -> str:
    return "\n".join(("| | 2031 | 2030 |", "|---|---|---|", *lines))


@pytest.mark.parametrize(
    "text",
    [
        table("| Number of employees | (1,240) | 1,180 |"),
        table("| Weighted average number of ordinary shares | 12,400 | -12,180 |"),
        "The Group employed -1,240 people.",
        "The Company operated (240) stores at the end of 2031.",
    ],
)
def test_a_count_below_zero_is_found(text: str) -> None:
    [finding] = found(text)
    assert finding.check == "negative_count"


@pytest.mark.parametrize(
    "text",
    [
        table("| Number of employees | 1,240 | 1,180 |"),
        table("| Number of hospitals | 61 | (9) |"),
        table("| Number of shares repurchased | (1,020) | (940) |"),
        table("| Employees' share of the loss | (1,240) | 1,180 |"),
        "The Group employed between 1,200-1,240 people.",
    ],
)
def test_movements_and_changes_are_no_finding(text: str) -> None:
    assert not found(text)
