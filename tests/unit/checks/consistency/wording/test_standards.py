"""References to standards: the number against the subject beside it."""

from __future__ import annotations

import re

import pytest

from service.checks.consistency.standards.catalogue import own_subjects, standard_of, subjects_beside
from service.checks.consistency.standards.citations import citations
from service.checks.consistency.standards.judge import judge_standards
from service.checks.consistency.text.wording import wordings
from service.reports.reading import read


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("in accordance with FASB ASC 816, Derivatives", None),
        ("as per ASC 740, “Fair value measurements”.", "ASC 820"),
        ("the guidance of ASC Topic 820, Financial Instruments, which requires", "ASC 825"),
        ("Accounting Standards Codification (“ASC”) 450, Segment Reporting, and", "ASC 280"),
        ("pursuant to FASB ASC 260, Revenue from Contracts with Customers (“ASC 606”)", "ASC 606"),
        ("IFRS 9 and IAS 36, Presentation of Financial Statements (“IAS 1”)", "IAS 1"),
        ("IFRS 3, Leases", "IFRS 16"),
        ("the first year of IFRS 15, Financial Instruments and IFRS 15, Revenue from Contracts", "IFRS 9"),
        ("ASU 2030-09, Income Taxes (Topic 718): Improvements", "ASC 740"),
        ("in line with IAS 1 Interim Financial Reporting as issued", "IAS 34"),
    ],
)
def test_a_number_beside_the_subject_of_another_standard_is_told_with_the_one_that_is_meant(
    text: str, right: str | None
) -> None:
    meant = [one.meant.name for one in citations(text) if one.meant]
    assert meant == ([right] if right else [])


@pytest.mark.parametrize(
    "text",
    [
        "Under ASC 805, Goodwill is not amortised.",
        "As ASC 718 says, Equity awards are measured at the grant date.",
        "Intangibles—Goodwill and Other (Topic 350), Business Combinations (Topic 805), and Not-for-Profit (Topic 958)",
        "Investments—Equity Securities (Topic 321): Clarifying the Interactions between Topic 321 and Topic 815",
        "Business Combinations (Topic 805): Accounting for Contract Assets from Contracts with Customers",
        "IFRS 10, IFRS 12 and IAS 28, Investment Entities",
        "Interest Rate Benchmark Reform: amendments to IFRS 9, IAS 39, IFRS 7, IFRS 4 and IFRS 16",
        "see IAS 1.54 Leases and IFRS 9/IFRS 7 Financial Instruments",
        "ASC 350-40, Internal-Use Software; ASC 815-40, Contracts in Entity’s Own Equity",
    ],
)
def test_what_is_no_title_of_another_standard_says_nothing(text: str) -> None:
    assert not [one for one in citations(text) if one.meant]


@pytest.mark.parametrize("family", ["ASC", "IFRS", "IAS", "IFRIC", "FRS"])
def test_every_title_of_the_catalogue_is_right_beside_its_own_number(family: str) -> None:
    for subject in subjects_beside(family):
        standard = subject.standard
        assert standard_of(standard.family, standard.number) == standard
        for title in standard.subjects:
            [one] = citations(f"in accordance with {standard.name}, {title}.")
            assert one.meant is None
            assert subject.words in own_subjects(standard)


def test_a_finding_quotes_the_words_and_points_to_where_the_report_cites_the_standard_rightly() -> None:
    report = read(
        "report.md",
        b"Awards are measured under ASC 718, Stock Compensation.\n\nOther awards follow ASC 820, Stock Compensation.\n",
    )
    verdict = judge_standards(tuple(wordings(report)))
    [finding] = verdict.findings
    assert [tick.relation for tick in verdict.ticks] == ["ASC 718 is “Stock Compensation”"]
    assert [place.paragraph for place in finding.locations] == [1, 0]
    assert "ASC 820, Stock Compensation" in (finding.locations[0].quote or "")
    assert re.search(r"ASC 820 is “Fair Value Measurement”", finding.description)
