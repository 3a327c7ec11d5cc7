"""Notes 19 to 28: shares, dividends, borrowings, risks, retirement benefits, provisions, payables and the rest."""

from __future__ import annotations

from tools.sample_report.chapters.notes_results import THOUSANDS, two_years
from tools.sample_report.document import Blocks, Heading, Paragraph, Row, Table, heads
from tools.sample_report.figures import liabilities
from tools.sample_report.figures.books import DIVIDEND, SHARES_ISSUED, TREASURY_SHARES, Y2024, Y2025, YEARS, declared
from tools.sample_report.figures.roll import with_sum
from tools.sample_report.printing import figure, growth, line, millions, percent, section, subtotal, total


def funding_notes() -> Blocks:
    """Notes 19 to 28, in order."""
    return (
        *_shares(),
        *_dividends(),
        *_borrowings(),
        *_risks(),
        *_retirement(),
        *_provisions(),
        *_payables(),
        *_closing_notes(),
    )


def _shares() -> Blocks:
    first, second = TREASURY_SHARES[2025], TREASURY_SHARES[2024]
    rows = (
        line("Treasury shares at 1 January", *first.opening, *second.opening),
        line("Bought", first.of("bought"), second.of("bought")),
        line("Delivered under the share plan", first.of("vested"), second.of("vested")),
        subtotal("Treasury shares at 31 December", *first.closing, *second.closing),
        line("Shares in issue", SHARES_ISSUED, SHARES_ISSUED),
        total("Shares outstanding", SHARES_ISSUED - sum(first.closing), SHARES_ISSUED - sum(second.closing)),
    )
    return (
        Heading(3, "19. Share capital"),
        Paragraph(
            f"The share capital of {millions(Y2025.position.equity[0])} is divided into 24,000,000 ordinary shares of "
            "€0.50 each, all fully paid. Every share carries one vote. Treasury shares are held to meet the share plan "
            "and carry neither votes nor dividends."
        ),
        Table("shares", two_years("Number of shares, in thousands"), rows),
    )


def _dividends() -> Blocks:
    now, then = sum(TREASURY_SHARES[2025].opening), sum(TREASURY_SHARES[2024].opening)
    later = sum(TREASURY_SHARES[2025].closing)
    rows = (
        line("Final dividend for 2024", figure(DIVIDEND[2024], 2), declared(2024, now), 0),
        line("Final dividend for 2023", figure(DIVIDEND[2023], 2), 0, declared(2023, then)),
        total("Dividends paid to owners of the company", "", Y2025.dividends, Y2024.dividends),
    )
    rise = growth(DIVIDEND[2025], DIVIDEND[2024])
    return (
        Heading(3, "20. Dividends"),
        Table("dividends", (heads(THOUSANDS, "Euros per share", "2025", "2024"),), rows),
        Paragraph(
            "The Management Board proposes, with the approval of the Supervisory Board, a dividend of "
            f"€{DIVIDEND[2025]} per share for 2025, {percent(rise)} more than the €{DIVIDEND[2024]} paid for 2024. On "
            f"the shares outstanding at the end of the year this amounts to {millions(declared(2025, later))}. It is "
            "not recognised as a liability in these statements."
        ),
    )


def _borrowings() -> Blocks:
    names = ("Term loan, 2029", "Private placement notes, 2031", "Revolving credit facility, 2028")
    names += ("Arrangement fees not yet amortised",)
    first, second = (liabilities.BORROWINGS[year.year].closing for year in YEARS)
    rows = (
        *(line(name, *pair) for name, *pair in zip(names, first, second, strict=True)),
        line("Bank overdrafts", *(liabilities.OVERDRAFTS[year.year] for year in YEARS)),
        subtotal("Total borrowings", *(liabilities.borrowings(year.year) for year in YEARS)),
        line("Of which current", *(liabilities.borrowings_current(year.year) for year in YEARS)),
        line("Of which non-current", *(year.position.non_current_liabilities[0] for year in YEARS)),
    )
    return (
        Heading(3, "21. Borrowings and net debt"),
        Paragraph(
            f"The term loan is repaid in annual instalments of {millions(liabilities.TERM_LOAN_DUE)}, with the "
            "remainder due in 2029. The notes carry a fixed coupon of 3.85%. The revolving credit facility amounts to "
            "€40.0 million and bears interest at Euribor plus a margin that depends on leverage. The covenant, net "
            "debt of no more than 3.0 times operating profit before depreciation and amortisation, was met at both "
            "year ends."
        ),
        Table("borrowings", two_years(), rows),
        Paragraph("The liabilities of the group that arise from financing activities moved as follows:"),
        _financing_liabilities(),
        Paragraph("Net debt is borrowings and lease liabilities less cash and cash equivalents:"),
        _net_debt(),
    )


