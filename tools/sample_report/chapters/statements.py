"""The five primary statements as tables."""

from __future__ import annotations

from collections.abc import Callable

from tools.sample_report.document import Blocks, Head, Heading, Paragraph, Row, Table, heads
from tools.sample_report.figures.books import Y2024, Y2025, YEARS, Books
from tools.sample_report.figures.position import POSITION_2023, Position
from tools.sample_report.figures.results import Results
from tools.sample_report.figures.roll import Roll, with_sum
from tools.sample_report.printing import figure, line, section, subtotal, total

UNIT = "In thousands of euros"


def statements() -> Blocks:
    """The chapter "Consolidated financial statements"."""
    return (
        Heading(2, "Consolidated financial statements", new_page=True),
        Heading(3, "Consolidated income statement"),
        Paragraph(f"{UNIT}, except per share", "unit"),
        income(),
        Heading(3, "Consolidated statement of comprehensive income"),
        Paragraph(UNIT, "unit"),
        comprehensive(),
        Heading(3, "Consolidated statement of financial position"),
        Paragraph(UNIT, "unit"),
        position(),
        Heading(3, "Consolidated statement of changes in equity"),
        Paragraph(UNIT, "unit"),
        changes_in_equity(),
        Heading(3, "Consolidated statement of cash flows"),
        Paragraph(UNIT, "unit"),
        cash_flows(),
        Paragraph("The notes form an integral part of these consolidated financial statements.", "footnote"),
    )


def income() -> Table:
    """Revenue to profit, by function, and earnings per share."""

    def row(label: str, note: str, value: Callable[[Results], int]) -> Row:
        return line(label, note, *(value(year.results) for year in YEARS))

    rows = (
        row("Revenue", "4, 5", lambda r: r.revenue),
        row("Cost of sales", "6", lambda r: -r.cost_of_sales),
        _sum("Gross profit", lambda b: b.results.gross_profit),
        row("Distribution expenses", "6", lambda r: -r.functions[0]),
        row("Research and development expenses", "6", lambda r: -r.functions[1]),
        row("Administrative expenses", "6", lambda r: -r.functions[2]),
        row("Other operating income", "8", lambda r: r.other_income),
        row("Other operating expenses", "8", lambda r: -r.other_expenses),
        _sum("Operating profit", lambda b: b.results.operating_profit),
        row("Finance income", "9", lambda r: sum(r.finance_income)),
        row("Finance costs", "9", lambda r: -sum(r.finance_costs)),
        row("Share of profit of associate", "15", lambda r: r.associate),
        _sum("Profit before tax", lambda b: b.results.before_tax),
        row("Income tax expense", "10", lambda r: -r.tax),
        total("Profit for the year", "", *(year.results.profit for year in YEARS)),
        section("Attributable to:", 3),
        row("Owners of the company", "", lambda r: r.owners_profit),
        row("Non-controlling interests", "", lambda r: r.minority_profit),
        section("Earnings per share (in euros)", 3),
        line("Basic", "11", *(figure(year.earnings_per_share(), 2) for year in YEARS)),
        line("Diluted", "11", *(figure(year.earnings_per_share(diluted=True), 2) for year in YEARS)),
    )
    return Table("income", _two_years("Year ended 31 December"), rows)


def comprehensive() -> Table:
    """Profit and other comprehensive income, by whether it comes back through profit or loss."""
    rows = (
        _line("Profit for the year", "", lambda b: b.results.profit),
        section("Items that will not be reclassified to profit or loss", 3),
        _line("Remeasurement of retirement benefit obligations", "23", lambda b: b.remeasurement[0]),
        _line("Income tax on remeasurement", "10", lambda b: b.remeasurement[1]),
        _sum("Total items that will not be reclassified", lambda b: sum(b.remeasurement)),
        section("Items that may be reclassified to profit or loss", 3),
        _line("Exchange differences on foreign operations", "", lambda b: b.translation),
        _line("Fair value result of cash flow hedges", "22", lambda b: b.hedges[0]),
        _line("Income tax on cash flow hedges", "10", lambda b: b.hedges[1]),
        _sum("Total items that may be reclassified", lambda b: b.translation + sum(b.hedges)),
        _sum("Other comprehensive income for the year, net of tax", lambda b: b.other_comprehensive),
        total("Total comprehensive income for the year", "", *(year.comprehensive for year in YEARS)),
        section("Attributable to:", 3),
        _line("Owners of the company", "", lambda b: b.comprehensive - b.minority_comprehensive),
        _line("Non-controlling interests", "", lambda b: b.minority_comprehensive),
    )
    return Table("comprehensive", _two_years("Year ended 31 December"), rows)


