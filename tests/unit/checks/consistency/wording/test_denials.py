"""What is said not to exist, against figures; and restated comparatives, said and shown."""

from __future__ import annotations

import pytest

from service.checks.consistency.denials.judge import judge_denials
from service.checks.consistency.periods.restated import judge_restated
from service.checks.consistency.sentence.passages import passages
from service.checks.consistency.table.rows import current_year, rows_of
from service.checks.consistency.text.wording import wordings
from service.findings import Finding
from service.reports.reading import read

FLOWS = """
| | 2031 | 2030 |
|---|---|---|
| Sales | 4,210 | 3,870 |
| Dividends paid | (1,250) | – |
| Goodwill impairment | 120 | – |
"""
BALANCES = """
| | 31 December 2031 | 31 December 2030 |
|---|---|---|
| Bank overdrafts | 420 | – |
| Dividends payable | 110 | – |
"""


def found(*blocks: str) -> tuple[Finding, ...]:
    report = read("report.md", "\n\n".join(("# Report", *blocks)).encode())
    rows = rows_of(report)
    return judge_denials(rows, passages(report), current_year(rows)).findings


@pytest.mark.parametrize(
    "text",
    [
        "No dividends were paid in 2031.",
        "The Company paid no dividends in 2031.",
        "There were no bank overdrafts at 31 December 2031 (2030: none).",
        "As of 31 December 2031, the Group had no bank overdrafts outstanding.",
        "Bank overdrafts were nil at 31 December 2031.",
        "There was no goodwill impairment in 2031 and 2030.",
    ],
)
def test_a_figure_for_what_is_said_not_to_exist_is_found(text: str) -> None:
    [finding] = found(FLOWS, text, BALANCES)
    assert finding.check == "denial_contradicted"
    assert finding.locations[0].quote == text


@pytest.mark.parametrize(
    "text",
    [
        "No dividends were paid in 2030.",
        "No dividends were declared in 2031.",
        "No interim dividends were paid in 2031.",
        "No other dividends were paid in 2031.",
        "There were no bank overdrafts at 31 December 2030.",
        "There were no bank overdrafts under the facility at 31 December 2031.",
        "The facility was signed in 2029. There were no bank overdrafts at 31 December 2031.",
        "There were no significant bank overdrafts at 31 December 2031.",
    ],
)
def test_other_periods_conditions_and_parts_are_no_finding(text: str) -> None:
    assert not found(FLOWS, text, BALANCES)


NONE = "No single customer accounted for more than 10% of sales in 2031."


@pytest.mark.parametrize(
    "text",
    ["One customer accounted for 15% of net sales in 2031.", "Our largest customer represented 12.5% of 2031 revenue."],
)
def test_a_large_customer_that_is_denied_elsewhere_is_found(text: str) -> None:
    [finding] = found(NONE, text)
    assert [place.quote for place in finding.locations] == [NONE, text]


@pytest.mark.parametrize(
    "text",
    [
        "One customer accounted for 15% of net sales in 2030.",
        "One customer accounted for 15% of receivables in 2031.",
        "One customer accounted for 9% of net sales in 2031.",
        "One customer of the Valves segment accounted for 15% of its net sales in 2031.",
    ],
)
def test_customers_of_other_years_bases_and_parts_are_no_finding(text: str) -> None:
    assert not found(NONE, text)
    assert not found(NONE.replace("No single", "No other"), "One customer accounted for 15% of sales in 2031.")


def restated(head: str, *paragraphs: str) -> tuple[Finding, ...]:
    table = f"| | 2031 | {head} |\n|---|---|---|\n| Sales | 4,210 | 3,870 |\n| Costs | 1,250 | 1,180 |"
    notes = (f"## Note {number} – {title}" for number, title in enumerate(("Basis", "Sales", "Debt"), 1))
    report = read("report.md", "\n\n".join((*notes, *paragraphs, table)).encode())
    return judge_restated(report, tuple(wordings(report))).findings


SAID = "The comparative figures have been restated for an error in the count of inventories."


def test_a_head_without_a_word_about_it_and_a_word_without_a_head_are_found() -> None:
    [shown] = restated("2030 (restated)", "Sales rose.")
    assert shown.locations[0].quote == "2030 (restated)"
    [said] = restated("2030", SAID)
    assert said.locations[0].quote == SAID


def test_an_extract_without_notes_may_be_explained_elsewhere() -> None:
    table = "| | 2031 | 2030 restated |\n|---|---|---|\n| Sales | 4,210 | 3,870 |"
    report = read("report.md", f"# Income statement\n\n{table}".encode())
    assert not judge_restated(report, tuple(wordings(report))).failed


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("2030 restated", SAID),
        ("2030 restated", "Inventories were corrected by 120 in 2030."),
        ("2030 restated", "IFRS 17 was applied first, with retrospective effect."),
        ("2030", "Comparative figures are restated where necessary."),
        ("2030", "The Amended and Restated Credit Agreement ends in 2033."),
        ("2030 reclassified", SAID),
    ],
)
def test_both_or_neither_is_no_finding(head: str, text: str) -> None:
    assert not restated(head, text)
