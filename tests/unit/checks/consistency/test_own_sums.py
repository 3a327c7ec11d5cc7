"""One error in a table that a sentence contradicts is one finding: about the table, with the sentence as evidence."""

from __future__ import annotations

from service.checks.consistency.check import check as check_sentences
from service.checks.numeric.check import check as check_figures
from service.findings import Finding
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.checks.given.told import ignore

BORROWINGS = """
| USD million | 2031 | 2030 | 2029 |
|---|---|---|---|
| Term loans | 9,812 | 9,930 | 9,644 |
| Commercial paper | {paper} | 9,967 | 7,102 |
| Lease liabilities | 2,306 | 2,117 | 2,480 |
| Total borrowings | 18,103 | 22,014 | 19,226 |
"""


def report(paper: str, sentence: str) -> Report:
    return read("report.md", f"{BORROWINGS.format(paper=paper)}\n{sentence}\n".encode())


def found(read_report: Report) -> list[Finding]:
    """What both agents find, notes apart."""
    outcomes = (check_figures(read_report, ignore), check_sentences(read_report, ignore))
    return [finding for outcome in outcomes for finding in outcome.findings if finding.severity != "info"]


def test_an_error_in_the_table_is_one_finding_with_the_sentence_as_its_evidence() -> None:
    (finding,) = found(report("8,985", "Commercial paper was $6.0 billion in 2031 and $10.0 billion in 2030."))

    assert (finding.agent_id, finding.reported, finding.expected) == ("numeric_validation", "8985", "5985")
    assert finding.cause_text == "one digit is wrong; a sentence gives it as $6.0 billion"
    assert finding.locations[-1].quote == "Commercial paper was $6.0 billion in 2031 and $10.0 billion in 2030."
    assert finding.relations_total == 1


def test_the_sentence_is_listed_as_not_checked_and_why() -> None:
    outcome = check_sentences(
        report("8,985", "Commercial paper was $6.0 billion in 2031 and $10.0 billion in 2030."), ignore
    )

    assert [one.reason for one in outcome.untested] == [
        "“Commercial paper” is 8,985 in the table, whose own sums do not agree with that but with the $6.0 billion of "
        "the sentence: the figure in the table is the wrong one"
    ]


def test_a_sentence_that_contradicts_a_figure_which_its_table_bears_out_is_wrong() -> None:
    (finding,) = found(report("5,985", "Commercial paper was $8.0 billion in 2031 and $10.0 billion in 2030."))

    assert (finding.agent_id, finding.reported, finding.expected) == ("logic_consistency", "8.0", "6.0")


def test_where_both_are_wrong_each_is_a_finding() -> None:
    both = found(report("8,985", "Commercial paper was $7.2 billion in 2031 and $10.0 billion in 2030."))

    assert [(one.agent_id, one.check) for one in both] == [
        ("numeric_validation", "column_total"),
        ("logic_consistency", "text_to_table"),
    ]