def position() -> Table:
    """Assets, equity and liabilities at the end of both years."""

    def several(labels: tuple[tuple[str, str], ...], values: Callable[[Position], tuple[int, ...]]) -> tuple[Row, ...]:
        both = tuple(values(year.position) for year in YEARS)
        return tuple(line(*label, *pair) for label, *pair in zip(labels, *both, strict=True))

    assets_1 = (("Property, plant and equipment", "12"), ("Right-of-use assets", "13"))
    assets_1 += (("Goodwill and other intangible assets", "14"), ("Investment in associate", "15"))
    assets_1 += (("Other financial assets", ""), ("Deferred tax assets", "10"))
    assets_2 = (("Inventories", "16"), ("Trade and other receivables", "17"), ("Contract assets", "17"))
    assets_2 += (("Derivative financial instruments", "22"), ("Cash and cash equivalents", "18"))
    capital = (("Share capital", "19"), ("Share premium", ""), ("Treasury shares", "19"), ("Translation reserve", ""))
    capital += (("Hedging reserve", "22"), ("Retained earnings", ""))
    debts_1 = (("Borrowings", "21"), ("Lease liabilities", "13"), ("Retirement benefit obligations", "23"))
    debts_1 += (("Provisions", "24"), ("Deferred tax liabilities", "10"))
    debts_2 = (("Borrowings", "21"), ("Lease liabilities", "13"), ("Trade and other payables", "25"))
    debts_2 += (("Contract liabilities", "25"), ("Current tax payable", ""), ("Provisions", "24"))
    rows = (
        section("Non-current assets", 3),
        *several(assets_1, lambda p: p.non_current_assets),
        _sum("Total non-current assets", lambda b: sum(b.position.non_current_assets)),
        section("Current assets", 3),
        *several(assets_2, lambda p: p.current_assets),
        _sum("Total current assets", lambda b: sum(b.position.current_assets)),
        total("Total assets", "", *(year.position.total_assets for year in YEARS)),
        section("Equity", 3),
        *several(capital, lambda p: p.equity[:6]),
        _sum("Equity attributable to owners of the company", lambda b: sum(b.position.equity[:6])),
        _line("Non-controlling interests", "", lambda b: b.position.equity[6]),
        _sum("Total equity", lambda b: sum(b.position.equity)),
        section("Non-current liabilities", 3),
        *several(debts_1, lambda p: p.non_current_liabilities),
        _sum("Total non-current liabilities", lambda b: sum(b.position.non_current_liabilities)),
        section("Current liabilities", 3),
        *several(debts_2, lambda p: p.current_liabilities),
        _sum("Total current liabilities", lambda b: sum(b.position.current_liabilities)),
        _sum("Total liabilities", lambda b: b.position.total_liabilities),
        total(
            "Total equity and liabilities",
            "",
            *(sum(year.position.equity) + year.position.total_liabilities for year in YEARS),
        ),
    )
    return Table("position", _two_years("At 31 December"), rows)


def changes_in_equity() -> Table:
    """Equity by class over both years."""
    header = (
        heads("", ("Attributable to owners of the company", 7), "", ""),
        heads(
            "",
            "Share capital",
            "Share premium",
            "Treasury shares",
            "Translation reserve",
            "Hedging reserve",
            "Retained earnings",
            "Total",
            "Non-controlling interests",
            "Total equity",
        ),
    )
    rows: list[Row] = [subtotal("At 1 January 2024", *_equity_cells(POSITION_2023.equity))]
    for books in (Y2024, Y2025):
        rows.extend(_equity_year(books))
    return Table("equity", header, tuple(rows))


