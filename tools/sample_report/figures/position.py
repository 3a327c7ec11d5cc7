"""The statement of financial position: what the company owns and owes at each year end."""

from __future__ import annotations

from dataclasses import dataclass

from tools.sample_report.figures import assets, liabilities
from tools.sample_report.figures.roll import Roll

CASH_2023 = 27460


@dataclass(frozen=True, slots=True)
class Position:
    """The statement of financial position at the end of ``year``."""

    year: int
    equity: tuple[int, ...]
    cash: int
    current_tax: int

    @property
    def cash_equivalents(self) -> int:
        return self.cash - liabilities.OVERDRAFTS[self.year]

    @property
    def non_current_assets(self) -> tuple[int, ...]:
        """Plant, right-of-use, intangibles, associate, other financial assets, deferred tax."""
        return (
            _net(assets.PLANT, self.year),
            _closing(assets.RIGHTS, self.year),
            _net(assets.INTANGIBLES, self.year),
            _closing(assets.ASSOCIATE, self.year),
            assets.OTHER_FINANCIAL[self.year],
            liabilities.DEFERRED_ASSETS[self.year],
        )

    @property
    def current_assets(self) -> tuple[int, ...]:
        """Inventories, receivables, contract assets, derivatives, cash."""
        return (
            assets.stocks(self.year),
            assets.receivables(self.year),
            assets.CONTRACT_ASSETS[self.year],
            _closing(liabilities.HEDGES, self.year),
            self.cash,
        )

    @property
    def total_assets(self) -> int:
        return sum(self.non_current_assets) + sum(self.current_assets)

    @property
    def total_liabilities(self) -> int:
        """Every liability, whenever it falls due."""
        return (
            liabilities.borrowings(self.year)
            + liabilities.leases(self.year)
            + _closing(liabilities.RETIREMENT, self.year)
            + _closing(liabilities.PROVISIONS, self.year)
            + liabilities.deferred_liabilities(self.year)
            + liabilities.payables(self.year)
            + liabilities.CONTRACT_LIABILITIES[self.year]
            + self.current_tax
        )

    @property
    def non_current_liabilities(self) -> tuple[int, ...]:
        """Borrowings, leases, retirement benefits, provisions, deferred tax."""
        year = self.year
        return (
            liabilities.borrowings(year) - liabilities.borrowings_current(year),
            liabilities.leases(year) - liabilities.LEASES_CURRENT[year],
            _closing(liabilities.RETIREMENT, year),
            _closing(liabilities.PROVISIONS, year) - sum(liabilities.PROVISIONS_CURRENT[year]),
            liabilities.deferred_liabilities(year),
        )

    @property
    def current_liabilities(self) -> tuple[int, ...]:
        """Borrowings, leases, payables, contract liabilities, current tax, provisions."""
        year = self.year
        return (
            liabilities.borrowings_current(year),
            liabilities.LEASES_CURRENT[year],
            liabilities.payables(year),
            liabilities.CONTRACT_LIABILITIES[year],
            self.current_tax,
            sum(liabilities.PROVISIONS_CURRENT[year]),
        )

    @property
    def net_debt(self) -> int:
        return liabilities.borrowings(self.year) + liabilities.leases(self.year) - self.cash


def _closing(rolls: dict[int, Roll], year: int) -> int:
    return sum(rolls[2024].opening) if year == 2023 else sum(rolls[year].closing)


def _net(fixed: dict[int, assets.FixedAssets], year: int) -> int:
    if year == 2023:
        return sum(fixed[2024].cost.opening) - sum(fixed[2024].depreciation.opening)
    return sum(fixed[year].carrying)


def _opening() -> Position:
    """The position the model starts from; retained earnings are what its assets and liabilities leave."""
    own = (12_000, 31_500, -3_640, 2_140, 304)
    minorities = 6_920
    start = Position(2023, (), CASH_2023, liabilities.CURRENT_TAX_2023)
    retained = start.total_assets - start.total_liabilities - sum(own) - minorities
    return Position(2023, (*own, retained, minorities), CASH_2023, liabilities.CURRENT_TAX_2023)


POSITION_2023 = _opening()
