"""Marks, logical columns, references: what belongs together and what is no figure."""

from __future__ import annotations

from tests.grid import Grid
from tests.unit.reports.given.printed_tables import figures, labels, raw, report, table

FILED = """
 | Years ended<6
 | 2024<3 | 2023<3
Sales | $ | 1,200 | | $ | 1,100 |
Loss | | (565 | ) | | (334 | )
Tax | (12)<2 | | (9)<2 |
Margin | | 12.5 | % | | 11.0 | %
Growth | | (3.5 | )% | | — | %
"""


def test_signs_in_cells_of_their_own_join_the_figure_beside_them() -> None:
    found = table(FILED)
    assert [[cell.number.text for cell in found.cells if cell.row == row and cell.number] for row in (2, 3, 6)] == [
        ["$ 1,200", "$ 1,100"],
        ["(565)", "(334)"],
        ["(3.5)%", "—%"],
    ]
    assert figures(found) == [["1200", "1100"], ["-565", "-334"], ["-12", "-9"], ["12.5", "11.0"], ["-3.5", "0"]]


def test_a_column_printed_over_three_grid_columns_is_one_logical_column() -> None:
    found = table(FILED)
    assert [column.columns for column in found.columns] == [(1, 2, 3), (4, 5, 6)]
    assert labels(found) == ["Years ended 2024", "Years ended 2023"]


def test_a_percent_sign_beside_a_figure_makes_it_a_percentage_without_scale() -> None:
    found = table(FILED, "(in millions)")
    units = {cell.row: (cell.number.unit, cell.number.scale) for cell in found.cells if cell.number}
    assert units[2] == ("USD", 6)
    assert units[5] == units[6] == ("%", 0)


def test_an_empty_cell_is_no_figure_and_a_dash_is_zero() -> None:
    assert figures(table(" | 2024 | 2023\nSales | 1,200 | \nOther | — | 40")) == [["1200", None], ["0", "40"]]


def test_footnote_marks_in_a_column_of_their_own_are_no_figures() -> None:
    found = table(" | 2024 | | 2023 | \nSales | 1,200 | (1) | 1,100 | (2)\nCosts | 300 | | 400 | (3)")
    assert figures(found) == [["1200", "1100"], ["300", "400"]]
    assert [cell.kind for cell in found.cells if cell.text == "(1)"] == ["mark"]
    assert next(cell.number.text for cell in found.cells if cell.number) == "1,200(1)"


def test_a_one_in_brackets_among_other_figures_is_minus_one() -> None:
    found = table(" | 2024 | 2023\nGains | 3 | (1)\nLosses | (1) | (2)\nOther | — | 4")
    assert figures(found) == [["3", "-1"], ["-1", "-2"], ["0", "4"]]


def test_minus_one_under_a_head_of_its_own_is_a_figure() -> None:
    assert figures(table(" | 2024 | 2023\nGains | 3,000 | (1)\nLosses | 5,000 | (1)")) == [
        ["3000", "-1"],
        ["5000", "-1"],
    ]


def test_a_column_headed_note_holds_references() -> None:
    found = table(" | Note | 2024 | 2023\nTurnover | 4 | 1,200 | 1,100\nTax | 12 | (30) | (20)")
    assert labels(found) == ["2024", "2023"]
    assert [cell.kind for cell in found.cells if cell.text in {"4", "12"}] == ["text", "text"]


def test_small_numbers_before_large_figures_are_references_even_without_a_heading() -> None:
    found = table("Tangible assets | 14 | 144,734 | 124,437\nInvestments | 15 | 11,218 | 102,790")
    assert figures(found) == [["144734", "124437"], ["11218", "102790"]]


def test_small_figures_under_a_heading_stay_figures() -> None:
    found = table(" | Stores | Sales\nNorth | 4 | 144,734\nSouth | 5 | 11,218")
    assert figures(found) == [["4", "144734"], ["5", "11218"]]


def test_page_numbers_are_no_figures() -> None:
    assert table("Contents | Page\nBalance sheet | 12\nNotes | 15").columns == ()


def test_a_row_of_drawn_lines_or_dashes_without_a_name_is_no_row_of_zeros() -> None:
    found = table(" | 2024 | 2023\nA | 10.0 | 20.0\n | ------ | ------\n | 10.0 | 20.0\n | – | –")
    assert figures(found) == [["10.0", "20.0"], ["10.0", "20.0"]]


def test_figures_that_one_header_spans_and_no_row_shares_are_one_column() -> None:
    found = table(" | 2024<2 | 2023<2\nSales | 1,200 | | 1,100 | \nRate | | 12.5% | | 11.0%")
    assert figures(found) == [["1200", "1100"], ["12.5", "11.0"]]


