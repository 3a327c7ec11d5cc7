"""Excel workbooks (.xlsx): every sheet a section, every area of cells a table, figures as their formats show them."""

from __future__ import annotations

from typing import Final

from service.errors import EmptyReport, ReportTooLarge
from service.reports.flow.builder import ReportBuilder
from service.reports.leftout import LeftOut, listed
from service.reports.limits import MAX_CELLS
from service.reports.markup import Element
from service.reports.model import Report, Unseen
from service.reports.ooxml.elements import child, local, whole
from service.reports.ooxml.package import WORKBOOK, Package
from service.reports.tables.raw import RawCell, RawTable
from service.reports.xlsx.areas import areas_of, split_titles
from service.reports.xlsx.beside import count_printed, text_boxes
from service.reports.xlsx.formats import BUILT_IN, GENERAL
from service.reports.xlsx.named_columns import NamedTables, tables_of
from service.reports.xlsx.sheet import SharedParts, SheetCell, Worksheet, read_sheet, string_of

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_LONGEST_FORMAT: Final = 255
"""Characters, as Excel has it."""
_MOST_NAMES: Final = 10_000
_LONGEST_NAME: Final = 255
"""Characters of a name, and of what it stands for. A longer meaning is a formula of its own."""


def read_xlsx(filename: str, data: bytes) -> Report:
    """The report in a workbook.

    The rows and columns of its tables are those of the sheet, counted from zero, so that row 6, column 1 is cell B7.
    Values are those that the workbook stores, as they were when it was last calculated.

    Raises:
        EmptyReport: no cell shows anything, or its formulas were never calculated.
        DamagedReport: not a workbook, or a part of it is missing, cut or malformed.
        EncryptedReport: protected by a password.
        ReportTooLarge: beyond a limit of size, cells, paragraphs or columns.
    """
    package = Package.open(filename, data, WORKBOOK)
    name, root = package.main()
    targets = dict(reversed(package.related(name)))
    book = SharedParts(
        filename,
        _strings(_part(package, targets, "sharedStrings")),
        _formats(_part(package, targets, "styles")),
        _is_from_1904(root),
    )
    builder = ReportBuilder(filename, "xlsx")
    sheets = _sheets(package, name, root, builder)
    tables = tables_of(package, sheets)
    _define(root, builder, tables)
    left_out = LeftOut()
    read = [
        (title, _sheet(package, target, book, left_out), text_boxes(package, target, left_out))
        for title, target in sheets
    ]
    _check(filename, [sheet for _, sheet, _ in read])
    rows = 0
    for title, sheet, boxes in read:
        if sheet.cells or boxes:
            builder.heading(1, title)
        if sheet.cells:
            rows += _lay_down(title, sheet, builder, tables)
            _check_rows(filename, rows)
        for place in sheet.blank:
            builder.unseen(Unseen(title, *place, sheet.blank[place]))
        for text in boxes:
            builder.paragraph(text)
        _tell(title, sheet, builder)
    left_out.tell(builder)
    return builder.build()


def _check(filename: str, sheets: list[Worksheet]) -> None:
    formulas = sum(sheet.formulas for sheet in sheets)
    if formulas and sum(len(sheet.uncomputed) for sheet in sheets) == formulas:
        reason = f"none of its {formulas:,} formulas has a stored value, so its figures are not in the file"
        raise EmptyReport(filename, f"{reason}; open it in a spreadsheet program, save it and upload that")
    if not any(sheet.cells for sheet in sheets):
        raise EmptyReport(filename, "none of its visible sheets shows anything; upload the report itself")


def _check_rows(filename: str, rows: int) -> None:
    if rows > MAX_CELLS:
        raise ReportTooLarge(filename, f"its tables have more than {MAX_CELLS:,} rows, the limit; split it")


def _part(package: Package, targets: dict[str, str], kind: str) -> Element | None:
    return package.part(targets[kind]) if kind in targets else None


def _strings(root: Element | None) -> tuple[str, ...]:
    return () if root is None else tuple(string_of(item) for item in root if local(item) == "si")


