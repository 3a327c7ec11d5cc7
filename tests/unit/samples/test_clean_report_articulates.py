"""The clean report, as printed, adds up and agrees with itself. Nothing here looks into the model behind it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tools.sample_report import clean
from tools.sample_report.document import Paragraph, Table, tables

BLOCKS = clean()
BY_NAME: dict[str, Table] = {table.name: table for table in tables(BLOCKS)}
PAID = "Dividends paid to owners of the company"
YEARS = (-2, -1)  # the columns of 2025 and 2024 in a table of two years


def value(text: str) -> Decimal:
    if text in ("–", ""):
        return Decimal(0)
    number = Decimal(text.strip("()%").replace(",", ""))
    return -number if text.startswith("(") else number


def rows(name: str) -> list[tuple[str, ...]]:
    return [row.cells for row in BY_NAME[name].rows]


def at(name: str, label: str, column: int, occurrence: int = 0) -> Decimal:
    found = [cells for cells in rows(name) if cells[0] == label]
    return value(found[occurrence][column])


def between(name: str, first: str, last: str, column: int) -> Decimal:
    """The sum of the rows from ``first`` to ``last``, both included."""
    labels = [cells[0] for cells in rows(name)]
    start = labels.index(first)
    end = labels.index(last, start)
    return sum((value(cells[column]) for cells in rows(name)[start : end + 1]), Decimal(0))


@pytest.mark.parametrize("year", YEARS)
def test_the_income_statement_adds_up(year: int) -> None:
    gross = at("income", "Gross profit", year)
    operating = at("income", "Operating profit", year)
    before_tax = at("income", "Profit before tax", year)
    profit = at("income", "Profit for the year", year)

    assert gross == between("income", "Revenue", "Cost of sales", year)
    assert operating == gross + between("income", "Distribution expenses", "Other operating expenses", year)
    assert before_tax == operating + between("income", "Finance income", "Share of profit of associate", year)
    assert profit == before_tax + at("income", "Income tax expense", year)
    assert profit == between("income", "Owners of the company", "Non-controlling interests", year)


@pytest.mark.parametrize("year", YEARS)
def test_comprehensive_income_adds_up_and_starts_from_profit(year: int) -> None:
    other = at("comprehensive", "Other comprehensive income for the year, net of tax", year)
    whole = at("comprehensive", "Total comprehensive income for the year", year)
    first, last = "Remeasurement of retirement benefit obligations", "Income tax on remeasurement"
    kept = between("comprehensive", first, last, year)
    recycled = between(
        "comprehensive", "Exchange differences on foreign operations", "Income tax on cash flow hedges", year
    )

    assert kept == at("comprehensive", "Total items that will not be reclassified", year)
    assert recycled == at("comprehensive", "Total items that may be reclassified", year)
    assert other == kept + recycled
    assert at("comprehensive", "Profit for the year", year) == at("income", "Profit for the year", year)
    assert whole == at("income", "Profit for the year", year) + other
    assert whole == between("comprehensive", "Owners of the company", "Non-controlling interests", year)


@pytest.mark.parametrize("year", YEARS)
def test_the_statement_of_financial_position_balances(year: int) -> None:
    fixed = between("position", "Property, plant and equipment", "Deferred tax assets", year)
    current = between("position", "Inventories", "Cash and cash equivalents", year)
    owners = between("position", "Share capital", "Retained earnings", year)
    equity = owners + at("position", "Non-controlling interests", year)
    later = between("position", "Borrowings", "Deferred tax liabilities", year)
    total = at("position", "Total assets", year)

    assert fixed == at("position", "Total non-current assets", year)
    assert current == at("position", "Total current assets", year)
    assert total == fixed + current
    assert owners == at("position", "Equity attributable to owners of the company", year)
    assert equity == at("position", "Total equity", year)
    assert later == at("position", "Total non-current liabilities", year)
    assert at("position", "Total liabilities", year) == later + at("position", "Total current liabilities", year)
    assert total == equity + at("position", "Total liabilities", year)
    assert total == at("position", "Total equity and liabilities", year)


@pytest.mark.parametrize("year", YEARS)
def test_current_liabilities_add_up(year: int) -> None:
    labels = [cells[0] for cells in rows("position")]
    start, end = labels.index("Current liabilities") + 1, labels.index("Total current liabilities")

    assert sum(value(cells[year]) for cells in rows("position")[start:end]) == value(rows("position")[end][year])


def test_equity_moves_from_year_to_year_in_every_column() -> None:
    body = rows("equity")
    for column in range(1, 10):
        moved = value(body[0][column])
        for cells in body[1:]:
            if cells[0].startswith("At 31 December"):
                assert moved == value(cells[column]), cells[0]
            elif cells[0] != "Total comprehensive income":
                moved += value(cells[column])
    for cells in body:
        values = [value(cell) for cell in cells[1:]]
        assert sum(values[:6]) == values[6]
        assert values[6] + values[7] == values[8]


@pytest.mark.parametrize("year", YEARS)
def test_equity_agrees_with_the_statement_of_financial_position(year: int) -> None:
    when = {-2: "At 31 December 2025", -1: "At 31 December 2024"}[year]
    classes = ("Share capital", "Share premium", "Treasury shares", "Translation reserve", "Hedging reserve")
    for column, label in enumerate((*classes, "Retained earnings"), start=1):
        assert at("equity", when, column) == at("position", label, year)
    assert at("equity", when, 9) == at("position", "Total equity", year)


@pytest.mark.parametrize("year", YEARS)
def test_the_cash_flows_add_up_and_end_in_the_cash_of_the_balance_sheet(year: int) -> None:
    name = "cash flows"
    generated = between(name, "Profit before tax", "Change in payables and contract liabilities", year)
    operating = generated + between(name, "Finance income received", "Income taxes paid", year)
    first, last = "Purchase of property, plant and equipment", "Increase in other financial assets"
    investing = between(name, first, last, year)
    financing = between(name, "Proceeds from borrowings", "Dividends paid to non-controlling interests", year)
    change = operating + investing + financing
    closing = change + between(
        name, "Cash and cash equivalents at 1 January", "Effect of exchange rate changes on cash held", year
    )

    assert generated == at(name, "Cash generated from operations", year)
    assert operating == at(name, "Net cash from operating activities", year)
    assert investing == at(name, "Net cash used in investing activities", year)
    assert financing == at(name, "Net cash used in financing activities", year)
    assert change == at(name, "Net change in cash and cash equivalents", year)
    assert closing == at(name, "Cash and cash equivalents at 31 December", year)
    assert closing == at("position", "Cash and cash equivalents", year) + at("cash", "Bank overdrafts", year)
    assert at(name, "Profit before tax", year) == at("income", "Profit before tax", year)


@pytest.mark.parametrize("name", ["plant 2025", "plant 2024"])
def test_property_plant_and_equipment_rolls_forward_in_every_class(name: str) -> None:
    year = name[-4:]
    opening, closing = f"At 1 January {year}", f"At 31 December {year}"
    for column in range(1, 6):
        cost = between(name, opening, "Exchange differences", column)
        charged = sum(
            at(name, label, column, occurrence)
            for label, occurrence in ((opening, 1), ("Charge for the year", 0), ("Disposals", 1))
        ) + at(name, "Exchange differences", column, 1)
        assert cost == at(name, closing, column, 0)
        assert charged == at(name, closing, column, 1)
        assert cost - charged == at(name, closing, column, 2)
    assert at(name, closing, 5, 2) == at("position", "Property, plant and equipment", -2 if year == "2025" else -1)


@pytest.mark.parametrize(
    ("name", "label", "line", "sign"),
    [
        ("expenses", "Cost of sales", ("income", "Cost of sales"), -1),
        ("expenses", "Administrative expenses", ("income", "Administrative expenses"), -1),
        ("other items", "Other operating income", ("income", "Other operating income"), 1),
        ("finance", "Finance costs", ("income", "Finance costs"), 1),
        ("tax", "Income tax expense", ("income", "Income tax expense"), -1),
        ("tax reconciliation", "Income tax expense", ("income", "Income tax expense"), -1),
        ("pay", "Total", ("expenses", "Employee benefits"), 1),
        ("depreciation", "Depreciation and amortisation", ("cash flows", "Depreciation and amortisation"), 1),
        ("associate", "At 31 December", ("position", "Investment in associate"), 1),
        ("inventories", "Inventories", ("position", "Inventories"), 1),
        ("receivables", "Trade and other receivables", ("position", "Trade and other receivables"), 1),
        ("retirement", "At 31 December", ("position", "Retirement benefit obligations"), 1),
        ("payables", "Trade and other payables", ("position", "Trade and other payables"), 1),
        ("dividends", PAID, ("cash flows", PAID), -1),
        ("segment revenue", "Revenue", ("income", "Revenue"), 1),
    ],
)  # fmt: skip
def test_a_note_agrees_with_the_primary_line(name: str, label: str, line: tuple[str, str], sign: int) -> None:
    shift = 2 if name == "segment revenue" else 0
    for year in YEARS:
        assert at(name, label, year - shift) == sign * at(line[0], line[1], year)


@pytest.mark.parametrize(
    "name", ["regions 2025", "regions 2024", "remuneration", "deferred tax", "maturities", "ageing"]
)
def test_a_total_row_is_the_sum_of_the_rows_above_it(name: str) -> None:
    *body, last = rows(name)
    for column in range(1, BY_NAME[name].width):
        assert sum(value(cells[column]) for cells in body) == value(last[column])


@pytest.mark.parametrize("name", ["regions 2025", "regions 2024", "rights", "provisions", "financing liabilities"])
def test_a_total_column_is_the_sum_of_the_columns_before_it(name: str) -> None:
    for cells in rows(name):
        assert sum(value(cell) for cell in cells[1:-1]) == value(cells[-1])


def test_the_change_columns_follow_from_their_figures() -> None:
    for name in ("key figures", "segment revenue"):
        for label, new, old, change, percent in rows(name):
            assert value(new) - value(old) == value(change), label
            if percent:
                exact = (value(new) - value(old)) * 100 / value(old)
                assert abs(exact - value(percent)) <= Decimal("0.05"), label


def test_earnings_per_share_follow_from_profit_and_shares() -> None:
    name = "earnings per share"
    for year in YEARS:
        basic = at(name, "Profit attributable to owners of the company", year) / at(
            name, "Weighted average number of shares (thousands)", year
        )
        assert abs(basic - at("income", "Basic", year)) <= Decimal("0.005")


def test_the_figures_of_a_sentence_follow_from_its_rounded_ends() -> None:
    text = "\n".join(block.text for block in BLOCKS if isinstance(block, Paragraph))

    assert "Order intake grew by €23.2 million, or 5.3%, from €438.9 million to €462.1 million." in text
    assert Decimal("462.1") - Decimal("438.9") == Decimal("23.2")
    assert "Revenue increased by €16.0 million, or 3.7%, from €431.2 million to €447.2 million." in text
    assert "Net debt fell by €3.1 million, from €73.9 million to €70.8 million." in text
