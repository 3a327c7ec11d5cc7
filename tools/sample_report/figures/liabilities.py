"""Borrowings, leases, provisions, retirement benefits, deferred tax and payables, in thousands of euros."""

from __future__ import annotations

from tools.sample_report.figures.assets import RIGHTS
from tools.sample_report.figures.roll import roll

# Term loan, private placement notes, revolving facility, arrangement fees.
BORROWINGS = {
    2024: roll((50000, 35000, 6000, -820), proceeds=(0, 0, 5000, 0), repayments=(-8000, 0, 0, 0), fees=(0, 0, 0, 170))
}
BORROWINGS[2025] = roll(
    BORROWINGS[2024].closing, proceeds=(0, 0, 2000, 0), repayments=(-8000, 0, -7000, 0), fees=(0, 0, 0, 170)
)
OVERDRAFTS = {2023: 1240, 2024: 1865, 2025: 1420}
TERM_LOAN_DUE = 8000  # falls due within one year at every year end
BORROWING_INTEREST = {2024: 3868, 2025: 3412}

LEASES = {
    2024: roll(
        (15230,),
        additions=(RIGHTS[2024].of("additions"),),
        terminations=(RIGHTS[2024].of("terminations"),),
        interest=(486,),
        payments=(-4395,),
    )
}
LEASES[2025] = roll(
    LEASES[2024].closing,
    additions=(RIGHTS[2025].of("additions"),),
    terminations=(RIGHTS[2025].of("terminations"),),
    interest=(541,),
    payments=(-4760,),
)
LEASES_CURRENT = {2024: 3890, 2025: 4015}

PROVISION_CLASSES = ("Warranty", "Restructuring", "Environmental")
PROVISIONS = {
    2024: roll(
        (7215, 1840, 3460),
        charged=(3120, 0, 215),
        used=(-2685, -1310, -140),
        reversed=(-410, -85, 0),
        unwinding=(0, 0, 98),
    )
}
PROVISIONS[2025] = roll(
    PROVISIONS[2024].closing,
    charged=(3465, 1280, 160),
    used=(-2910, -690, -205),
    reversed=(-385, 0, 0),
    unwinding=(0, 0, 104),
)
PROVISIONS_CURRENT = {2024: (3890, 445, 215), 2025: (4105, 1035, 240)}

RETIREMENT = {
    2024: roll((12480,), service=(1385,), interest=(424,), remeasurement=(-610,), contributions=(-1920,)),
}
RETIREMENT[2025] = roll(
    RETIREMENT[2024].closing, service=(1460,), interest=(402,), remeasurement=(-845,), contributions=(-1985,)
)

# Assets positive. Tax at 25.8% on remeasurements (610 and 845) and on hedges (-260 and 385) goes through OCI.
DEFERRED_CLASSES = (
    "Property, plant, equipment and intangibles",
    "Inventories and provisions",
    "Retirement benefits",
    "Cash flow hedges",
    "Tax losses carried forward",
)
DEFERRED_TAX = {
    2024: roll((-9860, 3240, 2980, -106, 1415), profit=(-415, 130, -28, 0, -190), oci=(0, 0, -157, 67, 0)),
}
DEFERRED_TAX[2025] = roll(DEFERRED_TAX[2024].closing, profit=(-520, 245, -31, 0, -240), oci=(0, 0, -218, -99, 0))
DEFERRED_ASSETS = {2023: 4470, 2024: 4385, 2025: 4260}

HEDGES = {2024: roll((410,), fair_value=(-260,))}
HEDGES[2025] = roll(HEDGES[2024].closing, fair_value=(385,))

PAYABLES = {  # trade payables, taxes and social security, accrued expenses, other
    2024: (39745, 7905, 16590, 2985),
    2025: (41260, 8130, 17485, 3120),
}
PAYABLES_2023 = 64380
PAYABLES_EXCHANGE = {2024: 385, 2025: -610}
CONTRACT_LIABILITIES = {2023: 14870, 2024: 15205, 2025: 16940}
CURRENT_TAX_2023 = 2860
TAX_PAID = {2024: 8735, 2025: 9410}


def borrowings(year: int) -> int:
    """All borrowings, bank overdrafts included."""
    own = sum(BORROWINGS[2024].opening) if year == 2023 else sum(BORROWINGS[year].closing)
    return own + OVERDRAFTS[year]


def borrowings_current(year: int) -> int:
    """Borrowings that fall due within one year."""
    return TERM_LOAN_DUE + OVERDRAFTS[year]


def leases(year: int) -> int:
    """All lease liabilities."""
    return sum(LEASES[2024].opening) if year == 2023 else sum(LEASES[year].closing)


def deferred_liabilities(year: int) -> int:
    """Deferred tax liabilities: what remains of the net position once the assets are shown apart."""
    net = sum(DEFERRED_TAX[2024].opening) if year == 2023 else sum(DEFERRED_TAX[year].closing)
    return DEFERRED_ASSETS[year] - net


def payables(year: int) -> int:
    """Trade and other payables."""
    return PAYABLES_2023 if year == 2023 else sum(PAYABLES[year])
