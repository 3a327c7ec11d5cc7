"""Terms: what they find in a report, and what shows that something is so."""

from __future__ import annotations

from service.checks.disclosures.search.folding import folded
from service.checks.disclosures.search.index import Index
from service.checks.disclosures.search.passages import LONGEST_QUOTE, passages
from tests.unit.checks.disclosures.given.sets import report_of

REPORT = """
# Report

## Leases

Workshops are rented for 5 years. No lease was modified.

**Credit risk.** It arises on deposits and is managed by limits.

The amendments to IFRS 16 concern sale and leaseback.

| EUR thousand | 2031 | 2030 |
|---|---|---|
| Additions | 1,200 | 900 |
| Impairment losses | – | – |
| Total | 2,400 | 2,100 |
"""
INDEX = Index(passages(report_of(REPORT)))


def said(*terms: str) -> str | None:
    passage = INDEX.first(terms)
    return passage and passage.text


def test_endings_spellings_and_names_for_the_same_thing_do_not_count() -> None:
    assert folded("Amortization of the Company's leases") == folded("amortisation of the company lease")
    assert folded("PP&E in the balance sheets") == folded(
        "Property, plant and equipment in the statement of financial position"
    )


def test_words_of_a_part_stand_side_by_side_and_a_star_lets_a_word_go_on() -> None:
    assert said("rented for") == "Workshops are rented for 5 years."
    assert said("for rented") is None
    assert said("workshop + year") == "Workshops are rented for 5 years."
    assert said("rent* for") == "Workshops are rented for 5 years."
    assert said("rent") is None


def test_a_part_may_stand_in_the_headings_above_but_not_all_of_them() -> None:
    assert said("lease + rented") == "Workshops are rented for 5 years."
    assert said("text: report") is None


def test_a_row_is_found_by_its_own_label_and_heads_are_no_rows() -> None:
    assert said("row: addition + lease") == "Additions"
    assert said("row: lease") is None
    assert said("row: eur thousand") is None


def test_a_heading_that_runs_into_its_paragraph_stands_above_it() -> None:
    assert said("credit risk + limit") == "It arises on deposits and is managed by limits."


def test_the_first_term_that_is_said_counts() -> None:
    assert said("unheard of", "total", "addition") == "Total"


def test_zeros_denials_and_rules_show_nothing() -> None:
    assert INDEX.first(("row: impairment loss",)) is not None
    assert INDEX.shows(("row: impairment loss", "lease + modified", "leaseback")) is None
    assert INDEX.shows(("row: addition",)) is not None


def test_a_quote_is_no_longer_than_a_reader_wants() -> None:
    (one, *_) = passages(report_of(f"{'A word and ' * 60} 5 more."))

    assert len(one.quote) <= LONGEST_QUOTE + 2
    assert one.quote.endswith(" …")
