"""What is material, worked out from the report or set, and the severities that follow."""

from __future__ import annotations

import pytest

from service.checks.numeric.check import check
from service.checks.outcome import Outcome
from service.findings import Finding
from service.reports.model import Table
from tests.unit.checks.given.drawn import outcome, report, table

YEARS = ("", "2025", "2024", "2023")


def income(
    profit: tuple[str, ...] = ("1,200", "1,150", "980"), label: str = "Profit before tax", index: int = 0
) -> Table:
    return table(
        YEARS,
        ("Revenue", "20,000", "19,000", "18,500"),
        (label, *profit),
        title="Income statement",
        index=index,
    )


def position(total: str = "33,312", index: int = 0) -> Table:
    return table(
        YEARS,
        ("Plant", "21,400", "20,900", "20,150"),
        ("Receivables", "11,912", "11,020", "10,871"),
        ("Total assets", total, "31,920", "31,021"),
        title="Balance sheet",
        index=index,
    )


def basis(*tables: Table, setting: str | None = None) -> str:
    (said,) = run(*tables, setting=setting).basis
    return said


def run(*tables: Table, setting: str | None = None) -> Outcome:
    return check(report(*tables), lambda _: None, materiality=setting)


def the_finding(*tables: Table, setting: str | None = None) -> Finding:
    (found,) = (f for f in run(*tables, setting=setting).findings if f.severity != "info")
    return found


def test_five_percent_of_the_profit_before_tax_of_the_latest_year_is_material() -> None:
    assert basis(income(), position(index=1)).startswith(
        "Materiality is 60 EUR million: 5% of profit before tax, 1,200 (Profit before tax, 2025, Income statement)."
    )


@pytest.mark.parametrize(
    "label",
    [
        "Income before provision for (benefit from) income taxes",
        "Profit/(loss) before taxation",
        "EARNINGS BEFORE INCOME TAXES",
        "Income (loss) from continuing operations before income taxes",
        "Profit on ordinary activities before taxation",
        "Consolidated profit before tax (note 9)",
        "Income before income tax expense",
    ],
)
def test_profit_before_tax_goes_by_many_names(label: str) -> None:
    assert "5% of profit before tax, 1,200" in basis(income(label=label))


@pytest.mark.parametrize(
    "label",
    [
        "Profit before interest and tax",
        "Earnings before interest, taxes and depreciation",
        "Segment profit before tax items",
    ],
)
def test_other_profits_are_not_profit_before_tax(label: str) -> None:
    assert "1% of revenue, 20,000" in basis(income(label=label))


@pytest.mark.parametrize(
    ("profit", "label"),
    [
        (("(1,200)", "1,150", "980"), "Profit before tax"),
        (("1,200", "1,150", "980"), "Loss before tax"),
        (("310", "1,150", "980"), "Profit before tax"),
    ],
    ids=["a loss", "a loss printed without a sign", "next to no profit"],
)
def test_where_profit_says_nothing_one_percent_of_revenue_is_material(profit: tuple[str, ...], label: str) -> None:
    assert basis(income(profit, label)).startswith("Materiality is 200 EUR million: 1% of revenue, 20,000")


def test_without_profit_and_revenue_one_percent_of_total_assets_is_material() -> None:
    assert basis(position()).startswith("Materiality is 333 EUR million: 1% of total assets, 33,312")


def test_without_all_of_them_it_is_the_largest_total_that_is_proven() -> None:
    drawn = table(
        YEARS, ("Leases", "410", "395", "401"), ("Loans", "212", "230", "199"), ("Total", "622", "625", "600")
    )
    assert basis(drawn).startswith(
        "Materiality is 6.25 EUR million: 1% of the largest total, 625 (Total, 2024, A table)"
    )


def test_a_report_that_proves_nothing_has_no_materiality() -> None:
    (said,) = outcome(table(YEARS, ("Leases", "410", "395", "401"))).basis
    assert said == "No total says what is material: each difference is judged against its figure."


def test_a_benchmark_that_is_itself_wrong_counts_as_it_should_be() -> None:
    assert "1% of total assets, 33,312" in basis(position("333,120"))


def test_the_group_total_is_taken_before_its_segments() -> None:
    segments = table(
        YEARS,
        ("Pumps", "", "", ""),
        ("Revenue", "14,000", "13,100", "12,500"),
        ("Valves", "", "", ""),
        ("Revenue", "6,000", "5,900", "6,000"),
        title="Segments",
    )
    assert "1% of revenue, 20,000" in basis(segments, income(("(5)", "(4)", "(3)"), index=1))


@pytest.mark.parametrize(
    ("printed", "severity"),
    [("33,314", "low"), ("33,333", "medium"), ("33,812", "high")],
    ids=["trivial", "in between", "beyond performance materiality"],
)
def test_severity_is_the_difference_against_materiality(printed: str, severity: str) -> None:
    found = the_finding(income(), position(printed, index=1))

    assert (found.severity, found.materiality) == (severity, "60")


def test_materiality_is_told_in_the_scale_of_the_figure() -> None:
    thousands = table(
        YEARS,
        ("Plant", "21,400,210", "20,900,118", "20,150,442"),
        ("Receivables", "11,912,600", "11,020,009", "10,871,030"),
        ("Total assets", "33,312,180", "31,920,127", "31,021,472"),
        index=1,
        scale=3,
    )

    assert the_finding(income(), thousands).materiality == "60000"


def test_an_amount_in_another_currency_is_judged_against_itself() -> None:
    dollars = table(
        YEARS,
        ("Plant", "21,400", "20,900", "20,150"),
        ("Receivables", "11,912", "11,020", "10,871"),
        ("Total assets", "33,321", "31,920", "31,021"),
        index=1,
        unit="USD",
    )

    found = the_finding(income(), dollars)

    assert (found.materiality, found.severity) == (None, "low")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("2500000", "Materiality is 2,500,000, as set."),
        ("3%", "Materiality is 36 EUR million: 3% of profit before tax, 1,200"),
        ("0.5% of revenue", "Materiality is 100 EUR million: 0.5% of revenue, 20,000"),
        ("0.5% of assets", "Materiality is 60 EUR million: 5% of profit before tax, 1,200"),
    ],
)
def test_whoever_knows_better_sets_it(setting: str, said: str) -> None:
    assert basis(income(), setting=setting).startswith(said)


def test_a_benchmark_that_is_asked_for_and_not_printed_is_said_to_be_missing() -> None:
    assert "The report prints no total assets to take the 0.5% of that are set." in basis(
        income(), setting="0.5% of assets"
    )


def test_what_is_set_decides_on_severity() -> None:
    tables = income(), position("33,333", index=1)

    assert [the_finding(*tables, setting=setting).severity for setting in ("1000000000", "1000000", "10%")] == [
        "low",
        "high",
        "medium",
    ]
