"""Facts that are stated in several places: alike, in another way in one place, or of something else."""

from __future__ import annotations

import pytest

from service.checks.consistency.results.verdict import Verdict
from service.checks.consistency.table.rows import rows_of
from service.checks.consistency.text.wording import wordings
from service.checks.consistency.twice.judge import judge_facts
from service.reports.reading import read


def judged(*paragraphs: str) -> Verdict:
    report = read("report.md", "\n\n".join(("Sales were $1,250 in 2031.", *paragraphs)).encode())
    return judge_facts(report, rows_of(report), tuple(wordings(report)))


FOUNDED = "The Company was incorporated in Delaware on March 4, 1998."
EMPLOYED = "At 31 December 2031 the Group had 1,240 employees."
AUTHORISED = "We are authorized to issue 20,000,000 shares of common stock."
OWNED = "The Group owns 60% of Calder SA."
PAR = "Each share of Class A common stock has a par value of $0.01."
APPROVED = "The financial statements were approved by the board on 4 March 2032."
OUTSTANDING = "At December 31, 2031, there were 9,359,685 shares of common stock outstanding."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FOUNDED, "The Company was incorporated on May 4, 1998."),
        (FOUNDED, "Elm Inc. (the “Company”) was incorporated in 1997."),
        (EMPLOYED, "At 31 December 2031 the Group had 1,420 employees."),
        (
            "The Company has twelve branches.\n\n| | 2031 |\n|---|---|\n| Sales | 1,250 |",
            "The Company has 14 branches.",
        ),
        (AUTHORISED, "We are authorized to issue 25 million shares of common stock."),
        (OWNED, "We own 66% of Calder SA."),
        (PAR, "Class A common stock of $0.10 par value is listed."),
        (APPROVED, "The financial statements were authorised for issue on 14 March 2032."),
        (OUTSTANDING, "At December 31, 2031, there were 9,395,685 shares of common stock outstanding."),
    ],
)
def test_another_value_of_one_fact_is_found(one: str, other: str) -> None:
    years = (
        "| | 2031 | 2030 |\n|---|---|---|\n| A | 1 | 2 |\n| B | 3 | 4 |\n| C | 5 | 6 |\n| D | 5 | 6 |\n| E | 5 | 6 |"
    )
    [finding] = judged(one, other, f"{years}\n| F | 5 | 6 |").findings
    assert finding.check == "fact_stated_twice"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FOUNDED, "The Company was incorporated in 1998."),
        (FOUNDED, "The Company was founded in 1985."),
        (FOUNDED, "Elm Inc., which was acquired in 2020, was incorporated on May 4, 1999."),
        (EMPLOYED, "At 31 December 2030 the Group had 1,150 employees."),
        (EMPLOYED, "At 31 December 2031 the Group had approximately 1,200 employees."),
        (EMPLOYED, "At 31 December 2031 the Group had 310 employees in France."),
        (EMPLOYED, "At 31 December 2031 the Group had 1,020 full-time employees."),
        (AUTHORISED, "We are authorized to issue 20.0 million shares of common stock."),
        (AUTHORISED, "We are authorized to issue 5,000,000 shares of preferred stock."),
        (AUTHORISED, "We were authorized to issue 10,000,000 shares of common stock previously."),
        (OWNED, "The Group owns 60.4% of Calder SA."),
        (OWNED, "The Group owns 75% of Calder Holding SA."),
        (OWNED, "At 31 December 2030 the Group owns 55% of Calder SA."),
        (PAR, "Class B common stock of $0.10 par value is listed."),
        (APPROVED, "The financial statements of the previous year were approved by the board on 6 March 2031."),
        (OUTSTANDING, "At December 31, 2030, there were 9,100,000 shares of common stock outstanding."),
    ],
)
def test_another_fact_and_a_rounded_one_are_no_finding(one: str, other: str) -> None:
    assert not judged(one, other).failed


def test_what_has_three_values_is_told_of_several_things() -> None:
    assert not judged(OWNED, "We own 66% of Calder SA.", "We own 70% of Calder SA.").failed


def test_a_fact_that_stands_twice_is_ticked_and_one_that_stands_once_is_not() -> None:
    assert len(judged(FOUNDED, FOUNDED).ticks) == 1
    assert not judged(FOUNDED, EMPLOYED).ticks


def test_shares_of_a_caption_are_those_of_the_dates_over_its_columns() -> None:
    caption = "Common stock, $0.01 par value; 9,359,685 and 9,100,000 shares issued and outstanding"
    table = f"| | December 31, 2031 | December 31, 2030 |\n|---|---|---|\n| {caption} | 94 | 91 |"
    assert judged(OUTSTANDING, table).ticks
    assert judged(OUTSTANDING.replace("9,359", "9,395"), table).failed
    assert not judged(OUTSTANDING.replace("2031", "2029").replace("9,359", "9,395"), table).failed


def test_one_letter_of_a_name_that_stands_right_three_times_is_found() -> None:
    usual = ("Northmoor Holdings plc is listed.", "Shares of Northmoor Holdings plc rose.", "# Northmoor Holdings plc")
    [finding] = judged(*usual, "Nortmoor Holdings plc paid.").findings
    assert (finding.check, finding.locations[0].quote) == ("entity_name", "Nortmoor Holdings plc paid.")
    assert not judged(*usual[:2], "Nortmoor Holdings plc paid.").failed
    assert not judged(*usual, "Nortmoor Holdings plc paid.", "Nortmoor is another place.").failed
    assert not judged(*usual, "Southmoor Holdings plc paid.").failed
