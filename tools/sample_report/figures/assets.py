"""Fixed assets, leases, inventories and receivables of the invented company, in thousands of euros."""

from __future__ import annotations

from dataclasses import dataclass

from tools.sample_report.figures.roll import Roll, roll


@dataclass(frozen=True, slots=True)
class FixedAssets:
    """Cost and accumulated depreciation of one kind of asset over one year."""

    cost: Roll
    depreciation: Roll

    @property
    def carrying(self) -> tuple[int, ...]:
        """The carrying amount of each class at the end of the year."""
        return tuple(c - d for c, d in zip(self.cost.closing, self.depreciation.closing, strict=True))

    @property
    def exchange(self) -> int:
        """Exchange differences in the carrying amount."""
        return self.cost.of("exchange") - self.depreciation.of("exchange")

    @property
    def disposed(self) -> int:
        """The carrying amount of what was disposed of."""
        return self.depreciation.of("disposals") - self.cost.of("disposals")


PLANT_CLASSES = ("Land and buildings", "Plant and machinery", "Fixtures and equipment", "Under construction")
PLANT = {
    2024: FixedAssets(
        roll(
            (68420, 112735, 24180, 5310),
            additions=(1240, 6415, 1885, 4960),
            transfers=(830, 4175, 310, -5315),
            disposals=(0, -2940, -765, 0),
            exchange=(385, 690, 95, 40),
        ),
        roll(
            (27615, 71840, 16925, 0),
            charge=(2065, 7480, 2010, 0),
            disposals=(0, -2705, -748, 0),
            exchange=(110, 395, 60, 0),
        ),
    )
}
PLANT[2025] = FixedAssets(
    roll(
        PLANT[2024].cost.closing,
        additions=(2315, 7890, 2140, 6275),
        transfers=(2460, 3845, 275, -6580),
        disposals=(-1120, -4385, -1030, 0),
        exchange=(-540, -965, -130, -45),
    ),
    roll(
        PLANT[2024].depreciation.closing,
        charge=(2180, 7935, 2095, 0),
        disposals=(-640, -4110, -1005, 0),
        exchange=(-155, -520, -80, 0),
    ),
)
SALE_PROCEEDS = {2024: 418, 2025: 1265}

INTANGIBLE_CLASSES = ("Goodwill", "Development costs", "Software and customer lists")
INTANGIBLES = {
    2024: FixedAssets(
        roll((46850, 18640, 22315), additions=(0, 3215, 1160), disposals=(0, 0, -420), exchange=(920, 0, 145)),
        roll((0, 9280, 11740), charge=(0, 1985, 2410), disposals=(0, 0, -420), exchange=(0, 0, 60)),
    )
}
INTANGIBLES[2025] = FixedAssets(
    roll(
        INTANGIBLES[2024].cost.closing,
        additions=(0, 3640, 1425),
        disposals=(0, -1250, -310),
        exchange=(-1310, 0, -215),
    ),
    roll(
        INTANGIBLES[2024].depreciation.closing,
        charge=(0, 2240, 2525),
        disposals=(0, -1250, -310),
        exchange=(0, 0, -95),
    ),
)

LEASE_CLASSES = ("Buildings", "Vehicles and equipment")
RIGHTS = {
    2024: roll((11460, 3285), additions=(2310, 1640), depreciation=(-2615, -1385), terminations=(-240, -65)),
}
RIGHTS[2025] = roll(RIGHTS[2024].closing, additions=(3905, 1575), depreciation=(-2740, -1430), terminations=(0, -110))

ASSOCIATE = {2024: roll((8430,), share=(1145,), dividends=(-620,))}
ASSOCIATE[2025] = roll(ASSOCIATE[2024].closing, share=(1310,), dividends=(-700,))

OTHER_FINANCIAL = {2023: 1150, 2024: 1180, 2025: 1215}

STOCKS = {  # raw materials, work in progress, finished goods, write-downs
    2023: (24380, 17265, 29840, -3410),
    2024: (25145, 18430, 31215, -3585),
    2025: (26020, 19875, 32760, -3940),
}

AGE_BANDS = (
    "Not past due",
    "1 to 30 days past due",
    "31 to 60 days past due",
    "61 to 90 days past due",
    "More than 90 days past due",
)
GROSS_RECEIVABLES = {2024: (58920, 10385, 5130, 2015, 2760), 2025: (61385, 11240, 4615, 1870, 2945)}
LOSS_ALLOWANCE = {2024: (177, 156, 257, 302, 1518), 2025: (184, 169, 231, 281, 1620)}
ALLOWANCE = {2024: roll((2260,), charged=(595,), utilised=(-445,))}
ALLOWANCE[2025] = roll(ALLOWANCE[2024].closing, charged=(640,), utilised=(-565,))
OTHER_RECEIVABLES = {2024: (4960, 3870, 5985), 2025: (5230, 4115, 6240)}  # VAT, prepayments, other
RECEIVABLES_2023 = 88640
CONTRACT_ASSETS = {2023: 12115, 2024: 12960, 2025: 14385}
RECEIVABLES_EXCHANGE = {2024: 740, 2025: -1185}


def stocks(year: int) -> int:
    """Inventories as the statement of financial position shows them."""
    return sum(STOCKS[year])


def stocks_change(year: int) -> int:
    """The change in finished goods and work in progress over the year."""
    return sum(STOCKS[year][1:3]) - sum(STOCKS[year - 1][1:3])


def trade_receivables(year: int) -> int:
    """Trade receivables less the loss allowance."""
    return sum(GROSS_RECEIVABLES[year]) - sum(LOSS_ALLOWANCE[year])


def receivables(year: int) -> int:
    """Trade and other receivables as the statement of financial position shows them."""
    if year == 2023:
        return RECEIVABLES_2023
    return trade_receivables(year) + sum(OTHER_RECEIVABLES[year])
