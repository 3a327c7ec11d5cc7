"""Equity and cash flows: everything that leads from one statement of financial position to the next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tools.sample_report.figures import assets, liabilities
from tools.sample_report.figures.position import POSITION_2023, Position
from tools.sample_report.figures.results import Results
from tools.sample_report.figures.roll import Roll, roll
from tools.sample_report.printing import rounded

CASH_EXCHANGE = {2024: 210, 2025: -395}
SHARES_ISSUED = 24_000  # thousands, of EUR 0.50 each
TREASURY_SHARES = {2024: roll((210,), bought=(90,), vested=(-60,))}
TREASURY_SHARES[2025] = roll(TREASURY_SHARES[2024].closing, bought=(85,), vested=(-70,))
AVERAGE_SHARES = {2024: 23_771, 2025: 23_752}
DILUTION = {2024: 228, 2025: 246}
DIVIDEND = {2023: Decimal("0.57"), 2024: Decimal("0.62"), 2025: Decimal("0.68")}
TREASURY_COST = {2024: (-1620, 1040), 2025: (-1690, 1225)}  # bought, vested
MINORITY_DIVIDENDS = {2024: 480, 2025: 560}
MINORITY_EXCHANGE = {2024: 130, 2025: -210}


@dataclass(frozen=True, slots=True)
class Books:
    """One year: results, other comprehensive income, cash flows and the position at its end."""

    results: Results
    before: Position

    @property
    def year(self) -> int:
        return self.results.year

    @property
    def remeasurement(self) -> tuple[int, int]:
        """Remeasurement gain on retirement benefits and its tax."""
        return -liabilities.RETIREMENT[self.year].of("remeasurement"), self._oci_tax(2)

    @property
    def hedges(self) -> tuple[int, int]:
        """Fair value result of cash flow hedges and its tax."""
        return liabilities.HEDGES[self.year].of("fair_value"), self._oci_tax(3)

    @property
    def translation(self) -> int:
        """Exchange differences of foreign operations, asset by asset."""
        year = self.year
        return (
            assets.PLANT[year].exchange
            + assets.INTANGIBLES[year].exchange
            + assets.RECEIVABLES_EXCHANGE[year]
            - liabilities.PAYABLES_EXCHANGE[year]
            + CASH_EXCHANGE[year]
        )

    @property
    def other_comprehensive(self) -> int:
        return sum(self.remeasurement) + sum(self.hedges) + self.translation

    @property
    def comprehensive(self) -> int:
        return self.results.profit + self.other_comprehensive

    @property
    def minority_comprehensive(self) -> int:
        return self.results.minority_profit + MINORITY_EXCHANGE[self.year]

    @property
    def dividends(self) -> int:
        """The final dividend for the year before, on the shares outstanding when this year began."""
        return declared(self.year - 1, sum(TREASURY_SHARES[self.year].opening))

    @property
    def equity(self) -> Roll:
        """Equity by class: the six of the owners, then the non-controlling interests."""
        result, year = self.results, self.year
        bought, vested = TREASURY_COST[year]
        own_translation = self.translation - MINORITY_EXCHANGE[year]
        return roll(
            self.before.equity,
            profit=(0, 0, 0, 0, 0, result.owners_profit, result.minority_profit),
            oci=(0, 0, 0, own_translation, sum(self.hedges), sum(self.remeasurement), MINORITY_EXCHANGE[year]),
            dividends=(0, 0, 0, 0, 0, -self.dividends, -MINORITY_DIVIDENDS[year]),
            bought=(0, 0, bought, 0, 0, 0, 0),
            vested=(0, 0, vested, 0, 0, -vested, 0),
            shares=(0, 0, 0, 0, 0, result.pay[4], 0),
        )

    @property
    def adjustments(self) -> tuple[int, ...]:
        """From profit before tax to operating cash flow before working capital."""
        result = self.results
        return (
            sum(result.depreciation),
            -result.disposal_gain,
            -result.associate,
            result.pay[4],
            -sum(result.finance_income),
            sum(result.finance_costs),
            self._provisions_change,
        )

    @property
    def working_capital(self) -> tuple[int, int, int]:
        """Inventories; receivables and contract assets; payables and contract liabilities."""
        year, last = self.year, self.year - 1
        claims = assets.receivables(year) - assets.receivables(last) - assets.RECEIVABLES_EXCHANGE[year]
        contracts = assets.CONTRACT_ASSETS[year] - assets.CONTRACT_ASSETS[last]
        debts = liabilities.payables(year) - liabilities.payables(last) - liabilities.PAYABLES_EXCHANGE[year]
        advances = liabilities.CONTRACT_LIABILITIES[year] - liabilities.CONTRACT_LIABILITIES[last]
        return assets.stocks(last) - assets.stocks(year), -claims - contracts, debts + advances

    @property
    def generated(self) -> int:
        return self.results.before_tax + sum(self.adjustments) + sum(self.working_capital)

    @property
    def operating(self) -> tuple[int, ...]:
        """Cash generated from operations, interest received and paid, income taxes paid."""
        borrowing, lease, _, _, _, exchange = self.results.finance_costs
        received = sum(self.results.finance_income)
        return self.generated, received, -(borrowing + lease + exchange), -liabilities.TAX_PAID[self.year]

    @property
    def investing(self) -> tuple[int, ...]:
        """Plant, sale proceeds, intangibles, dividends from the associate, other financial assets."""
        year = self.year
        return (
            -assets.PLANT[year].cost.of("additions"),
            assets.SALE_PROCEEDS[year],
            -assets.INTANGIBLES[year].cost.of("additions"),
            -assets.ASSOCIATE[year].of("dividends"),
            assets.OTHER_FINANCIAL[year - 1] - assets.OTHER_FINANCIAL[year],
        )

    @property
    def financing(self) -> tuple[int, ...]:
        """Proceeds, repayments, lease principal, treasury shares, dividends to owners and to minorities."""
        year = self.year
        lease = liabilities.LEASES[year]
        return (
            liabilities.BORROWINGS[year].of("proceeds"),
            liabilities.BORROWINGS[year].of("repayments"),
            lease.of("payments") + lease.of("interest"),
            TREASURY_COST[year][0],
            -self.dividends,
            -MINORITY_DIVIDENDS[year],
        )

    @property
    def cash_change(self) -> int:
        return sum(self.operating) + sum(self.investing) + sum(self.financing)

    @property
    def cash_equivalents(self) -> int:
        """Cash less bank overdrafts at the end of the year, from the cash flows."""
        return self.before.cash_equivalents + self.cash_change + CASH_EXCHANGE[self.year]

    def earnings_per_share(self, diluted: bool = False) -> Decimal:
        """Profit of the owners over the average number of shares, in euros to the cent."""
        shares = AVERAGE_SHARES[self.year] + (DILUTION[self.year] if diluted else 0)
        return rounded(Decimal(self.results.owners_profit) / shares, 2)

    @property
    def position(self) -> Position:
        tax = self.before.current_tax + self.results.current_tax - liabilities.TAX_PAID[self.year]
        cash = self.cash_equivalents + liabilities.OVERDRAFTS[self.year]
        return Position(self.year, self.equity.closing, cash, tax)

    @property
    def _provisions_change(self) -> int:
        provisions, retirement = liabilities.PROVISIONS[self.year], liabilities.RETIREMENT[self.year]
        movements = sum(provisions.of(name) for name in ("charged", "used", "reversed"))
        return movements + retirement.of("service") + retirement.of("contributions")

    def _oci_tax(self, deferred_class: int) -> int:
        return liabilities.DEFERRED_TAX[self.year].by_class("oci")[deferred_class]


def declared(year: int, treasury: int) -> int:
    """The dividend for ``year`` on the shares in issue less ``treasury``, in thousands of euros."""
    return int(rounded(DIVIDEND[year] * (SHARES_ISSUED - treasury), 0))


Y2024 = Books(Results(2024), POSITION_2023)
Y2025 = Books(Results(2025), Y2024.position)
YEARS = (Y2025, Y2024)
