"""What every figure counts: money, per cent, shares, people; told by its own kind, never by a row of another kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.reports.model import Table
from service.reports.reading import read
from service.reports.tables.rowkinds import kind_of
from tests.unit.reports.given.printed_tables import table

SAMPLES = Path(__file__).parents[3] / "service" / "samples"
SAMPLE = pytest.mark.parametrize("name", ["tolveren-annual-report-2025.md", "tolveren-annual-report-2025.docx"])


def units(found: Table) -> list[tuple[str | None, int]]:
    """Unit and scale of the first figure of each row."""
    rows = {cell.row: cell.number for cell in reversed(found.cells) if cell.number}
    return [(rows[row].unit, rows[row].scale) for row in sorted(rows)]


@SAMPLE
def test_the_tax_reconciliation_of_the_sample_is_in_euros_but_for_its_rate(name: str) -> None:
    found = read(name, (SAMPLES / name).read_bytes()).tables[19]
    assert units(found) == [*[("EUR", 3)] * 9, ("%", 0)]


@SAMPLE
def test_people_of_the_sample_are_neither_euros_nor_thousands(name: str) -> None:
    tables = read(name, (SAMPLES / name).read_bytes()).tables
    assert units(tables[15]) == [(None, 0)] * 5
    assert units(tables[0])[12] == units(tables[42])[7] == (None, 0)


@SAMPLE
def test_shares_of_the_sample_are_thousands_of_shares_in_every_row(name: str) -> None:
    found = read(name, (SAMPLES / name).read_bytes()).tables[33]
    assert units(found) == [("shares", 3)] * 6


def test_a_row_of_percentages_lends_its_sign_to_no_amount_below_it() -> None:
    found = table("in millions | 2024\nSales | $5,366\nShare of total | 25%\nAdvertising | 275\nShare of total | 1%")
    assert units(found) == [("USD", 6), ("%", 0), ("USD", 6), ("%", 0)]


def test_amounts_above_a_rate_keep_the_unit_of_the_caption() -> None:
    found = table(" | 2024\nProfit | 900\nTax | 225\nRate | 25.0%", "In millions of euros")
    assert units(found) == [("EUR", 6), ("EUR", 6), ("%", 0)]


def test_a_sign_printed_with_the_first_rate_stands_for_those_that_look_like_it() -> None:
    found = table(" | 2024\nStatutory rate | 21.0%\nForeign tax | (1.2)\nOther | 0.4\nEffective rate | 20.2%")
    assert units(found) == [("%", 0)] * 4


def test_rates_of_more_and_of_fewer_decimals_are_of_one_kind() -> None:
    found = table(" | Interest rate | Principal\n2028 notes | 0.625% | 1,500\n2031 notes | 3.70 | 1,250")
    assert units(found) == [("%", 0)] * 2


def test_an_amount_is_no_percentage_because_the_first_row_prints_a_sign() -> None:
    found = table(" | 2024\nMargin | 21%\nProfit | 1,200\nStaff | 412", "In millions of euros")
    assert units(found) == [("%", 0), ("EUR", 6), ("EUR", 6)]


@pytest.mark.parametrize(
    "label",
    [
        "Growth in %",
        "Operating margin (%)",
        "Dividend growth (%) ³",
        "% of revenue",
        "As a % of sales",
        "Percentage of total revenue",
        "Change in per cent",
        "Revenue, percentage change",
    ],
)
def test_a_row_that_names_per_cent_is_in_per_cent(label: str) -> None:
    found = table(f" | 2024\nRevenue | 1,200\n{label} | 3.7", "In millions of euros")
    assert units(found)[1] == ("%", 0)


@pytest.mark.parametrize(
    "label", ["Tax at the rate of 25.8%", "5% notes due 2030", "Percentage-of-completion contracts"]
)
def test_a_label_that_only_mentions_a_percentage_keeps_its_amount(label: str) -> None:
    found = table(f" | 2024\nRevenue | 1,200\n{label} | 370", "In millions of euros")
    assert units(found)[1] == ("EUR", 6)


@pytest.mark.parametrize(
    "label",
    [
        "Employees (average full-time equivalents)",
        "Average full-time equivalents",
        "FTEs at year-end",
        "Headcount",
        "Average number of employees",
        "Staff (year-end)",
        "Average employees",
    ],
)
def test_people_take_no_unit_from_the_caption(label: str) -> None:
    found = table(f" | 2024\nRevenue | 1,200\n{label} | 370", "In thousands of euros")
    assert units(found)[1] == (None, 0)


def test_people_take_the_scale_that_their_own_row_states() -> None:
    found = table(" | 2024\nRevenue | 1,200\nNumber of customers (in thousands) | 370", "In millions of euros")
    assert units(found)[1] == (None, 3)


@pytest.mark.parametrize("label", ["Employee benefits", "Amounts due to employees", "Revenue per FTE", "Staff costs"])
def test_what_is_paid_to_people_or_earned_by_each_is_money(label: str) -> None:
    found = table(f" | 2024\nRevenue | 1,200\n{label} | 370", "In thousands of euros")
    assert units(found)[1] == ("EUR", 3)


def test_a_change_in_per_cent_is_one_in_every_row() -> None:
    found = table(" | 2024 | Change in %\nSales | 1,200 | 3.7\nHeadcount | 53 | 2.8", "In thousands of euros")
    assert [(c.number.unit, c.number.scale) for c in found.cells if c.number] == [
        ("EUR", 3),
        ("%", 0),
        (None, 0),
        ("%", 0),
    ]


def test_the_head_of_the_label_column_says_what_the_table_counts() -> None:
    people = table("Average full-time equivalents | 2025 | 2024\nSales | 412 | 398\nTotal | 1,942 | 1,889")
    shares = table("Number of shares, in thousands | 2025 | 2024\nBought | 85 | 90\nIn issue | 24,000 | 24,000")
    assert units(people) == [(None, 0)] * 2
    assert units(shares) == [("shares", 3)] * 2


def test_a_head_that_excepts_shares_counts_money() -> None:
    found = table("In millions of euros, except number of shares | 2025\nEquity | 412\nDebt | 1,942")
    assert units(found) == [("EUR", 6)] * 2


def test_years_of_term_are_no_shares_below_a_head_that_speaks_of_options() -> None:
    found = table(
        " | Options outstanding<2\n | Number of options | Remaining term (in years)\nAt year-end | 15,419 | 5.16"
    )
    assert [cell.number.unit for cell in found.cells if cell.number] == ["shares", None]


def test_a_level_in_the_head_of_a_column_is_no_unit() -> None:
    found = table(" | 10% rise | 10% fall\nEffect on profit | 412 | (398)", "In millions of euros")
    assert units(found) == [("EUR", 6)]


@pytest.mark.parametrize(
    "label",
    [
        "Dividends to shareholders ($4.29 per share declared)",
        "Dividends of €0.62 per ordinary share paid",
        "Common stock, $0.01 par value per share",
        "Dividend (0.62 euros per share)",
    ],
)
def test_a_label_that_tells_the_amount_per_share_itself_stands_beside_another_amount(label: str) -> None:
    assert not kind_of(label).per_share


@pytest.mark.parametrize("label", ["Dividends declared per common share", "Earnings per share (euros)", "Basic EPS"])
def test_a_label_that_names_an_amount_per_share_is_one(label: str) -> None:
    assert kind_of(label).per_share
