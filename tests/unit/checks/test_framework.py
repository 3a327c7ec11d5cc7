"""Which framework a report follows is read from its own words, and paragraphs are those of that framework."""

from __future__ import annotations

import pytest

from service.checks.framework import framework, framework_of
from service.checks.numeric.check import check
from service.checks.rules.examples import examples_of
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.reports.given.tagged_page import Tagged, page

CASH = next(example for example in examples_of("cash_tie") if example.broken).report
SAID = {
    "IFRS": "The consolidated financial statements were prepared in accordance with IFRS Accounting Standards.",
    "US GAAP": "Our accounts conform to accounting principles generally accepted in the United States of America.",
    "UK GAAP": "These financial statements have been prepared in compliance with United Kingdom Accounting Standards.",
}


def _report(*sentences: str) -> Report:
    return read("report.md", "\n\n".join((CASH, "## Basis of preparation", *sentences)).encode())


@pytest.mark.parametrize(("name", "sentence"), SAID.items())
def test_a_report_says_which_framework_its_statements_follow(name: str, sentence: str) -> None:
    shown = framework_of(_report(sentence))
    assert shown is not None
    assert shown.framework == name
    assert shown.in_words == f"The report follows {name}: “{sentence.rstrip('.')}” (Basis of preparation)."


@pytest.mark.parametrize(
    "sentence",
    [
        "Adjusted profit is not prepared in accordance with U.S. GAAP in these statements.",
        "IFRS 16 replaced IAS 17 some years ago.",
        "The parent company statements are prepared in accordance with FRS 102.",
        "A statement that reconciles these accounts, which comply with IFRS, to others is attached.",
    ],
)
def test_a_sentence_that_only_speaks_of_a_framework_shows_nothing(sentence: str) -> None:
    assert framework_of(_report(sentence)) is None


def test_two_frameworks_named_alike_show_none_and_more_sentences_decide() -> None:
    assert framework_of(_report(SAID["IFRS"], SAID["UK GAAP"])) is None
    shown = framework_of(_report(SAID["IFRS"], SAID["UK GAAP"], SAID["IFRS"]))
    assert shown is not None
    assert shown.framework == "IFRS"


def test_tags_show_the_framework_where_words_do_not() -> None:
    rows = [("", "2025"), ["Revenue", Tagged("8,120", "us-gaap:Revenues", "y25")]]
    shown = framework_of(read("report.html", page(("Income", rows))))
    assert shown is not None
    assert shown.in_words == "The report follows US GAAP: “1 of its figures have tags of this framework's taxonomy”."


@pytest.mark.parametrize(
    ("sentences", "set_to", "paragraph"),
    [
        ((SAID["IFRS"],), None, "IAS 7.45"),
        ((SAID["US GAAP"],), None, "ASC 230-10-45-4"),
        ((SAID["UK GAAP"],), None, "FRS 102.7.20"),
        ((SAID["IFRS"],), "us gaap", "ASC 230-10-45-4"),
        (("Nothing is said.",), None, None),
    ],
)
def test_a_finding_names_the_paragraph_of_the_framework_and_none_of_another(
    sentences: tuple[str, ...], set_to: str | None, paragraph: str | None
) -> None:
    result = check(_report(*sentences), lambda _: None, framework=set_to)
    (finding,) = [finding for finding in result.findings if finding.check == "cash_tie"]
    assert finding.reference == paragraph


def test_a_framework_that_is_not_known_is_refused_with_those_that_are() -> None:
    assert framework("us  GAAP") == "US GAAP"
    with pytest.raises(ValueError, match="'HGB' is no framework that is known; give one of IFRS, US GAAP, UK GAAP"):
        framework("HGB")
