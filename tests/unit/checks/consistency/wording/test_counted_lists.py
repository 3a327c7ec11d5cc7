"""Lists that are announced with a number, against the items that follow."""

from __future__ import annotations

import pytest

from service.checks.consistency.counted.judge import judge_counts
from service.checks.consistency.results.verdict import Verdict
from service.checks.consistency.text.wording import wordings
from service.reports.reading import read


def judged(*paragraphs: str) -> Verdict:
    report = read("report.md", "\n\n".join(("Sales were $1,250 in 2031.", *paragraphs)).encode())
    return judge_counts(tuple(wordings(report)))


@pytest.mark.parametrize(
    "text",
    [
        "We have two segments: Pumps, Valves and Service.",
        "We have four segments: Pumps, Valves, and Service.",
        "We operate in two business segments, Pumps, Valves and Service.",
        "The Group has two divisions — Pumps, Valves and Service.",
        "The following two divisions were sold: Pumps and Valves; Service and Parts; and Rental.",
        "Revenue comes from three sources: (i) machines sold and (ii) machines let.",
        "We have two categories of assets: (1) land, (2) buildings and (3) machines.",
    ],
)
def test_another_number_of_items_than_announced_is_found(text: str) -> None:
    [finding] = judged(text).findings
    assert finding.check == "list_count"
    assert finding.locations[0].quote


@pytest.mark.parametrize(
    "text",
    [
        "We have three segments: Pumps, Valves and Service.",
        "We have two segments: Pumps, and Valves and Service.",
        "We have three segments: Baby, Feminine & Family Care, Grooming and Beauty.",
        "The following three divisions remain: Health and Care; Homes and Gardens; and Stationery.",
        "We have two operating segments (see note 4): both make pumps.",
    ],
)
def test_as_many_as_announced_by_some_reading_is_no_finding(text: str) -> None:
    assert not judged(text).failed


@pytest.mark.parametrize(
    "text",
    [
        "Two of our three segments: Pumps, Valves.",
        "Markets include three regions: Europe, Asia, Africa and others.",
        "Of the next five years: 10, 20, 30.",
        "We have two segments, Pumps are made in one of them.",
        "We manage three segments: each has a management that reports to the board.",
    ],
)
def test_what_is_no_whole_list_is_not_judged(text: str) -> None:
    assert not judged(text).failed
    assert not judged(text).ticks


def test_items_in_paragraphs_of_their_own_are_counted_where_their_marks_close_the_list() -> None:
    three = ("Pumps;", "Valves; and", "Service.")
    assert judged("We have three segments:", *three, "They are led by a board.").ticks
    [finding] = judged("We have two segments:", *three, "They are led by a board.").findings
    assert "three are listed" in finding.title
    assert not judged("We have two segments:", "Pumps", "Valves", "Service").failed


def test_more_marked_items_than_announced_are_found_and_fewer_may_go_on_behind_a_page() -> None:
    report = read(
        "report.txt", "Sales were $1,250.\n\nWe have two lines:\n\n• Pumps\n\n• Valves\n\n• Service\n".encode()
    )
    assert judge_counts(tuple(wordings(report))).failed
    report = read("report.txt", "Sales were $1,250.\n\nWe have four lines:\n\n• Pumps\n\n• Valves\n\nPage 3\n".encode())
    assert not judge_counts(tuple(wordings(report))).failed