def _financing_liabilities() -> Table:
    rows: list[Row] = []
    loans, leases = liabilities.BORROWINGS, liabilities.LEASES
    rows.append(line("At 1 January 2024", *with_sum((sum(loans[2024].opening), sum(leases[2024].opening)))))
    for books in (Y2024, Y2025):
        loan, lease = loans[books.year], leases[books.year]
        cash = loan.of("proceeds") + loan.of("repayments")
        rows += [
            line("Cash flows", *with_sum((cash, books.financing[2]))),
            line("New and terminated leases", *with_sum((0, lease.of("additions") + lease.of("terminations")))),
            line("Amortisation of arrangement fees", *with_sum((loan.of("fees"), 0))),
            subtotal(f"At 31 December {books.year}", *with_sum((sum(loan.closing), sum(lease.closing)))),
        ]
    header = (heads(THOUSANDS, "Borrowings without overdrafts", "Lease liabilities", "Total"),)
    return Table("financing liabilities", header, tuple(rows))


def _net_debt() -> Table:
    rows = (
        line("Borrowings", *(liabilities.borrowings(year.year) for year in YEARS)),
        line("Lease liabilities", *(liabilities.leases(year.year) for year in YEARS)),
        line("Cash and cash equivalents", *(-year.position.cash for year in YEARS)),
        total("Net debt", *(year.position.net_debt for year in YEARS)),
    )
    return Table("net debt", (heads(THOUSANDS, "31 December 2025", "31 December 2024"),), rows)


# Undiscounted: within one year, one to two, two to five, over five.
MATURITIES = {
    "Borrowings": (12_260, 10_510, 27_630, 36_345),
    "Lease liabilities": (4_480, 3_915, 6_840, 2_385),
    "Trade payables": (41_260, 0, 0, 0),
}


def _risks() -> Blocks:
    owed = (liabilities.borrowings(2025), liabilities.leases(2025), liabilities.PAYABLES[2025][0])
    rows = [
        line(name, *with_sum(times), amount) for (name, times), amount in zip(MATURITIES.items(), owed, strict=True)
    ]
    sums = tuple(sum(column) for column in zip(*MATURITIES.values(), strict=True))
    rows.append(total("Total", *with_sum(sums), sum(owed)))
    header = (
        heads("31 December 2025", ("Contractual cash flows", 5), ""),
        heads(THOUSANDS, "Within 1 year", "1 to 2 years", "2 to 5 years", "Over 5 years", "Total", "Carrying amount"),
    )
    fair = sum(liabilities.HEDGES[2025].closing), sum(liabilities.HEDGES[2024].closing)
    return (
        Heading(3, "22. Financial risk management"),
        Paragraph(
            "Treasury is centralised at Waardrecht and follows a policy approved by the Supervisory Board. Sales in US "
            "dollars and pounds sterling are hedged with forward contracts for up to twelve months; hedge accounting "
            f"is applied. The contracts had a positive fair value of {figure(fair[0])} thousand euros (2024: "
            f"{figure(fair[1])} thousand euros), measured from observable forward rates (level 2)."
        ),
        Paragraph(
            "Undiscounted contractual payments on financial liabilities, interest included, fall due as follows:"
        ),
        Table("maturities", header, tuple(rows)),
    )


