"""Revenue, costs, finance items, tax and profit of each year, in thousands of euros."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tools.sample_report.figures import liabilities
from tools.sample_report.figures.assets import ASSOCIATE, INTANGIBLES, PLANT, RIGHTS, SALE_PROCEEDS, stocks_change
from tools.sample_report.printing import rounded

SEGMENTS = ("Water", "Process", "Energy and marine", "Service")
REGIONS = ("Netherlands", "Rest of Europe", "Americas", "Asia Pacific", "Middle East and Africa")
REVENUE = {
    2024: (
        (20115, 14870, 10240, 8425),
        (74380, 67115, 33190, 26240),
        (31640, 31220, 13505, 11170),
        (19265, 19145, 15780, 6210),
        (11910, 7590, 5940, 3240),
    ),
    2025: (
        (21340, 15210, 9865, 9140),
        (79615, 68430, 31240, 29385),
        (34280, 31905, 12470, 12615),
        (20145, 19360, 14825, 6990),
        (13040, 7960, 5790, 3600),
    ),
}
INTERSEGMENT = {2024: (2140, 1685, 920, 4310), 2025: (2265, 1740, 865, 4620)}
SEGMENT_RESULT = {2024: (15985, 13720, 5310, 10940), 2025: (17940, 14215, 4385, 12880)}
SEGMENT_DEPRECIATION = {2024: (6890, 6245, 3480, 2210), 2025: (7385, 6510, 3420, 2615)}
SEGMENT_INVESTMENT = {2024: (6325, 5410, 2865, 2190), 2025: (8640, 6875, 3190, 2830)}

PAY = {  # wages and salaries, social security, defined contribution plans, share-based payments
    2024: (92870, 16540, 4160, 985),
    2025: (96340, 17215, 4385, 1120),
}
COSTS = {  # materials, freight and energy, external services, maintenance and IT, other
    2024: (178940, 26985, 30215, 9420, 13765),
    2025: (183215, 26340, 31480, 9865, 14120),
}
ALLOCATED = {  # to distribution, research and development, administration; what remains is cost of sales
    2024: ((0, 1830, 0), (27515, 9340, 20980), (2245, 2640, 2415), (12430, 235, 640), (4705, 1985, 5420),
           (870, 295, 2960), (4120, 370, 3190)),
    2025: ((0, 1905, 0), (28640, 9870, 21450), (2310, 2905, 2480), (11960, 240, 615), (4870, 2130, 5640),
           (905, 310, 3115), (4260, 385, 3245)),
}  # fmt: skip
GRANTS_AND_SUNDRY = {2024: (690, 510), 2025: (720, 560)}
SUNDRY_EXPENSES = {2024: 340, 2025: 415}
BANK_INTEREST = {2024: 286, 2025: 412}
EXCHANGE_RESULT = {2024: 190, 2025: -265}
TAX_RATE = Decimal("25.8")
TAX_EFFECTS = {  # rates abroad, non-deductible expenses, innovation box, losses not recognised, earlier years
    2024: (-448, 402, -585, 310, -64),
    2025: (-512, 386, -640, 265, 118),
}
MINORITY_PROFIT = {2024: 1040, 2025: 1180}


@dataclass(frozen=True, slots=True)
class Results:
    """The income statement of one year and what its lines are made of."""

    year: int

    @property
    def segments(self) -> tuple[int, ...]:
        """External revenue of each segment."""
        return tuple(sum(column) for column in zip(*REVENUE[self.year], strict=True))

    @property
    def revenue(self) -> int:
        return sum(self.segments)

    @property
    def pay(self) -> tuple[int, ...]:
        """Employee benefit expense: wages, social security, defined benefit, defined contribution, share-based."""
        wages, social, contribution, shares = PAY[self.year]
        return wages, social, liabilities.RETIREMENT[self.year].of("service"), contribution, shares

    @property
    def depreciation(self) -> tuple[int, int, int]:
        """Depreciation of plant, depreciation of right-of-use assets, amortisation."""
        return (
            PLANT[self.year].depreciation.of("charge"),
            -RIGHTS[self.year].of("depreciation"),
            INTANGIBLES[self.year].depreciation.of("charge"),
        )

    @property
    def by_nature(self) -> tuple[int, ...]:
        """Materials, pay, depreciation, freight and energy, services, maintenance, other; stocks come apart."""
        materials, *rest = COSTS[self.year]
        return materials, sum(self.pay), sum(self.depreciation), *rest

    @property
    def stock_credit(self) -> int:
        """The change in finished goods and work in progress, negative where stocks grew."""
        return -stocks_change(self.year)

    @property
    def costs(self) -> int:
        return sum(self.by_nature) + self.stock_credit

    @property
    def functions(self) -> tuple[int, int, int]:
        """Distribution, research and development, administrative expenses."""
        distribution, research, administration = (sum(column) for column in zip(*ALLOCATED[self.year], strict=True))
        return distribution, research, administration

    @property
    def cost_of_sales(self) -> int:
        return self.costs - sum(self.functions)

    @property
    def gross_profit(self) -> int:
        return self.revenue - self.cost_of_sales

    @property
    def disposal_gain(self) -> int:
        return SALE_PROCEEDS[self.year] - PLANT[self.year].disposed

    @property
    def other_income(self) -> int:
        return self.disposal_gain + sum(GRANTS_AND_SUNDRY[self.year])

    @property
    def restructuring(self) -> int:
        return liabilities.PROVISIONS[self.year].by_class("charged")[1]

    @property
    def other_expenses(self) -> int:
        return self.restructuring + SUNDRY_EXPENSES[self.year]

    @property
    def operating_profit(self) -> int:
        return self.gross_profit - sum(self.functions) + self.other_income - self.other_expenses

    @property
    def finance_income(self) -> tuple[int, int]:
        """Bank interest, exchange gains."""
        return BANK_INTEREST[self.year], max(EXCHANGE_RESULT[self.year], 0)

    @property
    def finance_costs(self) -> tuple[int, ...]:
        """Interest on borrowings and leases, fees, retirement benefits, unwinding, exchange losses."""
        return (
            liabilities.BORROWING_INTEREST[self.year],
            liabilities.LEASES[self.year].of("interest"),
            liabilities.BORROWINGS[self.year].of("fees"),
            liabilities.RETIREMENT[self.year].of("interest"),
            liabilities.PROVISIONS[self.year].of("unwinding"),
            max(-EXCHANGE_RESULT[self.year], 0),
        )

    @property
    def net_finance(self) -> int:
        return sum(self.finance_income) - sum(self.finance_costs)

    @property
    def associate(self) -> int:
        return ASSOCIATE[self.year].of("share")

    @property
    def before_tax(self) -> int:
        return self.operating_profit + self.net_finance + self.associate

    @property
    def tax_effects(self) -> tuple[int, ...]:
        """Tax at the Dutch rate, then each effect that leads to the tax expense."""
        abroad, expenses, box, losses, earlier = TAX_EFFECTS[self.year]
        return _taxed(self.before_tax), abroad, expenses, -_taxed(self.associate), box, losses, earlier

    @property
    def tax(self) -> int:
        return sum(self.tax_effects)

    @property
    def deferred_tax(self) -> int:
        return -liabilities.DEFERRED_TAX[self.year].of("profit")

    @property
    def current_tax(self) -> int:
        return self.tax - self.deferred_tax

    @property
    def profit(self) -> int:
        return self.before_tax - self.tax

    @property
    def minority_profit(self) -> int:
        return MINORITY_PROFIT[self.year]

    @property
    def owners_profit(self) -> int:
        return self.profit - self.minority_profit


def _taxed(amount: int) -> int:
    return int(rounded(amount * TAX_RATE / 100, 0))