def _formats(root: Element | None) -> tuple[str, ...]:
    """The number format of each cell style, in the order of the styles."""
    if root is None:
        return ()
    own = child(root, "numFmts")
    codes = dict(BUILT_IN)
    for one in own if own is not None else ():
        number, code = whole(one.get("numFmtId")), one.get("formatCode")
        if number is not None and code:
            codes[number] = code[:_LONGEST_FORMAT]
    styles = child(root, "cellXfs")
    numbers = [whole(one.get("numFmtId")) or 0 for one in (styles if styles is not None else ())]
    return tuple(codes.get(number, GENERAL) for number in numbers)


def _define(root: Element, builder: ReportBuilder, tables: NamedTables) -> None:
    """Tell the names that hold in the whole workbook; those of one sheet alone may mean something else in another."""
    found = [one for one in root.iter("{*}definedName") if one.get("localSheetId") is None]
    for one in found[:_MOST_NAMES]:
        name, meaning = one.get("name") or "", (one.text or "").strip()
        if name and meaning and max(len(name), len(meaning)) <= _LONGEST_NAME:
            builder.name(name, tables.told(meaning))


def _is_from_1904(root: Element) -> bool:
    properties = child(root, "workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def _sheets(package: Package, name: str, root: Element, builder: ReportBuilder) -> list[tuple[str, str]]:
    """Title and part of every visible sheet of cells, in order; hidden ones are named in a note."""
    parts = package.targets(name)
    found: list[tuple[str, str]] = []
    hidden: list[str] = []
    other: list[str] = []
    for sheet in root.iter("{*}sheet"):
        kind, target = parts.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", ("", ""))
        title = sheet.get("name") or "Worksheet"
        if sheet.get("state") in ("hidden", "veryHidden"):
            hidden.append(title)
        elif kind == "worksheet":
            found.append((title, target))
        else:
            other.append(title)
    if hidden:
        builder.note(f"hidden sheets were left out: {listed(hidden)}")
    if other:
        builder.note(
            f"sheets that hold no cells (charts, macros) or are not in the file were left out: {listed(other)}"
        )
    return found


def _sheet(package: Package, target: str, book: SharedParts, left_out: LeftOut) -> Worksheet:
    root = package.part(target)
    if root is None:
        raise package.damaged(f"its part {target} is missing")
    count_printed(root, left_out)
    return read_sheet(root, book)


def _lay_down(title: str, sheet: Worksheet, builder: ReportBuilder, tables: NamedTables) -> int:
    """Give the builder what a sheet holds; the answer is how many rows its tables take up."""
    rows = 0
    for area in areas_of(sheet.cells):
        if not area.is_table:
            _as_text(title, area.rows, builder)
            continue
        titles, body = split_titles(area)
        _as_text(title, titles, builder)
        if body:
            table = _table(title, body, tables)
            rows += table.rows
            builder.table(table)
    return rows


def _as_text(title: str, rows: list[list[SheetCell]], builder: ReportBuilder) -> None:
    for row in rows:
        builder.paragraph(" ".join(cell.text for cell in row))
        for cell in row:
            if cell.stored is not None:
                builder.unseen(Unseen(title, cell.row, cell.column, cell.stored))


def _table(title: str, body: list[list[SheetCell]], tables: NamedTables) -> RawTable:
    cells = tuple(
        RawCell(
            cell.row,
            cell.column,
            cell.text,
            cell.columns,
            cell.rows,
            formula=None if cell.formula is None else tables.told(cell.formula),
            stored=cell.stored,
        )
        for row in body
        for cell in row
    )
    rows = max(cell.row + cell.rowspan for cell in cells)
    return RawTable(rows, max(cell.column + cell.colspan for cell in cells), cells, sheet=title)


def _tell(title: str, sheet: Worksheet, builder: ReportBuilder) -> None:
    if sheet.hides_rows:
        builder.hiding(title)
    if sheet.hides:
        builder.note(f"hidden rows or columns of the sheet {title!r} were read too")
    if sheet.uncomputed:
        builder.note(f"formulas without a stored value in the sheet {title!r} were empty: {listed(sheet.uncomputed)}")
    if sheet.masked:
        builder.note(f"figures that their formats hide in the sheet {title!r} were left out: {listed(sheet.masked)}")
    if sheet.lost:
        builder.note(f"cells of the sheet {title!r} whose text is not in the file were empty: {listed(sheet.lost)}")
