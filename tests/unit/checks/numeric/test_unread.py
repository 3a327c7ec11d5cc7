"""What looks like a table and was not read as one is said: no finding at all would look like a clean bill."""

from __future__ import annotations

import pytest

from service.checks.numeric.check import check
from service.checks.numeric.words.unread import CHECK, amounts_in_rows
from service.findings import Finding
from service.reports.model import Report
from service.reports.reading import read
from tests.unit.checks.given.drawn import report as drawn
from tests.unit.checks.given.drawn import table

WORDS = ["Rents and rates", "Staff", "Insurance", "Travel", "Repairs", "Energy", "Audit", "Other"]
STACKED = "".join(f"<p>{word} {1_315 + 7 * at:,} {2_204 + 9 * at:,}</p>" for at, word in enumerate(WORDS))
LETTER = """# To our shareholders

Revenue rose by 4.2% to $5,310 million, from $5,096 million in 2023, and profit by $31 million to $412 million.
We paid $1.20 a share, bought back 1,250,000 shares for $84 million, and invested $220 million in three plants.

Call us at 555 0142, or write to 1400 Harbour Road, 20457 Hamburg.
"""
COVER = """# Annual report 2024

Commission file number 001-36743

(408) 996-1010

Registered in England no. 05380971

As of October 18, 2024 15,115,823,000 shares were outstanding.
"""


def html(body: str) -> Report:
    return read("r.html", f"<html><body>{body}</body></html>".encode())


def said_of(report: Report) -> list[Finding]:
    return [one for one in check(report, lambda _: None).findings if one.check == CHECK]


def test_rows_that_are_no_table_are_one_finding_that_says_how_much_there_is() -> None:
    report = html(STACKED)

    (finding,) = said_of(report)

    assert (finding.severity, finding.agent_id) == ("medium", "numeric_validation")
    assert finding.title == "Nothing could be read for checking"
    assert "16 figures stand in 8 pieces of text" in finding.description
    assert "no figure was read from a table" in finding.description
    assert finding.locations[0].quote == "Rents and rates 1,315 2,204"


def test_it_is_among_what_could_not_be_checked_too() -> None:
    outcome = check(html(STACKED), lambda _: None)

    assert (outcome.counts.passed, outcome.counts.not_possible) == (0, 1)
    assert [(one.check, one.location.paragraph) for one in outcome.untested] == [(CHECK, 0)]


def test_a_column_of_figures_in_one_cell_is_not_read_and_said() -> None:
    report = html(
        "<table><tr><td>Goods Services Rents</td><td>4,810 1,205 655</td><td>4,390 1,118 640</td></tr></table>"
    )

    assert [place.column for place in said_of(report)[0].locations] == [1, 2]


@pytest.mark.parametrize("text", [LETTER, COVER, "# Note\n\nWe employ 1,204 people in 17 countries.\n"])
def test_letters_and_covers_are_no_tables(text: str) -> None:
    assert said_of(read("r.md", text.encode())) == []


def test_what_was_read_outweighs_a_few_rows_that_were_not() -> None:
    rows = "".join(
        f"<tr><td>{word}</td><td>{1_315 + at:,}</td><td>{2_204 + at:,}</td></tr>" for at, word in enumerate(WORDS)
    )

    assert said_of(html(f"<table>{rows}</table>{STACKED}")) == []


def test_one_small_table_does_not_cover_up_that_all_others_were_not_read() -> None:
    small = "<table><tr><td></td><td>2024</td></tr><tr><td>Shares</td><td>1,200</td></tr></table>"

    (finding,) = said_of(html(small + STACKED * 3))

    assert finding.title == "Most figures could not be read, and were not checked"
    assert "only 1 figure was read from tables" in finding.description


def test_tables_that_were_read_are_no_finding() -> None:
    assert said_of(drawn(table(("", "2024"), ("Cash", "1,200"), ("Debtors", "300"), ("Total", "1,500")))) == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Cash 24,365 22,147", 2),
        ("Property, plant and equipment, net 18,740 19,022", 2),
        ("| Cash | 4,812 | 4,390 |", 2),
        ("68,140", 1),
        ("Umsatz 1.234 1’100 2\u202f500", 3),
        ("2024 2023", 0),
        ("Note 12. Restructuring and Other Costs", 0),
        ("December 31, 2024", 0),
        ("We grew by 12.5% this year.", 0),
        ("Revenue rose to $1,345 million from $1,200 million a year before, thanks to new stores.", 0),
        ("(408) 996-1010", 1),
        ("Rents were $540,000 in 2031 and $480,000 in 2030, up $60,000 or 12.5%.", 0),
        ("Rents 540,000 480,000 12.5%", 3),
        ("March 4, 2031: $7,250.00 (invoice 2210)", 0),
        ("Payments: 17,250 16,404", 2),
    ],
)
def test_amounts_count_where_there_are_nearly_as_many_as_words(text: str, amounts: int) -> None:
    assert amounts_in_rows(text) == amounts
