"""Tables of PDFs with little room: thousands set by spaces, names over lines with their unit, forms over pages."""

from __future__ import annotations

from service.reports.model import Table
from service.reports.pdf.reader import read_pdf
from tests.grid import Grid
from tests.unit.reports.given.drawn import Drawing

EDGES = (260.0, 301.0, 342.0, 383.0)
FORM_EDGES = (400.0, 520.0)


def only(drawing: Drawing) -> Table:
    (table,) = read_pdf("report.pdf", drawing.data()).tables
    return table


def values(table: Table) -> list[tuple[str, list[str]]]:
    grid = Grid.of(table)
    found: list[tuple[str, list[str]]] = []
    for row in range(table.header_rows, table.rows):
        cells = [grid.figure(row, column.index) for column in table.columns]
        found.append((grid.row_label(row), [str(cell.number.value) for cell in cells if cell and cell.number]))
    return found


def test_thousands_set_by_spaces_in_close_columns_are_parted_where_columns_end() -> None:
    drawing = Drawing()
    drawing.row(100, "", EDGES, ("2031", "2030", "2029", "2028"))
    drawing.row(114, "Ventes", EDGES, ("87 310", "84 225", "79 640", "71 903"))
    drawing.row(128, "Autres", EDGES, ("2 205", "2 118", "2 090", "2 004"))
    drawing.row(142, "Services", EDGES, ("21 480", "20 433", "19 904", "18 871"))
    drawing.row(156, "Total", EDGES, ("110 995", "106 776", "101 634", "92 778"))
    assert values(only(drawing)) == [
        ("Ventes", ["87310", "84225", "79640", "71903"]),
        ("Autres", ["2205", "2118", "2090", "2004"]),
        ("Services", ["21480", "20433", "19904", "18871"]),
        ("Total", ["110995", "106776", "101634", "92778"]),
    ]


def test_a_name_goes_on_below_its_figures_with_its_unit() -> None:
    drawing = Drawing()
    drawing.row(100, "", EDGES[:2], ("2031", "2030"))
    drawing.row(120, "Reported growth %", EDGES[:2], ("(6)", "(5)"))
    drawing.row(140, "Comparable currency", EDGES[:2], ("(5)", "(4)"))
    drawing.text(50, 150, "Growth %")
    drawing.row(170, "Volume %", EDGES[:2], ("(7)", "(6)"))
    assert [name for name, _ in values(only(drawing))] == [
        "Reported growth %",
        "Comparable currency Growth %",
        "Volume %",
    ]


def test_a_form_goes_on_over_a_page_below_lines_that_nobody_filled_in() -> None:
    drawing = Drawing()
    drawing.row(600, "", FORM_EDGES, ("2031", "2030"))
    drawing.row(614, "Revenue", FORM_EDGES, ("5,210", "6,102"))
    for at, name in enumerate(("Interest", "Premiums", "Fees")):
        drawing.text(50, 628 + 14 * at, name)
    drawing.row(670, "Costs", FORM_EDGES, ("1,034", "1,660"))
    for at, name in enumerate(("Claims", "Surrenders", "Reserves", "Dividends", "Reinsurance")):
        drawing.text(50, 684 + 14 * at, name)
    drawing.page()
    drawing.row(60, "Taxes", FORM_EDGES, ("301", "290"))
    drawing.row(74, "Profit", FORM_EDGES, ("3,875", "4,152"))
    names = [name for name, _ in values(only(drawing))]
    assert names[0] == "Revenue"
    assert names[-4:] == ["Dividends", "Reinsurance", "Taxes", "Profit"]
