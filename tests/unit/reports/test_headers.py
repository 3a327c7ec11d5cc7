"""Which rows are headers, and what stands above each column."""

from __future__ import annotations

from tests.unit.reports.given.printed_tables import figures, labels, table


def test_a_year_above_figures_is_a_label_and_no_figure() -> None:
    found = table(" | 2024 | 2023\nRevenue | 1,200 | 1,100")
    assert found.header_rows == 1
    assert labels(found) == ["2024", "2023"]
    assert figures(found) == [["1200", "1100"]]


def test_header_levels_are_joined_outermost_first() -> None:
    found = table(
        """
 | Three months ended<2 | Six months ended<2
 | June 30, 2025 | June 30, 2024 | 2025 | 2024
Sales | 1 | 2 | 3 | 4"""
    )
    assert found.header_rows == 2
    assert labels(found) == [
        "Three months ended June 30, 2025",
        "Three months ended June 30, 2024",
        "Six months ended 2025",
        "Six months ended 2024",
    ]


def test_a_span_that_the_format_lost_reaches_right_to_the_next_text() -> None:
    found = table(" | Group | | Company | \n | 2024 | 2023 | 2024 | 2023\nSales | 10.5 | 20.5 | 30.5 | 40.5")
    assert labels(found) == ["Group 2024", "Group 2023", "Company 2024", "Company 2023"]


def test_heads_that_stand_beside_their_figures_name_them_in_their_order() -> None:
    found = table(
        """
 | December 31, | | December 31, |
 | 2031 | | 2030 |
Cash | | 10.5 | | 20.5
Debt | | 30.5 | | 40.5"""
    )
    assert labels(found) == ["December 31, 2031", "December 31, 2030"]


def test_a_period_alone_in_its_row_stands_above_every_column() -> None:
    found = table(" | | Years ended December 31, | \n | 2024 | 2023 | 2022\nSales | 10.5 | 20.5 | 30.5")
    assert labels(found) == [f"Years ended December 31, {year}" for year in (2024, 2023, 2022)]


def test_a_name_without_figures_below_the_headers_is_no_header() -> None:
    found = table(" | 2024 | 2023\nCurrent assets: | | \nCash | 1,200 | 1,100")
    assert found.header_rows == 1


def test_a_unit_in_the_first_column_makes_its_row_a_header() -> None:
    found = table("(In millions) | | \nYears ended December 31, | 2024 | 2023\nSales | 10 | 20")
    assert (found.header_rows, found.scale) == (2, 6)


def test_a_first_row_that_the_format_forces_to_be_a_header_is_read_as_the_figures_it_prints() -> None:
    found = table("Stocks | 16,000 | –\nDebtors | 1,200 | 900", headers=1)
    assert found.header_rows == 0
    assert figures(found) == [["16000", "0"], ["1200", "900"]]


def test_levels_that_count_up_in_a_marked_row_are_headers() -> None:
    found = table("Level | 1 | 2 | 3\nBonds | 1,200 | 900 | 100", headers=1)
    assert found.header_rows == 1
    assert labels(found) == ["1", "2", "3"]


def test_a_blank_marked_row_is_a_header() -> None:
    assert table(" | | \n | 2024 | 2023\nSales | 1,000 | 2,000", headers=1).header_rows == 2


def test_a_second_year_row_in_the_middle_is_a_header_and_is_not_counted() -> None:
    found = table(" | 2024 | 2023\nSales | 1,000 | 2,000\n | 2022 | 2021\nSales | 3,000 | 4,000")
    assert found.header_rows == 1
    assert figures(found) == [["1000", "2000"], ["3000", "4000"]]
    assert [cell.text for cell in found.cells if cell.header and cell.row == 2 and cell.text] == ["2022", "2021"]


def test_a_figure_that_looks_like_a_year_stays_one_where_its_row_has_a_name() -> None:
    found = table(" | 2024 | 2023\nSales | 9,000 | 9,500\nStores | 2010 | 1999")
    assert figures(found)[1] == ["2010", "1999"]


def test_a_row_of_dates_names_columns_and_the_rows_of_maturities_below_do_not() -> None:
    found = table(" | Payments\n2025 | $1,200\n2026 | 900\nTotal | $2,100")
    assert found.header_rows == 1
    assert figures(found) == [["1200"], ["900"], ["2100"]]


def test_a_year_with_a_currency_sign_is_a_header() -> None:
    found = table(" | 2024 £ | 2023 £\nTurnover | 1,200 | 1,100")
    assert (labels(found), found.columns[0].unit) == (["2024 £", "2023 £"], "GBP")


def test_a_table_of_words_keeps_only_the_headers_that_the_file_marks() -> None:
    assert table("Name | Role\nA. Smith | Chair", headers=1).header_rows == 1
    assert table("Name | Role\nA. Smith | Chair").header_rows == 0


def test_a_year_with_the_unit_beside_it_is_a_header() -> None:
    for unit in ("£m", "€", "US$m", "EUR", "£000", "€ million", "£bn"):
        found = table(f" | Note | 2024 {unit} | 2023 {unit}\nRevenue | 3 | 900 | 850\nMargin | | 12.1% | 11.0%")
        assert (found.header_rows, labels(found)) == (1, [f"2024 {unit}", f"2023 {unit}"])
        assert next(cell.number.unit for cell in found.cells if cell.number) in {"GBP", "EUR", "USD"}