def _retirement() -> Blocks:
    names = {
        "service": "Current service cost",
        "interest": "Net interest",
        "remeasurement": "Remeasurement",
        "contributions": "Contributions by the employer",
    }
    first, second = (liabilities.RETIREMENT[year.year] for year in YEARS)
    rows = (
        line("At 1 January", *first.opening, *second.opening),
        *(line(label, first.of(name), second.of(name)) for name, label in names.items()),
        total("At 31 December", *first.closing, *second.closing),
    )
    return (
        Heading(3, "23. Retirement benefits"),
        Paragraph(
            "Employees in Germany who joined before 2012 are entitled to a pension based on final salary. The net "
            "obligation was calculated by an independent actuary with a discount rate of 3.6% (2024: 3.4%)."
        ),
        Table("retirement", two_years(), rows),
    )


def _provisions() -> Blocks:
    names = {
        "charged": "Charged",
        "used": "Used",
        "reversed": "Reversed unused",
        "unwinding": "Unwinding of discount",
    }
    width = len(liabilities.PROVISION_CLASSES) + 1
    rows: list[Row] = [subtotal("At 1 January 2024", *with_sum(liabilities.PROVISIONS[2024].opening))]
    for year in (2024, 2025):
        roll = liabilities.PROVISIONS[year]
        rows += [line(label, *with_sum(roll.by_class(name))) for name, label in names.items()]
        rows.append(subtotal(f"At 31 December {year}", *with_sum(roll.closing)))
    closing, current = liabilities.PROVISIONS[2025].closing, liabilities.PROVISIONS_CURRENT[2025]
    later = tuple(a - b for a, b in zip(closing, current, strict=True))
    rows += [section("Of which at 31 December 2025", width)]
    rows += [line("Current", *with_sum(current)), line("Non-current", *with_sum(later))]
    return (
        Heading(3, "24. Provisions"),
        Table("provisions", (heads(THOUSANDS, *liabilities.PROVISION_CLASSES, "Total"),), tuple(rows)),
        Paragraph(
            "Warranty provisions cover claims on pumps sold in the last two to three years. The environmental "
            "provision is for the treatment of soil at a former paint shop; the work is expected to end in 2031."
        ),
    )


def _payables() -> Blocks:
    names = ("Trade payables", "Taxes and social security", "Accrued expenses", "Other payables")
    pairs = zip(names, liabilities.PAYABLES[2025], liabilities.PAYABLES[2024], strict=True)
    rows = [line(name, *pair) for name, *pair in pairs]
    rows.append(total("Trade and other payables", liabilities.payables(2025), liabilities.payables(2024)))
    contracts = liabilities.CONTRACT_LIABILITIES
    return (
        Heading(3, "25. Trade and other payables"),
        Table("payables", two_years(), tuple(rows)),
        Paragraph(
            f"Contract liabilities of {millions(contracts[2025])} (2024: {millions(contracts[2024])}) are advances "
            "from customers. Those of the end of 2024 were recognised as revenue in 2025 almost in full."
        ),
    )


def _closing_notes() -> Blocks:
    return (
        Heading(3, "26. Related parties"),
        Paragraph(
            "Related parties are the members of the two boards, the associate and the Stichting Tolveren, which holds "
            "31% of the shares. Purchases from the associate were made on normal commercial terms. The remuneration of "
            "the boards is set out in the remuneration report."
        ),
        Heading(3, "27. Commitments and contingent liabilities"),
        Paragraph(
            "At the end of the year the group was committed to buy property, plant and equipment for €4.3 million "
            "(2024: €6.1 million). Banks have issued performance and advance payment guarantees on behalf of the group "
            "in the ordinary course of business. A customer in Portugal claims damages for delayed delivery; on the "
            "advice of counsel the Management Board considers an outflow unlikely, and no provision has been made."
        ),
        Heading(3, "28. Events after the reporting period"),
        Paragraph(
            "On 22 January 2026 the group agreed to buy the service business of a distributor in Denmark with eleven "
            "employees. The price is not material. No other events require adjustment or disclosure."
        ),
    )