def test_inner_and_outer_columns_that_share_rows_stay_apart() -> None:
    found = table("Stock | 3,870 | | \nDebtors | 416 | 4,286 | \nNet | | 9,000 | 5")
    assert len(found.columns) == 3


def test_a_figure_that_spans_two_columns_does_not_merge_them() -> None:
    found = table("A | 1,000 | 2,000\nB | 3,000 | 4,000\nTotal | 10,000<2")
    assert figures(found) == [["1000", "2000"], ["3000", "4000"], [None, "10000"]]


def test_a_table_that_goes_on_takes_the_labels_of_the_one_before() -> None:
    two = report(raw(" | 2024 | 2023\nSales | 1,200 | 1,100"), raw("Costs | 900 | 800"))
    assert labels(two.tables[1]) == ["2024", "2023"]


def test_heads_printed_in_the_lines_above_label_a_table_without_heads() -> None:
    found = table("Fixed assets | 18,598 | 18,384", "BALANCE SHEET", "2020 2019", "Note £ £")
    assert labels(found) == ["2020 £", "2019 £"]
    assert found.title == "BALANCE SHEET"


def test_the_title_is_the_nearest_line_that_names_something() -> None:
    named = report("# Notes", "## 7. Debt", "(in millions)", raw("A | 1,000"), "## Page 4", raw("B | 2,000"))
    assert [one.title for one in named.tables] == ["7. Debt", "7. Debt"]
    assert named.tables[0].caption_text == "(in millions)"


def test_the_decimal_mark_is_decided_for_the_whole_document() -> None:
    german = report(raw("Umsatz | 1.234 | 2.345"), raw("Quote | 12,5 | 13,25\nSumme | 1.234,5 | 1"))
    assert figures(german.tables[0]) == [["1234", "2345"]]


def test_a_range_printed_over_three_cells_below_one_header_is_no_figure() -> None:
    found = table(" | 2025<3 | 2024<3\nInterest rate | 3.5 | – | 4.4% | 4.6 | – | 5.5%\nVolatility | 21%<3 | 22%<3")
    assert figures(found) == [["21", "22"]]


def test_a_code_in_the_first_column_names_its_row() -> None:
    found = table(" | 2024\nCHF | 1,200\nUSD | 900\nx | 3.5")
    assert [(cell.kind, cell.number) for cell in found.cells if cell.text in {"CHF", "x"}] == [("text", None)] * 2
    assert [cell.number.unit for cell in found.cells if cell.number] == [None, None, None]


CHANGES = """
 | 2024 | 2023 | % Change
Research | $3,944 | $3,473 | 14%
Share of revenue | 18% | 18% |
Termination fee | 1,000 | — | **
Share of revenue | 5% | * |
"""


def test_a_mark_that_stands_for_a_figure_joins_none() -> None:
    found = table(CHANGES)
    assert labels(found) == ["2024", "2023", "% Change"]
    assert [column.columns for column in found.columns] == [(1,), (2,), (3,)]
    assert [cell.number.text for cell in found.cells if cell.row == 4 and cell.number] == ["5%"]


def test_grid_columns_with_figures_in_one_row_are_never_one_column() -> None:
    found = table(" | 2020 | 2021 | % Change\nMobility | $2,467 | $853 | (65)%\nOther | 55 | 8 | **")
    assert labels(found) == ["2020", "2021", "% Change"]
    assert figures(found) == [["2467", "853", "-65"], ["55", "8", None]]


def test_a_footnote_mark_between_two_figures_keeps_to_the_left_one() -> None:
    found = table(" | 2024<2 | 2023<2\nSales | 1,200 | * | 1,100 | *\nCosts | 900 | | 800 |")
    assert figures(found) == [["1200", "1100"], ["900", "800"]]
    assert [cell.number.text for cell in found.cells if cell.row == 1 and cell.number] == ["1,200*", "1,100*"]


def test_a_reference_to_a_note_is_neither_a_figure_nor_part_of_the_label() -> None:
    found = table(" | Note | 2025 | 2024\nCash at 31 December | 18 | 19,885 | 28,446\nDebt | 7, 21 | 900 | 800")
    assert [cell.text for cell in found.cells if cell.reference] == ["18", "7, 21"]
    assert [Grid.of(found).row_label(row) for row in (1, 2)] == ["Cash at 31 December", "Debt"]
    assert all(cell.number is None for cell in found.cells if cell.reference)


def test_a_reference_without_a_head_is_known_by_its_size() -> None:
    found = table(" | | 2025\nCash | 18 | 19,885\nDebt | 7 | 12,900")
    assert [cell.text for cell in found.cells if cell.reference] == ["18", "7"]
