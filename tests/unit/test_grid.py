"""Lookups by coordinate."""

from __future__ import annotations

from dataclasses import replace

from service.reports.model import Cell
from tests.grid import Grid
from tests.unit.reports.given.printed_tables import table

STACKED = """
 | 2024<2 | 2023<2
Sales | $ | 1,200 | | 1,100
Costs | | 900 | | —
 | 2022<2 | 2021<2
Sales | | 1,000 | | 950
"""


def test_a_cell_stands_at_every_coordinate_that_it_covers() -> None:
    grid = Grid.of(table(STACKED))
    assert [cell and cell.text for cell in (grid.cell(0, 1), grid.cell(0, 2), grid.cell(0, 3))] == [
        "2024",
        "2024",
        "2023",
    ]
    assert (grid.cell(9, 0), grid.cell(0, 9)) == (None, None)


def test_a_cell_over_many_rows_is_found_in_each_of_them() -> None:
    made = table(STACKED)
    tall = Cell(1, 5, "note", rowspan=1_000_000, colspan=1_000_000)
    grid = Grid.of(replace(made, cells=(*made.cells, tall)))
    assert grid.cell(900_000, 900_000) is tall
    found = grid.cell(2, 2)
    assert found is not None
    assert found.text == "900"


def test_figures_are_found_by_row_and_logical_column() -> None:
    grid = Grid.of(table(STACKED))
    found = [grid.figure(row, index) for row, index in ((1, 0), (2, 1), (4, 1), (0, 0))]
    assert [cell and cell.text for cell in found] == ["1,200", "—", "950", None]
    assert grid.row_label(2) == "Costs"


def test_the_label_of_a_column_is_that_of_the_nearest_headers_above() -> None:
    grid = Grid.of(table(STACKED))
    assert [grid.column_label(row, 0) for row in (1, 2, 4)] == ["2024", "2024", "2022"]
    assert [grid.column_label(row, 1) for row in (1, 4)] == ["2023", "2021"]
