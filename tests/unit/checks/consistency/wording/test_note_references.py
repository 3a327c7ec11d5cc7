"""References to notes, and the headings that they are held against."""

from __future__ import annotations

import pytest

from service.checks.consistency.notes.headings import notes_in
from service.checks.consistency.notes.judge import judge_notes
from service.checks.consistency.results.verdict import Verdict
from service.checks.consistency.text.wording import wordings
from service.reports.model import Report
from service.reports.reading import read

NOTES = ("Basis of preparation", "Inventories", "Deferred tax assets and liabilities", "Debt", "Leases", "Provisions")


def report(*blocks: str) -> Report:
    return read("report.md", "\n\n".join(("Sales were €1,250 in 2031.", *blocks)).encode())


def judged(*texts: str, style: str = "## Note {} – {}") -> Verdict:
    whole = report(*texts, *(style.format(at, title) for at, title in enumerate(NOTES, start=1)))
    return judge_notes(whole, tuple(wordings(whole)))


@pytest.mark.parametrize("style", ["## Note {} – {}", "## NOTE {}. {}", "Note {}: {}", "## {}. {}"])
def test_a_name_beside_the_number_of_another_note_is_found_whatever_the_headings_look_like(style: str) -> None:
    [finding] = judged("The terms are long (see Note 4, Leases).", style=style).findings
    assert finding.title == "“Leases” points to note 4, “Debt”; note 5 is “Leases”"
    assert "Note 4, Leases" in (finding.locations[0].quote or "")


@pytest.mark.parametrize("caption", ["Provisions (note 5)", "(ii) Deferred taxation (see note 4):", "Leases - Note 6"])
def test_a_caption_with_the_number_of_another_note_is_found_in_its_cell(caption: str) -> None:
    [finding] = judged(f"| | 2031 |\n|---|---|\n| {caption} | 1,250 |\n| Other | 310 |").findings
    first = finding.locations[0]
    assert (first.table, first.row, first.column, first.quote) == (0, 1, 0, caption)


@pytest.mark.parametrize(
    "text",
    [
        "The terms are long (see Note 5, Leases).",
        "The terms are long (see Note 4).",
        "For these, see Note 4, Terms of the loans, and Note 5.",
        "See Note 4, Leases, in our 2030 Annual Report.",
        "See Note 4, Leases, in the Form 10-K for the year before.",
        "Debt and leases are explained in Note 4. Provisions are small.",
        "| | 2031 |\n|---|---|\n| Interest on leases (note 4) | 1,250 |\n| Other | 310 |",
        "| | 2031 |\n|---|---|\n| Leases (notes 4 and 5) | 1,250 |\n| Other | 310 |",
    ],
)
def test_what_may_well_be_meant_so_says_nothing(text: str) -> None:
    assert not judged(text).findings


def test_references_that_hold_are_ticked_with_their_note() -> None:
    [tick] = judged("The terms are long (see Note 5, Leases).").ticks
    assert tick.relation == "“Leases” is in note 5"
    assert (tick.locations[1].quote or "").endswith("Leases")


def test_numbered_headings_are_those_of_notes_only_in_a_run_from_one_upwards() -> None:
    assert not notes_in(report(*(f"## {at}. Heading {at}" for at in range(2, 9)))).headings
    assert not notes_in(report(*(f"## {at} Tolveren plc" for at in range(1, 9)))).headings


def test_several_numbers_that_are_doubled_are_two_sets_of_notes() -> None:
    twice = ("## Note 1 – Basis", "## Note 2 – Debt", "## Note 1 – Policies", "## Note 2 – Shares", "## Note 4 – Tax")
    two_sets = report(*twice)
    assert not judge_notes(two_sets, tuple(wordings(two_sets))).findings
