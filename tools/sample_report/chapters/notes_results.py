"""Notes 4 to 7: segments, revenue, expenses by nature and employees."""

from __future__ import annotations

from tools.sample_report.document import Blocks, Head, Heading, Paragraph, Table, heads
from tools.sample_report.figures import assets, results
from tools.sample_report.figures.books import Y2024, Y2025, YEARS, Books
from tools.sample_report.figures.roll import with_sum
from tools.sample_report.printing import line, millions, section, subtotal, total

THOUSANDS = "in thousands of euros"
R25, R24 = Y2025.results, Y2024.results
BOTH = (R25, R24)


def two_years(first: str = THOUSANDS) -> tuple[tuple[Head, ...], ...]:
    """A header of one row: unit, 2025, 2024."""
    return (heads(first, "2025", "2024"),)


def result_notes() -> Blocks:
    """Notes 4 to 7, in order."""
    return (*_segments(), *_revenue(), *_expenses(), *_employees())


def _segments() -> Blocks:
    return (
        Heading(3, "4. Segment information"),
        Paragraph(
            "The Management Board reviews the business by the four segments shown below, each led by a segment "
            "director. Sales between segments are made at arm's length. Corporate comprises the holding company, group "
            "functions and the elimination of sales between segments; its costs are not allocated. Segment "
            "performance is measured by operating profit, on the accounting policies of the group."
        ),
        *(block for year in YEARS for block in _segment_year(year)),
        Paragraph(
            "No single customer accounted for more than 5% of revenue in either year. Investment comprises additions "
            "to property, plant and equipment and to intangible assets."
        ),
    )


def _segment_year(books: Books) -> Blocks:
    year, result = books.year, books.results
    inner = results.INTERSEGMENT[year]
    both = tuple(a + b for a, b in zip(result.segments, inner, strict=True))
    profit, depreciation = results.SEGMENT_RESULT[year], results.SEGMENT_DEPRECIATION[year]
    invested = results.SEGMENT_INVESTMENT[year]
    spent = assets.PLANT[year].cost.of("additions") + assets.INTANGIBLES[year].cost.of("additions")
    rows = (
        line("External revenue", *result.segments, 0, result.revenue),
        line("Inter-segment revenue", *inner, -sum(inner), 0),
        subtotal("Total revenue", *both, -sum(inner), result.revenue),
        line("Operating profit", *profit, result.operating_profit - sum(profit), result.operating_profit),
        line(
            "Depreciation and amortisation",
            *depreciation,
            sum(result.depreciation) - sum(depreciation),
            sum(result.depreciation),
        ),
        line("Investment", *invested, spent - sum(invested), spent),
    )
    header = (
        heads(str(year), ("Segments", 4), "", ""),
        heads(THOUSANDS, *results.SEGMENTS, "Corporate", "Group"),
    )
    return (Table(f"segments {year}", header, rows),)


def _revenue() -> Blocks:
    rest = R25.revenue - R24.revenue
    over_time = 31
    return (
        Heading(3, "5. Revenue"),
        Paragraph(
            f"Revenue increased by {millions(rest)}, of which the Service segment contributed "
            f"{millions(R25.segments[3] - R24.segments[3])}. Revenue from engineered systems is recognised over time "
            "by the cost-to-cost method where the system has no alternative use and the group has a right to payment "
            f"for work done; this applies to about {over_time}% of revenue. The remainder is recognised at the point "
            "in time at which control passes, usually on delivery."
        ),
        *(_regions(year) for year in YEARS),
        Paragraph("Revenue is attributed to regions by the location of the customer.", "footnote"),
    )


def _regions(books: Books) -> Table:
    matrix = results.REVENUE[books.year]
    header = (heads(f"Revenue {books.year}, {THOUSANDS}", *results.SEGMENTS, "Total"),)
    rows = tuple(line(name, *with_sum(row)) for name, row in zip(results.REGIONS, matrix, strict=True))
    return Table(f"regions {books.year}", header, (*rows, total("Total", *with_sum(books.results.segments))))


def _expenses() -> Blocks:
    names = ("Raw materials, components and consumables", "Employee benefits", "Depreciation and amortisation")
    names += ("Freight and energy", "External services", "Maintenance and information technology", "Other expenses")
    lines = [line(name, *pair) for name, *pair in zip(names, *(r.by_nature for r in BOTH), strict=True)]
    lines.insert(1, line("Changes in finished goods and work in progress", *(result.stock_credit for result in BOTH)))
    functions = ("Distribution expenses", "Research and development expenses", "Administrative expenses")
    rows = (
        *lines,
        subtotal("Total", *(result.costs for result in BOTH)),
        section("Presented as:", 2),
        line("Cost of sales", *(result.cost_of_sales for result in BOTH)),
        *(line(name, *pair) for name, *pair in zip(functions, *(r.functions for r in BOTH), strict=True)),
        total("Total", *(result.costs for result in BOTH)),
    )
    return (
        Heading(3, "6. Expenses by nature"),
        Paragraph(
            "The table analyses cost of sales, distribution, research and development and administrative expenses by "
            "nature. Employee benefits are stated after capitalisation of own development work."
        ),
        Table("expenses", two_years(), rows),
        *_depreciation(),
    )


def _depreciation() -> Blocks:
    names = ("Property, plant and equipment", "Right-of-use assets", "Intangible assets")
    rows = [line(name, *pair) for name, *pair in zip(names, *(r.depreciation for r in BOTH), strict=True)]
    rows.append(total("Depreciation and amortisation", *(sum(result.depreciation) for result in BOTH)))
    return Paragraph("Depreciation and amortisation comprise:"), Table("depreciation", two_years(), tuple(rows))


STAFF = {  # average full-time equivalents: production, sales and service, research and development, administration
    2024: (1098, 468, 112, 211),
    2025: (1124, 486, 118, 214),
}


def _employees() -> Blocks:
    names = ("Wages and salaries", "Social security contributions", "Defined benefit plans")
    names += ("Defined contribution plans", "Share-based payments")
    pay = [line(name, *pair) for name, *pair in zip(names, *(r.pay for r in BOTH), strict=True)]
    functions = ("Production", "Sales and service", "Research and development", "Administration")
    staff = [line(name, *pair) for name, *pair in zip(functions, STAFF[2025], STAFF[2024], strict=True)]
    more = sum(STAFF[2025]) - sum(STAFF[2024])
    return (
        Heading(3, "7. Employee benefits"),
        Table("pay", two_years(), (*pay, total("Total", *(sum(result.pay) for result in BOTH)))),
        Paragraph(
            f"The group employed {sum(STAFF[2025]):,} people on average (2024: {sum(STAFF[2024]):,}), {more} more than "
            "in the year before. Most of the increase was in production and in the service workshops."
        ),
        Table(
            "staff",
            two_years("Average full-time equivalents"),
            (*staff, total("Total", sum(STAFF[2025]), sum(STAFF[2024]))),
        ),
    )
