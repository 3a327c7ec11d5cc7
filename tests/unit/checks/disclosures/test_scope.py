"""What checklists apply to: which reports, which period, which standards, and that all of it is told."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from service.checks.disclosures.scope.reporting_year import reporting_year
from service.errors import BadChecklist
from tests.unit.checks.disclosures.given.sets import COMPLETE, checked, complete, report_of

TEA = """
framework = "IFRS"
standard = "House 1"
title = "Tea"
always = true

[[items]]
id = "H.1"
paragraph = "1"
requires = "the tea"
evidence = ["tea leaves"]
plain = true
"""
CASH_FLOWS = COMPLETE.index("## Consolidated statement of cash flows")
NOTES = COMPLETE.index("## Notes to the consolidated")
SMALL_WORDS = re.compile(r"\b(?:the|The|of|and|to|for|is|are|on|by|as|at)\b")
FOLLOWED = "IFRS Accounting Standards as adopted by the European Union"


def references(text: str) -> set[str | None]:
    return {finding.reference for finding in checked(report_of(text)).findings}


def told(text: str) -> str:
    return " ".join(checked(report_of(text)).basis)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (COMPLETE.replace(FOLLOWED, "US GAAP"), "The report follows US GAAP: “"),
        (COMPLETE.replace(FOLLOWED, "the law"), "does not say by which accounting framework"),
        (COMPLETE[: COMPLETE.index("### 3.")], "its notes were not found"),
        (COMPLETE[:CASH_FLOWS] + COMPLETE[NOTES:], "no statement of cash flows was found"),
        (SMALL_WORDS.sub("xx", COMPLETE), "is not in English"),
    ],
)
def test_a_report_that_no_checklist_is_for_is_not_checked_and_told_why(text: str, reason: str) -> None:
    outcome = checked(report_of(text))

    assert outcome.not_run is not None
    assert reason in outcome.not_run
    assert (outcome.findings, outcome.ticks) == ((), ())


def test_the_framework_that_is_asked_for_takes_the_place_of_the_reports_words() -> None:
    assert checked(report_of(COMPLETE.replace(FOLLOWED, "the law")), framework="IFRS").not_run is None
    assert "taken to follow US GAAP" in (checked(complete(), framework="US GAAP").not_run or "")


def test_standards_that_apply_and_those_that_do_not_are_told_with_their_evidence() -> None:
    basis = " ".join(checked(complete()).basis)

    assert "The period is the “Year ended 31 December 2025”, so it began on 2025-01-01." in basis
    assert "IAS 2 (“Inventories”)" in basis
    assert "Not applied, since nothing in the report shows that it applies: " in basis
    assert "; IAS 41 Agriculture; " in basis
    assert (
        "since it is for periods that begin from 2027-01-01, and this one begins on 2025-01-01: IFRS 18 Presentation"
        in basis
    )


def test_from_2027_on_one_standard_takes_the_place_of_the_other() -> None:
    later = COMPLETE.replace("2025", "2027").replace("2024", "2026")

    assert "IFRS 18 (always)" in told(later)
    assert "until 2026-12-31, and this one begins on 2027-01-01: IAS 1 Presentation of financial statements" in told(
        later
    )
    assert "IFRS 18.69(b)" in references(later)


def test_one_that_is_applied_early_takes_the_place_of_the_other_too() -> None:
    early = COMPLETE.replace("has not applied it early", "has applied IFRS 18 early")

    assert "Not applied, since IFRS 18 replaces it: IAS 1 Presentation of financial statements." in told(early)


def test_an_interim_report_is_held_against_the_list_for_interim_reports_alone() -> None:
    interim = COMPLETE.replace("**Consolidated financial statements**", "## Condensed consolidated interim report")

    assert "Applied (1), each with what shows it: IAS 34 (always)." in told(interim)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("For the year ended 31 March 2031 sales rose to 5. The year ending 31 March 2032 will be hard. Year ended 31 "
         "March 2031. Year ended 31 March 2031.", date(2031, 3, 31)),
        ("Years ended September 28, 2030 and 2029 with 5 shops.", date(2030, 9, 28)),
        ("In 5 years all will be well.", None),
        ("The year ended 31 February 2031 had 5 weeks.", None),
    ],
)  # fmt: skip
def test_the_period_is_the_year_that_is_spoken_of_most(text: str, end: date | None) -> None:
    period = reporting_year(report_of(text))

    assert (period and period.end) == end


def test_a_standard_is_chosen_or_left_out_by_its_rule() -> None:
    alone = checked(complete(), select="disclosure_ias_02")
    assert {tick.check for tick in alone.ticks} == {"disclosure_ias_02"}
    assert "only these rules were applied: disclosure_ias_02" in alone.basis[-1]

    others = checked(complete(), ignore="disclosure_ifrs_07")
    assert "disclosure_ifrs_07" not in {tick.check for tick in others.ticks}
    none = checked(complete(), ignore="disclosure").not_run
    assert none == "every checklist is left out: As asked for, these rules were left out: disclosure."


def test_a_checklist_of_the_users_own_is_applied_and_its_findings_have_the_rule_of_all_such(tmp_path: Path) -> None:
    (tmp_path / "tea.toml").write_text(TEA)

    (finding,) = checked(complete(), disclosures=str(tmp_path)).findings

    assert (finding.check, finding.reference, finding.severity) == ("disclosure_own", "House 1.1", "medium")
    assert finding.locations == ()
    with pytest.raises(BadChecklist):
        checked(complete(), disclosures=str(tmp_path / "gone"))
