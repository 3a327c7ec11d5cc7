"""Notes 12 to 18: fixed assets, leases, the associate, inventories, receivables and cash."""

from __future__ import annotations

from tools.sample_report.chapters.notes_results import THOUSANDS, two_years
from tools.sample_report.document import Blocks, Heading, Paragraph, Row, Table, heads
from tools.sample_report.figures import assets, liabilities
from tools.sample_report.figures.books import Y2024, Y2025, YEARS
from tools.sample_report.figures.roll import with_sum
from tools.sample_report.printing import line, millions, ratio, section, subtotal, total

COST_LABELS = {
    "additions": "Additions",
    "transfers": "Transfers",
    "disposals": "Disposals",
    "exchange": "Exchange differences",
    "charge": "Charge for the year",
}


def asset_notes() -> Blocks:
    """Notes 12 to 18, in order."""
    return (
        *_plant(),
        *_leases(),
        *_intangibles(),
        *_associate(),
        *_stocks(),
        *_receivables(),
        *_cash(),
    )


def _plant() -> Blocks:
    spent = assets.PLANT[2025].cost.of("additions")
    return (
        Heading(3, "12. Property, plant and equipment"),
        *(_plant_year(year.year) for year in YEARS),
        Paragraph(
            f"Additions of {millions(spent)} (2024: {millions(assets.PLANT[2024].cost.of('additions'))}) include the "
            "new test bed at Waardrecht and two machining centres for large casings. No borrowing costs were "
            f"capitalised. Assets with a carrying amount of {millions(assets.PLANT[2025].disposed)} were sold or "
            "scrapped."
        ),
    )


def _plant_year(year: int) -> Table:
    fixed, width = assets.PLANT[year], len(assets.PLANT_CLASSES) + 1
    before = fixed.cost.opening, fixed.depreciation.opening
    opening = tuple(cost - depreciation for cost, depreciation in zip(*before, strict=True))
    rows = (
        section("Cost", width),
        *_moved(fixed.cost, year),
        section("Accumulated depreciation", width),
        *_moved(fixed.depreciation, year),
        section("Carrying amount", width),
        line(f"At 1 January {year}", *with_sum(opening)),
        total(f"At 31 December {year}", *with_sum(fixed.carrying)),
    )
    header = (heads(f"{year}, {THOUSANDS}", *assets.PLANT_CLASSES, "Total"),)
    return Table(f"plant {year}", header, rows)


def _moved(roll: assets.Roll, year: int) -> tuple[Row, ...]:
    return (
        line(f"At 1 January {year}", *with_sum(roll.opening)),
        *(line(COST_LABELS[name], *with_sum(values)) for name, values in roll.movements),
        subtotal(f"At 31 December {year}", *with_sum(roll.closing)),
    )


def _leases() -> Blocks:
    names = {"additions": "Additions", "depreciation": "Depreciation", "terminations": "Terminations"}
    rows: list[Row] = [line("At 1 January 2024", *with_sum(assets.RIGHTS[2024].opening))]
    for year in (2024, 2025):
        roll = assets.RIGHTS[year]
        rows.extend(line(names[name], *with_sum(values)) for name, values in roll.movements)
        rows.append(subtotal(f"At 31 December {year}", *with_sum(roll.closing)))
    paid = -liabilities.LEASES[2025].of("payments"), -liabilities.LEASES[2024].of("payments")
    return (
        Heading(3, "13. Leases"),
        Paragraph(
            "The group leases workshops, offices, service vans and fork-lift trucks. Right-of-use assets moved as "
            "follows:"
        ),
        Table("rights", (heads(THOUSANDS, *assets.LEASE_CLASSES, "Total"),), tuple(rows)),
        Paragraph("Lease liabilities moved as follows:"),
        _lease_liabilities(),
        Paragraph(
            f"Total cash outflow for leases was {millions(paid[0])} (2024: {millions(paid[1])}), interest included. "
            "Leases of low-value assets and of less than twelve months are expensed and are not material."
        ),
    )


def _lease_liabilities() -> Table:
    names = {"additions": "New leases", "terminations": "Terminations", "interest": "Interest", "payments": "Payments"}
    first, second = (liabilities.LEASES[year.year] for year in YEARS)
    rows = (
        line("At 1 January", *first.opening, *second.opening),
        *(line(label, first.of(name), second.of(name)) for name, label in names.items()),
        subtotal("At 31 December", *first.closing, *second.closing),
        line("Of which current", *(liabilities.LEASES_CURRENT[year.year] for year in YEARS)),
        line("Of which non-current", *(year.position.non_current_liabilities[1] for year in YEARS)),
    )
    return Table("lease liabilities", two_years(), rows)


def _intangibles() -> Blocks:
    width = len(assets.INTANGIBLE_CLASSES) + 1
    rows: list[Row] = [section("Cost", width)]
    rows += _both(assets.INTANGIBLES[2024].cost, assets.INTANGIBLES[2025].cost)
    rows += [section("Accumulated amortisation", width)]
    rows += _both(assets.INTANGIBLES[2024].depreciation, assets.INTANGIBLES[2025].depreciation)
    rows += [section("Carrying amount", width)]
    rows += [line(f"At 31 December {year}", *with_sum(assets.INTANGIBLES[year].carrying)) for year in (2024, 2025)]
    goodwill = assets.INTANGIBLES[2025].carrying[0]
    return (
        Heading(3, "14. Goodwill and other intangible assets"),
        Table("intangibles", (heads(THOUSANDS, *assets.INTANGIBLE_CLASSES, "Total"),), tuple(rows)),
        Paragraph(
            f"Goodwill of {millions(goodwill)} is tested for impairment every year in the fourth quarter, at the level "
            "of the segments. Recoverable amounts are values in use, from cash flows of the five-year plan approved by "
            "the Supervisory Board, growth of 1.5% thereafter and pre-tax discount rates between 10.4% and 12.1%. No "
            "impairment arose in either year, and no reasonably possible change in these assumptions would cause one."
        ),
    )


