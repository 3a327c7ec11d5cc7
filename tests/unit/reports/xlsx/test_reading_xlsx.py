"""What a workbook shows becomes a report: sheets, areas, figures as printed, and the formulas behind them."""

from __future__ import annotations

import pytest

from service.errors import DamagedReport, EmptyReport, ReportError, ReportTooLarge
from service.reports.model import Report, Table
from service.reports.ooxml import package
from service.reports.xlsx import sheet
from service.reports.xlsx.reader import read_xlsx
from tests.grid import Grid
from tests.unit.reports.given.workbooks import Held, Rows, Workbook, packed

AMOUNT = "#,##0;(#,##0)"


def amount(value: str, formula: str | None = None) -> Held:
    return Held(value, AMOUNT, formula)


STATEMENT: Rows = [
    ["Income statement"],
    ["In thousands of euros"],
    [],
    [None, Held("2025"), Held("2024")],
    ["Revenue", amount("1200"), amount("1100")],
    ["Cost of sales", amount("-900"), amount("-850")],
    ["Gross profit", amount("300", "SUM(B5:B6)"), amount("250", "SUM(C5:C6)")],
]


def read(rows: Rows, **more: object) -> Report:
    return read_xlsx("a.xlsx", Workbook({"Results": rows}, **more).data())  # type: ignore[arg-type]


def figures(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): str(cell.number.value) for cell in table.cells if cell.number and not cell.header}


def test_a_sheet_is_a_section_and_its_cells_keep_their_places() -> None:
    report = read(STATEMENT)
    (table,) = report.tables
    assert [section.title for section in report.sections] == ["Results"]
    assert figures(table) == {
        (4, 1): "1200",
        (4, 2): "1100",
        (5, 1): "-900",
        (5, 2): "-850",
        (6, 1): "300",
        (6, 2): "250",
    }
    assert (table.title, table.unit, table.scale) == ("Income statement", "EUR", 3)
    assert [column.label for column in table.columns] == ["2025", "2024"]


def test_the_formula_behind_a_figure_is_kept_with_it() -> None:
    (table,) = read(STATEMENT).tables
    total = Grid.of(table).cell(6, 1)
    assert total is not None
    assert (total.text, total.formula) == ("300", "SUM(B5:B6)")


def test_empty_rows_inside_a_statement_do_not_part_it() -> None:
    rows: Rows = [*STATEMENT[3:6], [], ["Other"], [], ["Rent", amount("-20"), amount("-10")]]
    (table,) = read(rows).tables
    assert Grid.of(table).row_label(6) == "Rent"
    assert Grid.of(table).row_label(4) == "Other"


def test_an_area_with_heads_of_its_own_is_another_table() -> None:
    rows: Rows = [*STATEMENT, [], ["Segments"], [None, "Water", "Process"], ["Revenue", amount("700"), amount("500")]]
    first, second = read(rows).tables
    assert (first.title, second.title) == ("Income statement", "Segments")
    assert [column.label for column in second.columns] == ["Water", "Process"]


def test_two_tables_beside_each_other_are_two() -> None:
    rows: Rows = [
        ["Assets", Held("2025"), None, "Liabilities", Held("2025")],
        ["Cash", amount("5"), None, "Loans", amount("4")],
        ["Stock", amount("3"), None, "Payables", amount("4")],
    ]
    first, second = read(rows).tables
    assert Grid.of(first).row_label(1) == "Cash"
    assert Grid.of(second).row_label(1) == "Loans"


def test_an_empty_column_between_two_years_does_not_part_a_table() -> None:
    rows: Rows = [
        [None, Held("2025"), None, Held("2024")],
        ["Cash", amount("5"), None, amount("4")],
        ["Stock", amount("3"), None, amount("2")],
    ]
    assert len(read(rows).tables) == 1


def test_merged_cells_span_their_columns() -> None:
    rows: Rows = [
        [None, "Year ended 31 December", None],
        [None, Held("2025"), Held("2024")],
        ["Revenue", amount("1200"), amount("1100")],
    ]
    (table,) = read(rows, merged=("B1:C1",)).tables
    assert [column.label for column in table.columns] == ["Year ended 31 December 2025", "Year ended 31 December 2024"]


def test_hidden_sheets_are_left_out_and_named() -> None:
    report = read_xlsx("a.xlsx", Workbook({"Results": STATEMENT, "Workings": STATEMENT}, hidden=("Workings",)).data())
    assert len(report.tables) == 1
    assert report.notes == ("hidden sheets were left out: Workings",)


def test_hidden_rows_are_read_and_said_to_be() -> None:
    report = read(STATEMENT, hidden_rows=(4,))
    assert (4, 1) in figures(report.tables[0])
    assert report.notes == ("hidden rows or columns of the sheet 'Results' were read too",)


def test_a_workbook_that_was_never_calculated_is_refused_with_what_to_do() -> None:
    rows: Rows = [["Revenue", Held("5")], ["Total", Held(None, AMOUNT, "SUM(B1:B1)")]]
    with pytest.raises(EmptyReport, match=r"none of its 1 formulas has a stored value.*open it in a spreadsheet"):
        read(rows)


def test_formulas_without_a_value_among_others_are_named() -> None:
    report = read([*STATEMENT, ["Net", Held(None, AMOUNT, "B7-B8"), amount("5")]])
    assert report.notes == ("formulas without a stored value in the sheet 'Results' were empty: B8",)


def test_a_workbook_without_anything_in_it_is_empty() -> None:
    with pytest.raises(EmptyReport, match="none of its visible sheets"):
        read([[]])


@pytest.mark.parametrize(
    ("part", "content", "says"),
    [
        ("xl/workbook.xml", b"<workbook", "xl/workbook.xml is cut off"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", "sheet1.xml is cut off"),
        ("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "b">]><sst>&b;</sst>', "declares a document type"),
    ],
)
def test_a_damaged_part_is_named(part: str, content: bytes, says: str) -> None:
    with pytest.raises(DamagedReport, match=rf"damaged Excel workbook .*{says}.*spreadsheet program"):
        read(STATEMENT, other={part: content})


def test_a_part_that_unpacks_beyond_the_limit_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "RATIO_FREE_BYTES", 1_000)
    with pytest.raises(ReportTooLarge, match="unpacks to more than"):
        read(STATEMENT, other={"xl/sharedStrings.xml": b"<sst>" + b" " * 10_000_000 + b"</sst>"})


def test_a_sheet_of_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_CELLS", 5)
    with pytest.raises(ReportTooLarge, match="more than 5 cells"):
        read(STATEMENT)


def test_a_sheet_wider_than_the_limit_is_refused() -> None:
    rows: Rows = [["Revenue", *([None] * 1_000), amount("5")]]
    with pytest.raises(ReportTooLarge, match="wider than 1,000 columns"):
        read(rows)


def test_a_missing_sheet_is_damage() -> None:
    parts = {"xl/workbook.xml": b'<workbook><sheets><sheet name="A" id="1"/></sheets></workbook>'}
    with pytest.raises(EmptyReport):
        read_xlsx("a.xlsx", packed(parts))


def report_or_reason(data: bytes) -> Report | str:
    try:
        return read_xlsx("a.xlsx", data)
    except ReportError as error:
        return error.reason


def test_bytes_lost_or_changed_anywhere_give_a_report_or_a_reason() -> None:
    data = Workbook({"Results": STATEMENT}).data()
    for at in range(0, len(data), 29):
        for broken in (data[:at], data[:at] + b"\xff" + data[at + 1 :]):
            assert report_or_reason(broken)
