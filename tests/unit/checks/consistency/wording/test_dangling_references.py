"""References to notes, pages and items that the report does not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.checks.consistency.dangling.judge import judge_dangling
from service.checks.consistency.text.wording import wordings
from service.findings import Finding
from service.reports.model import Page, Report
from service.reports.reading import read

TITLES = ("Basis", "Debt", "Leases", "Provisions", "Sales", "Subsequent events")
ITEMS = ("1. Business", "1A. Risks", "2. Places", "3. Suits", "5. Shares", "7. Review", "8. Accounts", "9. Auditors")


def found(report: Report) -> tuple[Finding, ...]:
    return judge_dangling(report, tuple(wordings(report))).findings


def with_notes(text: str, titles: tuple[str, ...] = TITLES) -> Report:
    notes = (f"## Note {number} – {title}" for number, title in enumerate(titles, 1))
    return read("report.md", "\n\n".join((f"Sales were $1,250 in 2031. {text}", *notes)).encode())


@pytest.mark.parametrize("text", ["See Note 15.", "It is described (note 15).", "Refer to notes 15 and 2."])
def test_a_note_behind_the_last_one_is_found(text: str) -> None:
    [finding] = found(with_notes(text))
    assert finding.title == "There is no note 15"


@pytest.mark.parametrize(
    "text",
    [
        "See Note 6.",
        "See Note 15 of our Annual Report 2030.",
        "See Note 15 to the company financial statements.",
        "See Notes 15 and 16; Note 17 has more.",
        "The 4% Notes 2033 are repaid. Note 3.5% of it.",
    ],
)
def test_notes_that_are_there_or_of_another_report_are_no_finding(text: str) -> None:
    assert not found(with_notes(text))


def test_notes_that_may_go_on_in_another_file_are_not_judged() -> None:
    assert not found(with_notes("See Note 15.", (*TITLES[:5], "Inventories")))


def with_pages(text: str) -> Report:
    report = read("report.md", f"Sales were $1,250 in 2031. {text}".encode())
    return replace(report, shown=tuple(Page(600, 800, str(number)) for number in range(1, 31)))


def test_a_page_behind_the_last_printed_number_is_found() -> None:
    [finding] = found(with_pages("The auditors report on page 112."))
    assert "page 112, but the last page is page 30" in finding.description
    assert not found(with_pages("The auditors report on page 12."))
    assert not found(with_pages("The risks are on page 112 of the Annual Report 2030."))


def with_items(text: str) -> Report:
    heads = (f"## Item {item}" for item in (*ITEMS, "15. Exhibits"))
    return read("report.md", "\n\n".join((f"Sales were $1,250 in 2031. {text}", *heads)).encode())


def test_an_item_that_has_no_heading_is_found() -> None:
    [finding] = found(with_items("Market risk is described in Item 7A."))
    assert finding.title == "There is no Item 7A"


@pytest.mark.parametrize("text", ["See Item 1A.", "See Item 402 of it.", "See Item 7A of our Form 10-K of 2030."])
def test_items_that_are_there_or_elsewhere_are_no_finding(text: str) -> None:
    assert not found(with_items(text))
