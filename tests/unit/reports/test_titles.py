"""What a table is called: never by the heading of another table, never by its unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.reports.figures.scales import states_only_measures
from service.reports.reading import read
from tests.unit.reports.given.printed_tables import raw, report

SAMPLES = Path(__file__).parents[3] / "service" / "samples"
HEADING = {
    0: "Key figures",
    1: "Segments",
    2: "Remuneration report",
    3: "Consolidated income statement",
    4: "Consolidated statement of comprehensive income",
    5: "Consolidated statement of financial position",
    6: "Consolidated statement of changes in equity",
    7: "Consolidated statement of cash flows",
    8: "4. Segment information",
    9: "4. Segment information",
    10: "5. Revenue",
    11: "5. Revenue",
    12: "6. Expenses by nature",
    13: "Depreciation and amortisation comprise:",
    14: "7. Employee benefits",
    15: "7. Employee benefits",
    16: "8. Other operating income and expenses",
    17: "9. Finance income and costs",
    18: "10. Income tax",
    19: "10. Income tax",
    20: "10. Income tax",
    21: "11. Earnings per share",
    22: "12. Property, plant and equipment",
    23: "12. Property, plant and equipment",
    24: "Right-of-use assets moved as follows:",
    25: "Lease liabilities moved as follows:",
    26: "14. Goodwill and other intangible assets",
    27: "15. Investment in associate",
    28: "16. Inventories",
    29: "17. Trade and other receivables",
    30: "The ageing of trade receivables and the loss allowance for expected credit losses are:",
    31: "The loss allowance moved as follows:",
    32: "18. Cash and cash equivalents",
    33: "19. Share capital",
    34: "20. Dividends",
    35: "21. Borrowings and net debt",
    36: "The liabilities of the group that arise from financing activities moved as follows:",
    37: "Net debt is borrowings and lease liabilities less cash and cash equivalents:",
    38: "Undiscounted contractual payments on financial liabilities, interest included, fall due as follows:",
    39: "23. Retirement benefits",
    40: "24. Provisions",
    41: "25. Trade and other payables",
    42: "Five-year summary",
}


@pytest.mark.parametrize("name", ["tolveren-annual-report-2025.md", "tolveren-annual-report-2025.docx"])
def test_every_table_of_the_sample_is_called_by_its_own_heading_or_lead_in(name: str) -> None:
    found = read(name, (SAMPLES / name).read_bytes())
    assert {table.index: table.title for table in found.tables} == HEADING


@pytest.mark.parametrize("name", ["tolveren-annual-report-2025.md", "tolveren-annual-report-2025.docx"])
def test_the_unit_line_of_a_statement_is_its_caption_text(name: str) -> None:
    found = read(name, (SAMPLES / name).read_bytes())
    assert [table.caption_text for table in found.tables[3:8]] == [
        "In thousands of euros, except per share",
        *["In thousands of euros"] * 4,
    ]


@pytest.mark.parametrize(
    "line",
    [
        "In thousands of euros",
        "(In millions, except per share)",
        "(in millions, except number of shares, which are reflected in thousands, and per-share amounts)",
        "All amounts in £'000 unless otherwise stated",
        "(Expressed in thousands of Canadian dollars)",
        "(Unaudited, in thousands)",
        "Dollars in millions, except per share data",
        "Amounts in EUR thousand",
        "in Mio. €",
        "En milliers d'euros",
        "MSEK",
        "£m",
    ],
)
def test_a_line_of_unit_and_scale_is_no_title(line: str) -> None:
    found = report("# 7. Debt", line, raw(" | 2024\nBonds | 1,000"))
    assert states_only_measures(line)
    assert found.tables[0].title == "7. Debt"
    assert found.tables[0].caption_text == line


@pytest.mark.parametrize("line", ["Revenue in millions", "Debt, in millions of euros", "Segments", "5 million"])
def test_a_line_that_names_something_beside_its_unit_is_more_than_a_measure(line: str) -> None:
    assert not states_only_measures(line)


def test_a_unit_that_the_file_ties_to_a_table_as_its_caption_is_no_title() -> None:
    cells = raw(" | 2024\nBonds | 1,000")
    table = type(cells)(cells.rows, cells.width, cells.cells, "In thousands of euros")
    found = report("# Balance sheet", table).tables[0]
    assert (found.title, found.caption_text) == ("Balance sheet", "In thousands of euros")


def test_prose_above_a_table_leaves_it_the_heading_of_its_own_section() -> None:
    found = report(
        "# 11. Shares",
        raw("Issued | 1,000"),
        "# 12. Debt",
        "The bonds are repaid in 2030. They carry a fixed rate.",
        raw("Bonds | 2,000"),
        "The loan is repaid every quarter until it is paid in full.",
        raw("Loan | 3,000"),
    )
    assert [table.title for table in found.tables] == ["11. Shares", "12. Debt", "12. Debt"]


def test_a_short_sentence_that_ends_with_a_colon_leads_in() -> None:
    found = report("# 13. Leases", "We lease land. Lease liabilities moved as follows:", raw("At start | 1,000"))
    assert found.tables[0].title == "Lease liabilities moved as follows:"


def test_a_sentence_that_speaks_of_the_one_before_it_is_no_title() -> None:
    found = report("# 10. Tax", "The rate was 24%. It is reconciled as follows:", raw("Profit | 1,000"))
    assert found.tables[0].title == "10. Tax"


def test_a_table_that_goes_on_without_a_word_keeps_the_title() -> None:
    found = report("# 13. Leases", "Land:", raw("A | 1,000"), "(in millions)", raw("B | 2,000"))
    assert [table.title for table in found.tables] == ["Land:", "Land:"]


def test_a_period_is_a_title_only_where_nothing_else_is() -> None:
    bare = report("Year ended 31 December 2025", raw("A | 1,000"))
    headed = report("# Income statement", "Year ended 31 December 2025", raw("A | 1,000"))
    assert bare.tables[0].title == "Year ended 31 December 2025"
    assert headed.tables[0].title == "Income statement"


def test_the_head_of_a_page_hides_no_heading_above_it() -> None:
    prose = "The bonds are repaid in 2030. They carry a fixed rate."
    found = report("# Notes", "# 7. Debt", prose, "# Pump Corp. | 2025 Form 10-K | 11", prose, raw("Bonds | 1,000"))
    assert found.tables[0].title == "7. Debt"


def test_a_long_sentence_that_leads_in_is_better_than_no_title() -> None:
    sentence = f"The following table {'presents amounts of the year and ' * 8}is this:"
    assert report(sentence, raw("Bonds | 1,000")).tables[0].title == sentence
    assert report("# 7. Debt", sentence, raw("Bonds | 1,000")).tables[0].title == "7. Debt"


def test_a_point_inside_a_sentence_does_not_cut_it() -> None:
    sentence = "Tax at the U.S. Federal rate (21% in 2020; 24.5% in 2018) is reconciled to the provision as follows:"
    assert report("# 5. Tax", f"We pay tax. {sentence}", raw("Tax | 1,000")).tables[0].title == sentence
