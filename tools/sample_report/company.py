"""The invented company, and the figures about it that no statement carries."""

from __future__ import annotations

NAME = "Tolveren Pumps N.V."
SHORT = "Tolveren"
TOWN = "Waardrecht"
TITLE = "Annual report 2025"
FILE_STEM = "tolveren-annual-report-2025"

ORDER_INTAKE = {2024: 438_915, 2025: 462_120}
ORDER_BOOK_2023 = 168_240

# Fixed pay, variable pay, share plan, pension, in thousands of euros.
REMUNERATION = {
    "Ilse Verhagen, chief executive": {2025: (585, 342, 268, 88), 2024: (565, 311, 245, 85)},
    "Ruben Castelijn, chief financial officer": {2025: (440, 231, 187, 66), 2024: (425, 208, 170, 64)},
    "Hanneke Drost, chief operating officer": {2025: (415, 219, 176, 62), 2024: (400, 196, 160, 60)},
}

# Year: revenue, operating profit, profit, total equity, net debt, employees.
EARLIER = {
    2023: (417_630, 37_085, 25_310, 165_989, 79_190, 1_845),
    2022: (394_215, 33_615, 22_940, 150_310, 88_415, 1_796),
    2021: (361_480, 27_940, 18_650, 138_645, 92_260, 1_742),
}
EARLIER_DIVIDENDS = {2021: "0.44", 2022: "0.51"}


def order_book(year: int, revenue: dict[int, int]) -> int:
    """Orders in hand at the end of ``year``: those of 2023, plus intake, less revenue."""
    years = [y for y in ORDER_INTAKE if y <= year]
    return ORDER_BOOK_2023 + sum(ORDER_INTAKE[y] - revenue[y] for y in years)
