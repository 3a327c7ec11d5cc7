"""Management report, governance and remuneration."""

from __future__ import annotations

from tools.sample_report import company
from tools.sample_report.chapters.front import BOOK, R24, R25
from tools.sample_report.chapters.notes_results import STAFF, THOUSANDS
from tools.sample_report.document import Blocks, Heading, Paragraph, Table, heads
from tools.sample_report.figures import assets, liabilities, results
from tools.sample_report.figures.books import Y2024, Y2025, YEARS
from tools.sample_report.figures.roll import with_sum
from tools.sample_report.printing import figure, growth, line, millions, percent, ratio, total

P25, P24 = Y2025.position, Y2024.position


def management() -> Blocks:
    """Management report, corporate governance, remuneration report."""
    return (
        Heading(2, "Management report", new_page=True),
        *_business(),
        *_orders_and_revenue(),
        *_segments(),
        *_profit(),
        *_funds(),
        *_risks_and_outlook(),
        *_governance(),
        *_remuneration(),
    )


def _business() -> Blocks:
    return (
        Heading(3, "The business"),
        Paragraph(
            "Tolveren makes centrifugal and positive displacement pumps, the systems around them and the spare parts "
            "they need, and keeps them running. Four factories, in the Netherlands, Germany, Poland and the United "
            "States, and fourteen service workshops serve water boards, chemical and food plants, power stations and "
            "shipyards. The group is led from Waardrecht, where the first pump was built for a polder in 1911."
        ),
        Paragraph(
            "We report four segments. Water and Process sell pumps and systems for supply, drainage and production. "
            "Energy and marine serves power stations, offshore platforms and ships. Service maintains pumps of every "
            "make, our own and those of others."
        ),
    )


def _orders_and_revenue() -> Blocks:
    new, old = company.ORDER_INTAKE[2025], company.ORDER_INTAKE[2024]
    return (
        Heading(3, "Orders and revenue"),
        Paragraph(
            f"Order intake grew by {millions(new - old)}, or {percent(growth(new, old))}, from {millions(old)} to "
            f"{millions(new)}. Demand from water utilities was strong throughout the year, helped by flood protection "
            "programmes in northern Europe. The order book at the end of the year was "
            f"{millions(BOOK[2025])} (2024: {millions(BOOK[2024])}), of which about four fifths will be delivered in "
            "2026."
        ),
        Paragraph(
            f"Revenue increased by {millions(R25.revenue - R24.revenue)}, or "
            f"{percent(growth(R25.revenue, R24.revenue))}, from {millions(R24.revenue)} to {millions(R25.revenue)}. "
            "Price increases account for a little under half of the growth and volume for the rest; the weaker US "
            "dollar took away about one percentage point."
        ),
    )


def _segments() -> Blocks:
    rows = [
        line(name, new, old, new - old, figure(growth(new, old), 1))
        for name, new, old in zip(results.SEGMENTS, R25.segments, R24.segments, strict=True)
    ]
    both = R25.revenue, R24.revenue
    rows.append(total("Revenue", *both, both[0] - both[1], figure(growth(*both), 1)))
    profit, before = results.SEGMENT_RESULT[2025], results.SEGMENT_RESULT[2024]
    sold, sold_before = R25.segments, R24.segments
    return (
        Heading(3, "Segments"),
        Table("segment revenue", (heads(THOUSANDS, "2025", "2024", "Change", "Change in %"),), tuple(rows)),
        Paragraph(
            f"Water increased its revenue by {percent(growth(sold[0], sold_before[0]))} and its operating profit by "
            f"{percent(growth(profit[0], before[0]))} to {millions(profit[0])}. The new series of submersible pumps, "
            "in its first full year, sold better than planned."
        ),
        Paragraph(
            f"Process grew by {percent(growth(sold[1], sold_before[1]))}. Food and pharmaceutical customers invested, "
            f"chemical customers in Germany did not. Operating profit was {millions(profit[1])} (2024: "
            f"{millions(before[1])})."
        ),
        Paragraph(
            f"Energy and marine lost {millions(sold_before[2] - sold[2])} of revenue, as two orders for offshore "
            f"platforms were postponed to 2026. Operating profit fell from {millions(before[2])} to "
            f"{millions(profit[2])}."
        ),
        Paragraph(
            f"Service increased its revenue from {millions(sold_before[3])} to {millions(sold[3])}, a rise of "
            f"{percent(growth(sold[3], sold_before[3]))}, and is now the segment with the highest margin: its "
            f"operating profit of {millions(profit[3])} is {ratio(profit[3], sold[3])}% of its external revenue."
        ),
    )


def _profit() -> Blocks:
    return (
        Heading(3, "Profit"),
        Paragraph(
            f"Gross profit was {millions(R25.gross_profit)}, or {ratio(R25.gross_profit, R25.revenue)}% of revenue. "
            f"Research and development expenses rose by {percent(growth(R25.functions[1], R24.functions[1]))} to "
            f"{millions(R25.functions[1])}, as work on variable-speed drives continued. Restructuring cost "
            f"{millions(R25.restructuring)}. Operating profit increased by "
            f"{percent(growth(R25.operating_profit, R24.operating_profit))} to {millions(R25.operating_profit)}."
        ),
        Paragraph(
            f"Profit before tax amounted to {millions(R25.before_tax)} in 2025 (2024: {millions(R24.before_tax)}). The "
            f"effective tax rate was {ratio(R25.tax, R25.before_tax)}%. Profit for the year was "
            f"{millions(R25.profit)}, up {percent(growth(R25.profit, R24.profit))} on the {millions(R24.profit)} of "
            f"2024. Basic earnings per share were €{Y2025.earnings_per_share()} (2024: €{Y2024.earnings_per_share()})."
        ),
    )


