"""Slips in captions: spelling, brackets, captions of the line beside, words that stand twice."""

from __future__ import annotations

import pytest

from service.checks.consistency.captions.judge import judge_captions
from service.checks.consistency.captions.twins import is_slip
from service.checks.consistency.text.lines import lines_of
from service.checks.consistency.text.wording import wordings
from service.findings import Finding
from service.reports.reading import read


def found(*tables: str) -> tuple[Finding, ...]:
    texts = (f"| | 2031 | 2030 |\n|---|---|---|\n{table}" for table in tables)
    report = read("report.md", "\n\nThe next table:\n\n".join(texts).encode())
    return judge_captions([lines_of(table) for table in report.tables], tuple(wordings(report))).findings


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("investmets", "investments"),
        ("governnment", "government"),
        ("insurrance", "insurance"),
        ("poperty", "property"),
        ("recievables", "receivables"),
        ("expinses", "expenses"),
    ],
)
def test_one_letter_left_out_added_replaced_or_swapped_is_a_slip(wrong: str, right: str) -> None:
    assert is_slip(wrong, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("acquired", "acquires"),
        ("liability", "liabilities"),
        ("amortisation", "amortization"),
        ("labour", "labor"),
        ("cancelled", "canceled"),
        ("judgement", "judgment"),
        ("property", "property"),
        ("expense", "response"),
    ],
)
def test_endings_other_spellings_and_other_words_are_no_slips(one: str, other: str) -> None:
    assert not is_slip(one, other)
    assert not is_slip(other, one)


def test_a_misspelt_caption_is_found_where_it_stands_with_its_twins() -> None:
    right = "| Long-term investments | 1,250 | 1,310 |"
    [finding] = found(right, right, "| Long-term investmets | 1,250 | 1,310 |\n| Other investments | 20 | 30 |")
    assert (finding.check, finding.locations[0].table, finding.locations[0].row) == ("caption_spelling", 2, 1)
    assert [place.table for place in finding.locations[1:]] == [0, 1]


def test_what_is_spelt_so_twice_or_has_one_twin_is_no_finding() -> None:
    right, wrong = "| Long-term investments | 1,250 | 1,310 |", "| Long-term investmets | 1,250 | 1,310 |"
    assert not found(right, wrong)
    assert not found(right, right, right, wrong, wrong)


def test_of_two_lines_with_one_caption_the_one_with_the_figures_of_another_is_found() -> None:
    two = "| Revenue | 9,420 | 8,910 |\n| Revenue | 3,110 | 2,860 |"
    [finding] = found(two, "| Gross margin | 3,110 | 2,860 |\n| Revenue | 9,420 | 8,910 |")
    assert (finding.check, finding.locations[0].row) == ("caption_repeated", 2)
    [finding] = found(two, "| Revenue | 3,110 | 2,860 |\n| Sales | 9,420 | 8,910 |")
    assert finding.locations[0].row == 1


@pytest.mark.parametrize(
    "elsewhere",
    [
        "| Revenue | 9,420 | 8,910 |\n| Revenue | 3,110 | 2,860 |",
        "| Costs | 72 | 86 |",
        "| A | 3,110 | 2 |\n| B | 9,420 | 8 |",
    ],
    ids=["printed so again", "printed nowhere", "both under other captions"],
)
def test_two_lines_that_may_have_one_caption_are_no_finding(elsewhere: str) -> None:
    two = "| Revenue | 9,420 | 8,910 |\n| Revenue | 3,110 | 2,860 |"
    assert "caption_repeated" not in {finding.check for finding in found(two, elsewhere)}
