"""Notes 8 to 11: other items, finance, income tax and earnings per share."""

from __future__ import annotations

from tools.sample_report.chapters.notes_results import BOTH, R24, R25, THOUSANDS, two_years
from tools.sample_report.document import Blocks, Heading, Paragraph, Table, heads
from tools.sample_report.figures import liabilities, results
from tools.sample_report.figures.books import AVERAGE_SHARES, DILUTION, YEARS
from tools.sample_report.printing import figure, growth, line, percent, ratio, subtotal, total


def tax_notes() -> Blocks:
    """Notes 8 to 11, in order."""
    return (*_other(), *_finance(), *_tax(), *_per_share())


def _other() -> Blocks:
    income = (
        line("Gain on disposal of property, plant and equipment", *(result.disposal_gain for result in BOTH)),
        line("Government grants", *(results.GRANTS_AND_SUNDRY[r.year][0] for r in BOTH)),
        line("Sundry income", *(results.GRANTS_AND_SUNDRY[r.year][1] for r in BOTH)),
        subtotal("Other operating income", *(result.other_income for result in BOTH)),
        line("Restructuring", *(result.restructuring for result in BOTH)),
        line("Sundry expenses", *(results.SUNDRY_EXPENSES[r.year] for r in BOTH)),
        subtotal("Other operating expenses", *(result.other_expenses for result in BOTH)),
    )
    return (
        Heading(3, "8. Other operating income and expenses"),
        Table("other items", two_years(), income),
        Paragraph(
            "Restructuring concerns the closure of the casting shop beside the factory in Poland, announced in October "
            "2025; the castings are now bought from two foundries in the region."
        ),
    )


def _finance() -> Blocks:
    income = ("Interest on bank deposits", "Net foreign exchange gains")
    costs = ("Interest on borrowings", "Interest on lease liabilities", "Amortisation of arrangement fees")
    costs += ("Net interest on retirement benefits", "Unwinding of discount on provisions")
    costs += ("Net foreign exchange losses",)
    rows = (
        *(line(name, *pair) for name, *pair in zip(income, *(r.finance_income for r in BOTH), strict=True)),
        subtotal("Finance income", *(sum(result.finance_income) for result in BOTH)),
        *(line(name, *(-v for v in pair)) for name, *pair in zip(costs, *(r.finance_costs for r in BOTH), strict=True)),
        subtotal("Finance costs", *(-sum(result.finance_costs) for result in BOTH)),
        total("Net finance costs", *(result.net_finance for result in BOTH)),
    )
    return Heading(3, "9. Finance income and costs"), Table("finance", two_years(), rows)


def _tax() -> Blocks:
    expense = (
        line("Current tax", *(result.current_tax for result in BOTH)),
        line("Deferred tax", *(result.deferred_tax for result in BOTH)),
        total("Income tax expense", *(result.tax for result in BOTH)),
    )
    names = (f"Tax at the Dutch rate of {results.TAX_RATE}%", "Different tax rates abroad", "Non-deductible expenses")
    names += ("Share of profit of associate", "Innovation box", "Tax losses not recognised", "Tax of earlier years")
    effects = [line(name, *pair) for name, *pair in zip(names, *(r.tax_effects for r in BOTH), strict=True)]
    proof = (
        line("Profit before tax", *(result.before_tax for result in BOTH)),
        *effects,
        total("Income tax expense", *(result.tax for result in BOTH)),
        line("Effective tax rate", *(f"{ratio(result.tax, result.before_tax)}%" for result in BOTH)),
    )
    return (
        Heading(3, "10. Income tax"),
        Table("tax", two_years(), expense),
        Paragraph(
            f"The effective tax rate was {ratio(R25.tax, R25.before_tax)}% (2024: {ratio(R24.tax, R24.before_tax)}%). "
            "It is reconciled to the Dutch rate as follows:"
        ),
        Table("tax reconciliation", two_years(), proof),
        Paragraph("Deferred tax assets and liabilities moved as follows; assets are shown as positive amounts."),
        _deferred(),
    )


def _deferred() -> Table:
    first, second = liabilities.DEFERRED_TAX[2024], liabilities.DEFERRED_TAX[2025]
    columns = (
        first.opening,
        first.by_class("profit"),
        first.by_class("oci"),
        first.closing,
        second.by_class("profit"),
        second.by_class("oci"),
        second.closing,
    )
    header = (
        heads("", "", ("2024", 2), "", ("2025", 2), ""),
        heads(THOUSANDS, "At 1 January 2024", "Profit or loss", "OCI", "At 31 December 2024")
        + heads("Profit or loss", "OCI", "At 31 December 2025"),
    )
    rows = [line(name, *row) for name, *row in zip(liabilities.DEFERRED_CLASSES, *columns, strict=True)]
    rows.append(total("Net deferred tax", *(sum(column) for column in columns)))
    return Table("deferred tax", header, tuple(rows))


def _per_share() -> Blocks:
    rows = (
        line("Profit attributable to owners of the company", *(result.owners_profit for result in BOTH)),
        line("Weighted average number of shares (thousands)", *(AVERAGE_SHARES[r.year] for r in BOTH)),
        line("Effect of share plans (thousands)", *(DILUTION[r.year] for r in BOTH)),
        subtotal(
            "Weighted average number of shares, diluted (thousands)",
            *(AVERAGE_SHARES[r.year] + DILUTION[r.year] for r in BOTH),
        ),
        line("Basic earnings per share (euros)", *(figure(y.earnings_per_share(), 2) for y in YEARS)),
        line("Diluted earnings per share (euros)", *(figure(y.earnings_per_share(diluted=True), 2) for y in YEARS)),
    )
    rise = growth(R25.owners_profit, R24.owners_profit)
    return (
        Heading(3, "11. Earnings per share"),
        Paragraph(
            "Basic earnings per share are the profit attributable to owners of the company divided by the weighted "
            "average number of ordinary shares outstanding, treasury shares excluded. Profit attributable to owners of "
            f"the company rose by {percent(rise)}."
        ),
        Table("earnings per share", two_years("In thousands of euros, unless stated otherwise"), rows),
    )
