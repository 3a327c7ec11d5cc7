"""Slips in words, one at a time, in the sample without its planted errors: found where they are, and nothing there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from service.checks.consistency.check import check
from service.findings import Finding
from service.reports.reading import read
from tools.sample_report import clean, markdown


@dataclass(frozen=True, slots=True)
class Slip:
    """``right`` becomes ``wrong`` once, at its first place behind ``after``."""

    rule: str
    right: str
    wrong: str
    quote: str
    """What a place of the finding quotes, or its caption says."""
    after: str = ""


SLIPS = (
    Slip("standard_reference", "of IAS 38 are met", "of IAS 36, Intangible Assets, are met", "IAS 36"),
    Slip("note_reference", "|   25 |         69,995", "|   24 |         69,995", "Trade and other payables"),
    Slip("note_numbering", "### 12. Property", "### 11. Property", "11. Property"),
    Slip("dangling_reference", "(note 24)", "(note 44)", "(note 44)"),
    Slip("impossible_date", "on 29 April 2026", "on 31 April 2026", "31 April"),
    Slip("doubled_word", "with the greatest", "with the the greatest", "the the"),
    Slip("sign_word", "used in investing", "provided by investing", "Net cash provided by investing activities"),
    Slip("sign_word", "used in financing", "provided by financing", "Net cash provided by financing activities"),
    Slip("side_word", "| Current tax payable ", "| Current tax receivable ", "Current tax receivable"),
    Slip("side_word", "| Trade and other payables ", "| Trade and other receivables ", "Trade and other receivables"),
    Slip("caption_spelling", "| Borrowings ", "| Borrwoings ", "Borrwoings", "Non-current liabilities"),
    Slip("caption_repeated", "| Finance costs ", "| Finance income ", "Finance income", "Consolidated income"),
    Slip("currency_head", "In thousands of euros", "In thousands of US dollars", "US dollars", "Consolidated income"),
    Slip("scale_head", "In thousands", "In millions", "millions", "Consolidated income statement\n"),
    Slip("period_head", "|                   2025 |", "|                   2022 |", "2022", "Consolidated income"),
    Slip("restated_comparatives", "|        2024 |", "|        2024 restated |", "2024 restated", "7. Employee"),
    Slip("change_direction", "Order intake grew", "Order intake fell", "Order intake fell"),
    Slip("list_count", "four segments.", "two segments: Water, Process and Service.", "two segments"),
    Slip("share_over_whole", "holds 35% of Nord", "holds 135% of Nord", "holds 135%"),
    Slip("negative_count", "group employed 1,942", "group employed -1,942", "employed -1,942"),
    Slip("fact_stated_twice", "group employed 1,942", "group employed 1,492", "employed 1,492"),
    Slip("entity_name", "Board of Tolveren Pumps", "Board of Tolevren Pumps", "Tolevren Pumps N.V."),
    Slip("denial_contradicted", "Revenue is attributed", "Income taxes paid were nil in 2025.\n\nIt is", "nil in 2025"),
    Slip(
        "denial_contradicted",
        "losses on them are",
        "loss is nil. One customer accounted for 12% of revenue in 2025, which is",
        "12%",
    ),
)
MOST_MISSED = 0.05


def findings(text: str) -> tuple[Finding, ...]:
    return check(read("report.md", text.encode()), lambda _: None).findings


def with_slip(text: str, slip: Slip) -> str:
    start = text.index(slip.right, text.index(slip.after))
    return text[:start] + slip.wrong + text[start + len(slip.right) :]


def is_found(text: str, slip: Slip) -> bool:
    places = (place for one in findings(text) if one.check == slip.rule for place in one.locations)
    return any(slip.quote in f"{place.quote} {place.row_label}" for place in places)


@pytest.fixture(scope="module")
def sample() -> str:
    return markdown(clean()).decode()


def test_nothing_is_found_in_the_sample_without_its_errors(sample: str) -> None:
    assert not findings(sample)


def test_nearly_every_slip_in_words_is_found_at_its_place(sample: str) -> None:
    missed = [slip for slip in SLIPS if not is_found(with_slip(sample, slip), slip)]
    assert len(missed) <= MOST_MISSED * len(SLIPS), missed