def _both(first: assets.Roll, second: assets.Roll) -> list[Row]:
    rows = list(_moved(first, 2024))
    return [*rows, *_moved(second, 2025)[1:]]


def _associate() -> Blocks:
    first, second = (assets.ASSOCIATE[year.year] for year in YEARS)
    rows = (
        line("At 1 January", *first.opening, *second.opening),
        line("Share of profit", first.of("share"), second.of("share")),
        line("Dividends received", first.of("dividends"), second.of("dividends")),
        total("At 31 December", *first.closing, *second.closing),
    )
    return (
        Heading(3, "15. Investment in associate"),
        Paragraph(
            "The group holds 35% of Nordhamn Seals AB, a maker of mechanical seals in Sweden, and accounts for it by "
            "the equity method."
        ),
        Table("associate", two_years(), rows),
    )


def _stocks() -> Blocks:
    names = ("Raw materials and components", "Work in progress", "Finished goods", "Write-downs")
    rows = [line(name, *pair) for name, *pair in zip(names, assets.STOCKS[2025], assets.STOCKS[2024], strict=True)]
    rows.append(total("Inventories", assets.stocks(2025), assets.stocks(2024)))
    share = tuple(ratio(-assets.STOCKS[year][3], sum(assets.STOCKS[year][:3])) for year in (2025, 2024))
    return (
        Heading(3, "16. Inventories"),
        Table("inventories", two_years(), tuple(rows)),
        Paragraph(
            f"Write-downs amount to {share[0]}% of inventories at cost (2024: {share[1]}%). They concern slow-moving "
            "spare parts for pump series that are no longer made."
        ),
    )


def _receivables() -> Blocks:
    names = ("Trade receivables", "Value added tax", "Prepayments", "Other receivables")
    values = tuple((assets.trade_receivables(y), *assets.OTHER_RECEIVABLES[y]) for y in (2025, 2024))
    rows = [line(name, *pair) for name, *pair in zip(names, *values, strict=True)]
    rows.append(total("Trade and other receivables", assets.receivables(2025), assets.receivables(2024)))
    first, second = assets.ALLOWANCE[2025], assets.ALLOWANCE[2024]
    allowance = (
        line("At 1 January", *first.opening, *second.opening),
        line("Charged to profit or loss", first.of("charged"), second.of("charged")),
        line("Utilised", first.of("utilised"), second.of("utilised")),
        total("At 31 December", *first.closing, *second.closing),
    )
    return (
        Heading(3, "17. Trade and other receivables"),
        Table("receivables", two_years(), tuple(rows)),
        Paragraph("The ageing of trade receivables and the loss allowance for expected credit losses are:"),
        _ageing(),
        Paragraph("The loss allowance moved as follows:"),
        Table("allowance", two_years(), allowance),
        Paragraph(
            f"Contract assets of {millions(assets.CONTRACT_ASSETS[2025])} "
            f"(2024: {millions(assets.CONTRACT_ASSETS[2024])}) are work done on engineered systems that is not yet "
            "invoiced. Expected losses on them are negligible."
        ),
    )


def _ageing() -> Table:
    columns: list[tuple[int, ...]] = []
    for year in (2025, 2024):
        gross, allowance = assets.GROSS_RECEIVABLES[year], assets.LOSS_ALLOWANCE[year]
        net = tuple(a - b for a, b in zip(gross, allowance, strict=True))
        columns += [gross, tuple(-value for value in allowance), net]
    header = (
        heads("", ("31 December 2025", 3), ("31 December 2024", 3)),
        heads(THOUSANDS, "Gross", "Loss allowance", "Net", "Gross", "Loss allowance", "Net"),
    )
    rows = [line(band, *values) for band, *values in zip(assets.AGE_BANDS, *columns, strict=True)]
    rows.append(total("Total", *(sum(column) for column in columns)))
    return Table("ageing", header, tuple(rows))


def _cash() -> Blocks:
    overdrafts = tuple(liabilities.OVERDRAFTS[year] for year in (2025, 2024))
    held = Y2025.position.cash, Y2024.position.cash
    deposits = (6500, 12000)
    rows = (
        line("Cash at bank and in hand", *(cash - deposit for cash, deposit in zip(held, deposits, strict=True))),
        line("Short-term deposits", *deposits),
        subtotal("Cash and cash equivalents in the statement of financial position", *held),
        line("Bank overdrafts", *(-overdraft for overdraft in overdrafts)),
        total("Cash and cash equivalents in the statement of cash flows", *(y.cash_equivalents for y in YEARS)),
    )
    return (
        Heading(3, "18. Cash and cash equivalents"),
        Paragraph(
            "Bank overdrafts are repayable on demand and form part of the group's cash management; they are therefore "
            "deducted in the statement of cash flows. Deposits have an original maturity of three months or less."
        ),
        Table("cash", two_years(), rows),
    )
