"""Heads that name another period than their figures have elsewhere, sentences above tables, and dates."""

from __future__ import annotations

import pytest

from service.checks.consistency.periods.dates import impossible
from service.checks.consistency.periods.judge import judge_periods
from service.checks.consistency.table.rows import rows_of
from service.checks.consistency.text.wording import wordings
from service.findings import Finding
from service.reports.reading import read

INCOME = """
| | {} | {} |
|---|---|---|
| Sales of goods | 61,033 | 56,325 |
| Services | 12,731 | 13,431 |
| Net profit | 4,207 | 4,118 |
"""


def found(*blocks: str) -> tuple[Finding, ...]:
    report = read("report.md", "\n\n".join(("# Report", "(in thousands)", *blocks)).encode())
    return judge_periods(report, rows_of(report), tuple(wordings(report))).findings


def income(*heads: str) -> str:
    return INCOME.format(*heads)


def test_one_year_that_the_same_figures_do_not_have_elsewhere_is_found_in_its_cell() -> None:
    [finding] = found(
        income("2031", "2030"), "Once more:", income("2031", "2027"), "And again:", income("2031", "2030")
    )
    first = finding.locations[0]
    assert (first.table, first.row, first.column, first.quote) == (1, 0, 2, "2027")


def test_a_length_that_the_same_figures_do_not_have_elsewhere_is_found() -> None:
    three = ("Three months ended June 30, 2031", "Three months ended June 30, 2030")
    nine = ("Nine months ended June 30, 2031", "Nine months ended June 30, 2030")
    [finding] = found(income(*three), "Once more:", income(*nine), "And again:", income(*three))
    assert (finding.locations[0].quote or "").startswith("Nine months")
    assert "do not say" not in finding.description


def test_two_tables_that_contradict_each_other_alone_leave_open_which_is_wrong() -> None:
    three, six = "Three months ended June 30, 2031", "Six months ended June 30, 2031"
    [finding] = found(income(three, "2020"), "Once more:", income(six, "2019"))
    assert finding.description.endswith("which of the two heads is wrong, the figures do not say.")


@pytest.mark.parametrize(
    "blocks",
    [
        (income("2031", "2030"), "Once more:", income("January 28, 2032", "January 29, 2031")),
        (income("2031", "2030"), "Once more:", income("Six months ended June 30, 2031", "2030")),
        (income("2031", "2030"), "Once more:", income("Balance at January 1, 2032", "2030")),
        (income("2031", "2030"), "Once more:", "| | 2029 | 2028 |\n|---|---|---|\n| Services | 12,731 | 9,140 |"),
    ],
    ids=["fiscal years", "bare years have no length", "opening balances", "one figure by chance"],
)
def test_what_other_reasons_explain_is_no_finding(blocks: tuple[str, ...]) -> None:
    assert not found(*blocks)


@pytest.mark.parametrize(
    ("sentence", "heads", "year"),
    [
        ("Debt at December 31, 2031 and 2028 consists of:", ("2031", "2030"), "2028"),
        ("Debt at December 31, 2029 and 2030 was as follows:", ("2031", "2030"), "2029"),
        ("2033 Three-Month Period Compared with the 2030 Three-Month Period", ("2031", "2030"), "2033"),
    ],
)
def test_a_sentence_above_a_table_with_one_other_year_is_found(
    sentence: str, heads: tuple[str, str], year: str
) -> None:
    [finding] = found(sentence, income(*heads))
    assert finding.title.startswith(f"The text says {year}, the table below it")
    assert any(year in (place.quote or "") for place in finding.locations)


@pytest.mark.parametrize(
    "sentence",
    [
        "Debt at December 31, 2031 and 2030 consists of:",
        "Debt at January 28, 2032 and January 29, 2031 consists of:",
        "Since 2029 the group has owned the mill. It paid for it in 2031.",
        "Sales in 2031 were higher than in 2029, when the mill was closed:",
    ],
)
def test_sentences_that_agree_or_speak_of_other_years_are_no_finding(sentence: str) -> None:
    assert not found(sentence, income("2031", "2030"))


@pytest.mark.parametrize("text", ["June 31, 2031", "31 April", "30th of February", "29 February 2031"])
def test_dates_that_no_calendar_has_are_told(text: str) -> None:
    assert [one.group() for one in impossible(f"It ended on {text}.")] == [text]


@pytest.mark.parametrize("text", ["June 30, 2031", "29 February 2032", "June 31.5 million", "April 2031"])
def test_dates_that_are_and_other_numbers_say_nothing(text: str) -> None:
    assert not list(impossible(text))


OTHER = "| | {} | {} |\n|---|---|---|\n| Line {} | {} | {} |"


def others(*heads: tuple[str, ...]) -> tuple[str, ...]:
    """Tables of figures that stand nowhere else, under these heads."""
    return tuple(f"Table {at}:\n\n" + OTHER.format(*head, at, 100 + at, 200 + at) for at, head in enumerate(heads))


def test_a_year_that_one_table_alone_has_among_tables_of_the_same_years_is_found() -> None:
    usual = ("December 31, 2031", "December 31, 2030")
    [finding] = found(*others(usual, usual, usual, ("December 31, 2033", "December 31, 2030")))
    assert (finding.locations[0].table, finding.locations[0].column) == (3, 1)
    assert finding.title == "The head says 2033, which no other table does"


@pytest.mark.parametrize("head", [("2032", "2031"), ("2031", "2029"), ("2033", "2034"), ("2033", "Later")])
def test_other_years_that_a_table_may_well_have_are_no_finding(head: tuple[str, str]) -> None:
    usual = ("2031", "2030")
    assert not found(*others(usual, usual, usual, head, ("2029", "2028")))


def test_two_sentences_with_a_wrong_year_are_two_findings() -> None:
    wrong = "Debt at December 31, 2031 and 2028 consists of:"
    first, second = found(wrong, income("2031", "2030"), f"{wrong}\n\n{OTHER.format(2031, 2030, 1, 110, 120)}")
    assert first.locations[0].paragraph != second.locations[0].paragraph