def _funds() -> Blocks:
    cash, before = sum(Y2025.operating), sum(Y2024.operating)
    spent, spent_before = (assets.PLANT[y].cost.of("additions") for y in (2025, 2024))
    return (
        Heading(3, "Cash flow and financial position"),
        Paragraph(
            f"Net cash from operating activities was {millions(cash)} (2024: {millions(before)}). Purchases of "
            f"property, plant and equipment came to {millions(spent)}, {millions(spent - spent_before)} more than in "
            f"2024, most of it for the test bed. Borrowings of {millions(Y2025.financing[1])} were repaid."
        ),
        Paragraph(
            f"Net debt fell by {millions(P24.net_debt - P25.net_debt)}, from {millions(P24.net_debt)} to "
            f"{millions(P25.net_debt)}. Inventories stood at {millions(assets.stocks(2025))} at the end of the year "
            f"(2024: {millions(assets.stocks(2024))}). Total equity increased to {millions(sum(P25.equity))}, which is "
            f"{ratio(sum(P25.equity), P25.total_assets)}% of total assets (2024: "
            f"{ratio(sum(P24.equity), P24.total_assets)}%)."
        ),
        Heading(3, "People"),
        Paragraph(
            f"On average {sum(STAFF[2025]):,} people worked for the group, calculated as full-time equivalents (2024: "
            f"{sum(STAFF[2024]):,}). Accidents with lost time fell to 4.1 per million hours worked (2024: 5.3). "
            "Ninety-one apprentices are in training, more than ever before."
        ),
    )


def _risks_and_outlook() -> Blocks:
    used = -liabilities.PROVISIONS[2025].by_class("used")[0]
    return (
        Heading(3, "Principal risks"),
        Paragraph(
            "Large projects bind engineers and cash for long periods. We accept them only after a review by two "
            "members of the Management Board, with advances that cover our outlay. Prices of castings, motors and "
            "copper are passed on by clauses in most contracts longer than nine months. A failure in the field harms "
            f"our name more than our profit; warranty claims of {millions(used)} were settled in 2025. The control "
            "systems of our pumps are connected to customers' networks, and we have them tested by outside specialists "
            "twice a year."
        ),
        Heading(3, "Outlook"),
        Paragraph(
            "With the order book as it stands we expect revenue to grow by three to five per cent in 2026, without "
            "acquisitions and at constant exchange rates, and the operating margin to improve again. Investment will "
            "return to about the level of 2024 now that the test bed is finished. Net debt should fall further."
        ),
    )


def _governance() -> Blocks:
    return (
        Heading(2, "Corporate governance", new_page=True),
        Paragraph(
            "Tolveren Pumps N.V. is a public company under Dutch law with two boards. The Management Board runs the "
            "company; the Supervisory Board appoints its members, advises them and oversees their work. The company "
            "applies the Dutch Corporate Governance Code, with one exception: members of the Management Board "
            "appointed before 2018 keep contracts without a fixed term."
        ),
        Paragraph(
            "The Supervisory Board consists of five members, all of them independent: Joost Elderkamp (chairman), "
            "Astrid Lindeboom, Pieter-Jan Roosendael, Catherine Ashgrove and Mehmet Yaldiz. It met seven times in "
            "2025. All members attended every meeting, except that Ms Ashgrove was absent once through illness. The "
            "board spent two days at the factory in Poland and devoted a meeting to cyber security."
        ),
        Paragraph(
            "The Audit Committee, chaired by Ms Lindeboom, met four times, each time in the presence of the external "
            "auditor. It discussed revenue recognition on engineered systems, the closure of the casting shop, the "
            "valuation of goodwill and the findings of the internal auditor. The Remuneration and Nomination Committee "
            "met three times."
        ),
    )


def _remuneration() -> Blocks:
    rows = [line(name, *with_sum(years[2025]), *with_sum(years[2024])) for name, years in company.REMUNERATION.items()]
    sums: list[int] = []
    for year in YEARS:
        columns = zip(*(years[year.year] for years in company.REMUNERATION.values()), strict=True)
        sums += with_sum(tuple(sum(column) for column in columns))
    rows.append(total("Total", *sums))
    parts = ("Fixed pay", "Variable pay", "Share plan", "Pension", "Total")
    header = (heads("", ("2025", 5), ("2024", 5)), heads(THOUSANDS, *parts, *parts))
    return (
        Heading(2, "Remuneration report"),
        Paragraph(
            "The remuneration of the Management Board consists of fixed pay, variable pay for the results of the year, "
            "shares that vest after three years, and a pension contribution. Variable pay depends on operating profit "
            "(half), on net cash from operating activities (a quarter) and on safety and customer satisfaction (a "
            "quarter). It can not exceed three quarters of fixed pay."
        ),
        Table("remuneration", header, tuple(rows)),
        Paragraph(
            "Members of the Supervisory Board receive a fixed fee, which was last raised in 2023. The company grants "
            "its board members no loans, advances or guarantees."
        ),
    )
