"""The lines that an item is looked for in: sentences that come near, tables whole, and no table of contents."""

from __future__ import annotations

from service.agents.judging.candidates import LINES_CHARACTERS, LONGEST_TABLE, Candidates
from service.checks.claims.places import TextsByPlace
from service.checks.disclosures.lists.schema import Item
from service.checks.disclosures.search.passages import passages
from service.reports.reading import read

PAY = Item(
    id="17a",
    paragraph="17(a)",
    requires="key management pay: short-term benefits",
    evidence=("row: short-term benefit",),
)
CREDIT = Item(id="35", paragraph="35", requires="credit risk by the ageing of receivables", evidence=("past due",))
REPORT = """\
# Contents

| | Page |
|---|---|
| Pay of key management | 4 |
| Receivables | 9 |
| Short-term benefits | 12 |

Pay of key management ........ 4

# Pay of key management

The pay of key management has fixed and variable parts.

| In thousands of pounds | Fixed | Variable |
|---|---|---|
| Astrid Holm | 585 | 342 |
| Nils Brekke | 440 | 231 |

# Receivables

| In thousands of pounds | 2031 | 2030 |
|---|---|---|
| Receivables from credit customers | 9,110 | 8,204 |

| In thousands of pounds | 2031 | 2030 |
|---|---|---|
| Up to 30 days | 1,310 | 1,204 |
| Longer | 310 | 204 |

# Weather

| In days | 2031 | 2030 |
|---|---|---|
| Fog | 31 | 20 |
"""


def lines(text: str, *items: Item) -> str:
    report = read("report.md", text.encode())
    return Candidates(TextsByPlace(report), passages(report)).lines(items)


def test_the_table_below_a_heading_or_sentence_that_comes_near_is_given_whole() -> None:
    shown = lines(REPORT, PAY)

    assert "has fixed and variable parts" in shown
    assert "Astrid Holm | 585 | 342" in shown
    assert "Nils Brekke | 440 | 231" in shown
    assert "Fog" not in shown


def test_with_a_row_that_comes_near_its_table_and_those_beside_it_are_given_whole() -> None:
    shown = lines(REPORT, CREDIT)

    assert "Receivables from credit customers | 9,110 | 8,204" in shown
    assert "Up to 30 days | 1,310 | 1,204" in shown
    assert "Longer | 310 | 204" in shown


def test_no_line_of_a_table_of_contents_is_given() -> None:
    shown = lines(REPORT, PAY, CREDIT)

    assert not [line for line in shown.splitlines() if line.endswith(("| 4", "| 9", "| 12", "... 4"))]


def test_of_a_table_that_is_too_long_only_the_rows_that_come_near_are_given() -> None:
    rows = "\n".join(f"| Ferry number {at} of the fleet | {at},310 | {at},204 |" for at in range(1, 200))
    long = REPORT.replace("| Longer | 310 | 204 |", f"{rows}\n| Past due | 310 | 204 |")
    assert len(rows) > LONGEST_TABLE

    shown = lines(long, CREDIT)

    assert "Past due | 310 | 204" in shown
    assert "Ferry number 7 of" not in shown


def test_there_is_a_most_of_what_is_given() -> None:
    long = "".join(f"# Credit risk {at}\n\nReceivables past due: {'word ' * 1_400}\n\n" for at in range(30))
    shown = lines(REPORT + long, CREDIT)

    assert shown.count("Receivables past due: word") > 2
    assert len(shown) <= LINES_CHARACTERS
