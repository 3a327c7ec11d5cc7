"""The front of the report: cover, key figures, letter to shareholders."""

from __future__ import annotations

from decimal import Decimal

from tools.sample_report import company
from tools.sample_report.chapters.notes_results import STAFF
from tools.sample_report.document import Blocks, Heading, Paragraph, Row, Table, heads
from tools.sample_report.figures.books import DIVIDEND, Y2024, Y2025, YEARS, Books
from tools.sample_report.printing import figure, growth, line, millions, percent, ratio

R25, R24 = Y2025.results, Y2024.results
REVENUE = {2025: R25.revenue, 2024: R24.revenue}
BOOK = {year: company.order_book(year, REVENUE) for year in REVENUE}

CONTENTS = (
    "Key figures",
    "Letter to shareholders",
    "Management report",
    "Corporate governance",
    "Remuneration report",
    "Consolidated financial statements",
    "Notes to the consolidated financial statements",
    "Statement of the Management Board",
    "Independent auditor's report",
    "Five-year summary",
)


def front() -> Blocks:
    """Cover, contents, key figures and letter."""
    return (
        Heading(1, company.NAME),
        Paragraph(company.TITLE, "cover"),
        Paragraph(f"Industrial pumps and service, {company.TOWN}", "cover"),
        Paragraph("Year ended 31 December 2025", "cover"),
        *(Paragraph(title, "contents") for title in CONTENTS),
        *_key_figures(),
        *_letter(),
    )


def _key_figures() -> Blocks:
    rows = (
        _key("Order intake", company.ORDER_INTAKE[2025], company.ORDER_INTAKE[2024]),
        _key("Order book at 31 December ¹", BOOK[2025], BOOK[2024]),
        _key("Revenue", R25.revenue, R24.revenue),
        _key("Gross profit", R25.gross_profit, R24.gross_profit),
        _points("Gross margin (%)", *(ratio(r.gross_profit, r.revenue) for r in (R25, R24))),
        _key("Operating profit", R25.operating_profit, R24.operating_profit),
        _points("Operating margin (%)", *(ratio(r.operating_profit, r.revenue) for r in (R25, R24))),
        _key("Profit for the year", R25.profit, R24.profit),
        _key("Basic earnings per share (euros)", Y2025.earnings_per_share(), Y2024.earnings_per_share(), 2),
        _key("Net cash from operating activities", sum(Y2025.operating), sum(Y2024.operating)),
        _key("Net debt at 31 December ²", Y2025.position.net_debt, Y2024.position.net_debt),
        _points("Equity ratio (%)", *(_equity_ratio(year) for year in YEARS)),
        _key("Employees (average full-time equivalents)", sum(STAFF[2025]), sum(STAFF[2024])),
    )
    header = (heads("In thousands of euros, unless stated otherwise", "2025", "2024", "Change", "Change in %"),)
    return (
        Heading(2, "Key figures", new_page=True),
        Table("key figures", header, rows),
        Paragraph("¹ Orders received and not yet recognised as revenue.", "footnote"),
        Paragraph("² Borrowings and lease liabilities less cash and cash equivalents; see note 21.", "footnote"),
        Paragraph("The change of a margin or ratio is given in percentage points.", "footnote"),
    )


def _key(label: str, new: int | Decimal, old: int | Decimal, places: int = 0) -> Row:
    values = (figure(value, places) for value in (new, old, new - old))
    return line(label, *values, figure(growth(new, old), 1))


def _points(label: str, new: Decimal, old: Decimal) -> Row:
    return line(label, figure(new, 1), figure(old, 1), figure(new - old, 1), "")


def _equity_ratio(books: Books) -> Decimal:
    return ratio(sum(books.position.equity), books.position.total_assets)


def _letter() -> Blocks:
    return (
        Heading(2, "Letter to shareholders", new_page=True),
        Paragraph("Dear shareholders,"),
        Paragraph(
            "A pump is noticed when it stops. Our customers buy from us because ours seldom do, and because someone "
            "answers the telephone at night when one does. In 2025 that promise brought us more orders than in any "
            "year before, and it was the service workshops, not the large projects, that grew fastest.",
        ),
        Paragraph(
            f"Revenue rose by {percent(growth(R25.revenue, R24.revenue))} to {millions(R25.revenue)}. Operating profit "
            f"grew faster, from {millions(R24.operating_profit)} to {millions(R25.operating_profit)}, although freight "
            "rates stayed volatile in the first half and we bore the cost of closing our casting shop. "
            f"The operating margin reached {ratio(R25.operating_profit, R25.revenue)}%, against "
            f"{ratio(R24.operating_profit, R24.revenue)}% in 2024. We have said that we want to earn ten per cent "
            "by 2027; we are on the way, and not there yet."
        ),
        Paragraph(
            "Three decisions shaped the year. We opened a test bed at Waardrecht on which pumps of up to four "
            "megawatts can be run under load, so that customers see the efficiency that they were promised before the "
            "pump leaves the hall. We stopped making our own castings, which others do better, and found new work for "
            "two thirds of the colleagues concerned. And we put a second shift into the service workshops in Antwerp "
            "and Gothenburg, where customers had begun to wait."
        ),
        Paragraph(
            "Not everything went well. In the Energy and marine segment two large orders were postponed, and "
            f"revenue there fell by {percent(growth(R25.segments[2], R24.segments[2]))} to "
            f"{millions(R25.segments[2])}. Working capital grew more than we had planned, as it did the year "
            "before. Both have our attention in 2026."
        ),
        Paragraph(
            f"We propose a dividend of €{DIVIDEND[2025]} per share (2024: €{DIVIDEND[2024]}). Net debt fell to "
            f"{millions(Y2025.position.net_debt)}, and equity now stands at {millions(sum(Y2025.position.equity))}. "
            "That leaves room to invest, and to act when a good service business comes up for sale."
        ),
        Paragraph(
            "To the people of Tolveren, who answered the telephone: thank you. To our customers and to you, our "
            "shareholders: thank you for your trust."
        ),
        Paragraph("Ilse Verhagen, chief executive. Waardrecht, 3 March 2026", "signature"),
    )