def _equity_year(books: Books) -> tuple[Row, ...]:
    equity: Roll = books.equity
    income = tuple(a + b for a, b in zip(equity.by_class("profit"), equity.by_class("oci"), strict=True))
    return (
        line("Profit for the year", *_equity_cells(equity.by_class("profit"))),
        line("Other comprehensive income", *_equity_cells(equity.by_class("oci"))),
        subtotal("Total comprehensive income", *_equity_cells(income)),
        line("Dividends paid", *_equity_cells(equity.by_class("dividends"))),
        line("Purchase of treasury shares", *_equity_cells(equity.by_class("bought"))),
        line("Shares vested", *_equity_cells(equity.by_class("vested"))),
        line("Share-based payments", *_equity_cells(equity.by_class("shares"))),
        subtotal(f"At 31 December {books.year}", *_equity_cells(equity.closing)),
    )


def _equity_cells(values: tuple[int, ...]) -> tuple[int, ...]:
    return (*with_sum(values[:6]), values[6], sum(values))


def cash_flows() -> Table:
    """Cash flows by the indirect method, to cash less bank overdrafts."""

    def several(labels: tuple[tuple[str, str], ...], values: Callable[[Books], tuple[int, ...]]) -> tuple[Row, ...]:
        both = tuple(values(year) for year in YEARS)
        return tuple(line(*label, *pair) for label, *pair in zip(labels, *both, strict=True))

    adjustments = (("Depreciation and amortisation", "6"), ("Gain on disposal of property, plant and equipment", "8"))
    adjustments += (("Share of profit of associate", "15"), ("Share-based payments", "7"), ("Finance income", "9"))
    adjustments += (("Finance costs", "9"), ("Change in provisions and retirement benefits", "23, 24"))
    capital = (("Change in inventories", "16"), ("Change in receivables and contract assets", "17"))
    capital += (("Change in payables and contract liabilities", "25"),)
    paid = (("Finance income received", ""), ("Interest and other finance costs paid", ""), ("Income taxes paid", ""))
    invested = (("Purchase of property, plant and equipment", "12"),)
    invested += (("Proceeds from sale of property, plant and equipment", ""), ("Purchase of intangible assets", "14"))
    invested += (("Dividends received from associate", "15"), ("Increase in other financial assets", ""))
    financed = (("Proceeds from borrowings", "21"), ("Repayment of borrowings", "21"))
    financed += (("Payment of lease principal", "13"), ("Purchase of treasury shares", "19"))
    financed += (("Dividends paid to owners of the company", "20"), ("Dividends paid to non-controlling interests", ""))
    rows = (
        section("Cash flows from operating activities", 3),
        _line("Profit before tax", "", lambda b: b.results.before_tax),
        section("Adjustments for:", 3),
        *several(adjustments, lambda b: b.adjustments),
        *several(capital, lambda b: b.working_capital),
        _sum("Cash generated from operations", lambda b: b.generated),
        *several(paid, lambda b: b.operating[1:]),
        _sum("Net cash from operating activities", lambda b: sum(b.operating)),
        section("Cash flows from investing activities", 3),
        *several(invested, lambda b: b.investing),
        _sum("Net cash used in investing activities", lambda b: sum(b.investing)),
        section("Cash flows from financing activities", 3),
        *several(financed, lambda b: b.financing),
        _sum("Net cash used in financing activities", lambda b: sum(b.financing)),
        _sum("Net change in cash and cash equivalents", lambda b: b.cash_change),
        _line("Cash and cash equivalents at 1 January", "18", lambda b: b.before.cash_equivalents),
        _line("Effect of exchange rate changes on cash held", "", _cash_exchange),
        total("Cash and cash equivalents at 31 December", "18", *(year.cash_equivalents for year in YEARS)),
    )
    return Table("cash flows", _two_years("Year ended 31 December"), rows)


def _cash_exchange(books: Books) -> int:
    return books.cash_equivalents - books.before.cash_equivalents - books.cash_change


def _line(label: str, note: str, value: Callable[[Books], int]) -> Row:
    return line(label, note, *(value(year) for year in YEARS))


def _sum(label: str, value: Callable[[Books], int]) -> Row:
    return subtotal(label, "", *(value(year) for year in YEARS))


def _two_years(over: str) -> tuple[tuple[Head, ...], ...]:
    return heads("", "Note", (over, 2)), heads("", "", str(Y2025.year), str(Y2024.year))
