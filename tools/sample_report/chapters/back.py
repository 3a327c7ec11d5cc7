"""The back of the report: statement of the board, auditor's report, five-year summary."""

from __future__ import annotations

from decimal import Decimal

from tools.sample_report import company
from tools.sample_report.chapters.front import R25
from tools.sample_report.chapters.notes_results import STAFF
from tools.sample_report.document import Blocks, Heading, Paragraph, Row, Table, heads
from tools.sample_report.figures.books import DIVIDEND, YEARS, Books
from tools.sample_report.printing import figure, growth, line, millions, ratio, rounded


def back() -> Blocks:
    """Everything after the notes."""
    return (
        Heading(2, "Statement of the Management Board", new_page=True),
        Paragraph(
            "The Management Board declares that, to the best of its knowledge, the consolidated financial statements, "
            "drawn up under IFRS Accounting Standards as adopted by the European Union, give a true and fair view of "
            "the assets, liabilities, financial position and profit of the group, and that the management report gives "
            "a true and fair view of its position and development and of the principal risks it faces."
        ),
        Paragraph("Ilse Verhagen, Ruben Castelijn, Hanneke Drost. Waardrecht, 3 March 2026", "signature"),
        *_audit(),
        *_summary(),
    )


def _audit() -> Blocks:
    materiality = int(rounded(Decimal(R25.before_tax) * 5 / 100, -2))
    return (
        Heading(2, "Independent auditor's report"),
        Paragraph("To the general meeting and the Supervisory Board of Tolveren Pumps N.V."),
        Paragraph(
            "Our opinion. In our opinion the consolidated financial statements give a true and fair view of the "
            "financial position of the group at 31 December 2025 and of its result and cash flows for the year then "
            "ended, in accordance with IFRS Accounting Standards as adopted by the European Union."
        ),
        Paragraph(
            "Basis. We conducted our audit under Dutch law and the Dutch Standards on Auditing, and are independent of "
            "the company. We believe that the evidence we obtained is sufficient and appropriate."
        ),
        Paragraph(
            f"Materiality. We set materiality at {millions(materiality)}, about 5% of profit before tax, and reported "
            "to the Audit Committee all misstatements above €0.1 million."
        ),
        Paragraph(
            "Key audit matters. Revenue on engineered systems depends on estimates of the cost to complete; we tested "
            "the estimates of the largest projects against quotations, hours and the outcome of earlier projects. "
            "Goodwill depends on forecasts; we compared them with the approved plan and with the accuracy of earlier "
            "plans, and had the discount rates examined by our valuation specialists."
        ),
        Paragraph("Wessel & Duinhof Accountants N.V., F. M. Terlouw. Rotterdam, 3 March 2026", "signature"),
    )


def _summary() -> Blocks:
    facts = {year.year: _facts(year) for year in YEARS} | company.EARLIER
    years = tuple(facts)
    labels = ("Revenue", "Operating profit", "Profit for the year", "Total equity", "Net debt")
    labels += ("Employees (average full-time equivalents)",)
    rows: list[Row] = [line(label, *values) for label, *values in zip(labels, *(facts[y] for y in years), strict=True)]
    known = years[:-1]
    rows.insert(1, line("Growth in %", *(figure(growth(facts[y][0], facts[y - 1][0]), 1) for y in known), "n/a"))
    rows.insert(3, line("Operating margin (%)", *(figure(ratio(facts[y][1], facts[y][0]), 1) for y in years)))
    dividends = {year: str(value) for year, value in DIVIDEND.items()} | company.EARLIER_DIVIDENDS
    rows.append(line("Dividend per share (euros) ³", *(dividends[y] for y in years)))
    header = (heads("In thousands of euros, unless stated otherwise", *(str(year) for year in years)),)
    return (
        Heading(2, "Five-year summary"),
        Table("five years", header, tuple(rows)),
        Paragraph("³ For the year; the dividend for 2025 is proposed.", "footnote"),
    )


def _facts(books: Books) -> tuple[int, ...]:
    result, position = books.results, books.position
    return (
        result.revenue,
        result.operating_profit,
        result.profit,
        sum(position.equity),
        position.net_debt,
        sum(STAFF[books.year]),
    )
