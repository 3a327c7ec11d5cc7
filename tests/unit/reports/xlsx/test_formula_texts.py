"""Formulas as a workbook keeps them: written once for many cells, over several cells at once, or too long to keep."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.reports.model import Unseen
from service.reports.xlsx.reader import read_xlsx
from service.reports.xlsx.shared_formulas import moved
from tests.grid import Grid
from tests.unit.reports.given.workbooks import Held, Rows, Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROWS: Rows = [[None, "2025", "2024"], ["Revenue", Held("1200.4"), Held("1000")], ["Result", Held("5"), Held("6")]]


@pytest.mark.parametrize(
    ("formula", "there"),
    [
        ("SUM(B2:B5)", "SUM(D3:D6)"),
        ("$B2+B$2+$B$2", "$B3+D$2+$B$2"),
        ("'Note B2'!B2*2", "'Note B2'!D3*2"),
        ('IF(B2="B2",LOG10(B2),B2)', 'IF(D3="B2",LOG10(D3),D3)'),
        ("SUM(B:B)+SUM(2:$3)", "SUM(D:D)+SUM(3:$3)"),
        ("Rate2*B2", "Rate2*D3"),
    ],
)
def test_a_formula_is_moved_as_a_spreadsheet_copies_it(formula: str, there: str) -> None:
    assert moved(formula, 1, 2) == there


def test_what_would_lie_outside_of_the_sheet_is_no_reference() -> None:
    assert moved("A1+B2", -1, -1) == "#REF!+A1"


def sheet(row: str) -> bytes:
    cells = '<row r="1"><c r="B1" t="str"><v>2025</v></c><c r="C1" t="str"><v>2024</v></c></row>'
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}{row}</sheetData></worksheet>'.encode()


def formulas(row: str) -> dict[tuple[int, int], str | None]:
    other = {"xl/worksheets/sheet1.xml": sheet(row)}
    (table,) = read_xlsx("a.xlsx", Workbook({"Results": ROWS}, other=other).data()).tables
    return {(cell.row, cell.column): cell.formula for cell in table.cells if cell.row == 3}


def test_a_shared_formula_is_written_out_for_each_of_its_cells() -> None:
    row = (
        '<row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>'
        '<row r="4"><c r="B4"><f t="shared" ref="B4:C4" si="0">SUM(B2:B3)</f><v>1</v></c>'
        '<c r="C4"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert formulas(row) == {(3, 1): "SUM(B2:B3)", (3, 2): "SUM(C2:C3)"}


def test_a_formula_over_many_cells_and_one_that_is_cut_can_not_be_taken_for_others() -> None:
    long = "+".join(["B2"] * 2_000)
    row = (
        '<row r="4"><c r="B4"><f t="array" ref="B4:B4">SUM(B2:B3*2)</f><v>1</v></c>'
        f'<c r="C4"><f>{long}</f><v>2</v></c></row>'
    )
    found = formulas(row)
    assert found[3, 1] == "{SUM(B2:B3*2)}"
    assert (found[3, 2] or "").endswith("…")


def test_a_shared_formula_whose_first_cell_is_missing_is_none() -> None:
    assert formulas('<row r="4"><c r="C4"><f t="shared" si="7"/><v>2</v></c></row>') == {(3, 2): None}


def test_a_cell_keeps_the_digits_that_it_does_not_show() -> None:
    rows: Rows = [[None, "2025"], ["Revenue", Held("1200.4000000000001", "#,##0")], ["Cost", Held("0.125", "0%")]]
    (table,) = read_xlsx("a.xlsx", Workbook({"Results": rows}).data()).tables
    grid = Grid.of(table)
    held = [cell.stored if (cell := grid.cell(row, 1)) else None for row in (1, 2)]
    assert held == [Decimal("1200.4"), Decimal("0.125")]
    assert table.sheet == "Results"


def test_cells_that_show_nothing_are_kept_for_the_formulas_that_refer_to_them() -> None:
    rows: Rows = [*ROWS, ["Hidden", Held("7", ";;;")], ["Never", Held(None, "0", "B2*2"), Held("1", "0", "C2")]]
    report = read_xlsx("a.xlsx", Workbook({"Results": rows}).data())
    assert report.unseen == (Unseen("Results", 3, 1, Decimal(7)), Unseen("Results", 4, 1, None))
