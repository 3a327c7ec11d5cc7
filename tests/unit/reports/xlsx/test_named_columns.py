"""Formulas that name the columns of a table are told as the cells that those are."""

from __future__ import annotations

import pytest

from service.reports.xlsx.reader import read_xlsx
from tests.unit.reports.given.workbooks import Held, Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TABLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"


def workbook(formula: str, attributes: str = "", area: str = "A1:B4", title: str = "Budget") -> Workbook:
    rows: list[list[str | Held | None]] = [
        ["Item", "Amount"],
        ["Fees", Held("2500")],
        ["Rents", Held("1000")],
        ["Other", Held("250")],
        ["Total", Held("3750", formula=formula)],
    ]
    columns = '<tableColumns><tableColumn name="Item"/><tableColumn name="Amount"/></tableColumns>'
    table = f'<table xmlns="{_MAIN}" name="t" displayName="Income" ref="{area}" {attributes}>{columns}</table>'
    relation = f'<Relationship Id="r" Type="{_TABLE}" Target="../tables/table1.xml"/>'
    rels = f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>'
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": rels.encode(), "xl/tables/table1.xml": table.encode()}
    return Workbook({title: rows}, other=parts, names={"TotalIncome": "SUM(Income[Amount])"})


def told(book: Workbook) -> str | None:
    (table,) = read_xlsx("report.xlsx", book.data()).tables
    return next(cell.formula for cell in table.cells if cell.formula)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(Income[Amount])", "SUM(Budget!$B$2:$B$4)"),
        ("SUM(income[amount])+1", "SUM(Budget!$B$2:$B$4)+1"),
        ("SUM(Income[[#Data],[Amount]])", "SUM(Budget!$B$2:$B$4)"),
        ("SUM(Income[Price])", "SUM(Income[Price])"),
        ("SUM(Costs[Amount])", "SUM(Costs[Amount])"),
        ("SUM(B2:B4)", "SUM(B2:B4)"),
    ],
)
def test_a_column_of_a_table_is_an_area_of_cells(formula: str, expected: str) -> None:
    assert told(workbook(formula)) == expected


def test_heads_and_a_line_of_totals_are_no_part_of_a_column() -> None:
    assert told(workbook("SUM(Income[Amount])", 'totalsRowCount="1"')) == "SUM(Budget!$B$2:$B$3)"
    assert told(workbook("SUM(Income[Amount])", 'headerRowCount="0"', "A2:B4")) == "SUM(Budget!$B$2:$B$4)"


def test_names_are_told_in_the_same_way() -> None:
    assert read_xlsx("report.xlsx", workbook("1").data()).names == (("TotalIncome", "SUM(Budget!$B$2:$B$4)"),)


def test_the_name_of_a_sheet_is_quoted_where_it_has_to_be() -> None:
    assert told(workbook("SUM(Income[Amount])", title="Bob's budget")) == "SUM('Bob''s budget'!$B$2:$B$4)"
