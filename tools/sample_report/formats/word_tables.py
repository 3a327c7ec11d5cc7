"""Tables in the Word document: merged header cells, repeated header rows, figures to the right."""

# pyright: standard
# python-docx has no types for the elements of its XML.

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tc
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell  # the only way from a cell's element to its text

from tools.sample_report.document import Head, Row, Table

TEXT_WIDTH = 17.2  # cm between the margins
NOTE_WIDTH = 1.4  # cm
SINGLE, THICK = "4", "10"  # eighths of a point
CELL_MARGIN = "45"  # twentieths of a point
INK = "174A5B"
KEPT_ROWS = 44  # a longer table may break over two pages


def add_table(document: Document, table: Table) -> None:
    """Appends ``table``, and a small gap after it."""
    made = document.add_table(len(table.header) + len(table.rows), table.width)
    made.autofit = False
    _margins(made)
    widths = _widths(table)
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Cm(width)
    rows: list[CT_Row] = list(made._tbl.tr_lst)
    size = 9 if table.width < 6 else 8 if table.width < 9 else 7
    for level, (head, row) in enumerate(zip(table.header, rows, strict=False)):
        _header(made, head, row, widths=widths, size=size, last=level == len(table.header) - 1)
    for kept, (row, element) in enumerate(zip(table.rows, rows[len(table.header) :], strict=True), start=1):
        _body(made, row, element, widths=widths, size=size, together=kept < len(table.rows) <= KEPT_ROWS)
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(2)
    gap.paragraph_format.line_spacing = Pt(6)


def _widths(table: Table) -> list[float]:
    """Centimetres of each column: labels take what the figures leave."""
    noted = any(head.text == "Note" for row in table.header for head in row)
    figures = table.width - 1
    each = {1: 3.0, 2: 2.6, 3: 2.4, 4: 2.3, 5: 2.2, 6: 1.95, 7: 1.75}.get(figures, 1.5 if figures == 9 else 1.28)
    widths = [each] * figures
    if noted:
        widths[0] = NOTE_WIDTH
    return [TEXT_WIDTH - sum(widths), *widths]


def _header(
    made: WordTable, heads: tuple[Head, ...], row: CT_Row, *, widths: list[float], size: int, last: bool
) -> None:
    _flag(row, "w:tblHeader")
    cells: list[CT_Tc] = list(row.tc_lst)
    column = 0
    for head in heads:
        cell = cells[column]
        for swallowed in cells[column + 1 : column + head.span]:
            row.remove(swallowed)
        if head.span > 1:
            cell.grid_span = head.span
        cell.width = Cm(sum(widths[column : column + head.span]))
        _write(made, cell, head.text, size=size, bold=True, right=column > 0, together=True)
        if head.span > 1:
            WordCell(cell, made).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        if last or head.span > 1:
            _border(cell, bottom=THICK if last else SINGLE)
        column += head.span


def _body(made: WordTable, row: Row, element: CT_Row, *, widths: list[float], size: int, together: bool) -> None:
    _flag(element, "w:cantSplit")
    bold = row.kind != "line"
    for column, (text, cell) in enumerate(zip(row.cells, element.tc_lst, strict=True)):
        cell.width = Cm(widths[column])
        _write(made, cell, text, size=size, bold=bold, right=column > 0, together=together)
        if row.kind in ("subtotal", "total"):
            _border(cell, top=SINGLE, bottom=THICK if row.kind == "total" else "")


def _write(made: WordTable, cell: CT_Tc, text: str, *, size: int, bold: bool, right: bool, together: bool) -> None:
    paragraph = WordCell(cell, made).paragraphs[0]
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(1.5)
    shape.line_spacing = 1
    shape.keep_with_next = together
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if text:
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold or None, Pt(size)
    else:
        # Without a run it is the paragraph's own mark that gives the row its height.
        mark = OxmlElement("w:rPr")
        height = OxmlElement("w:sz")
        height.set(qn("w:val"), str(size * 2))
        mark.append(height)
        paragraph._p.get_or_add_pPr().append(mark)


def _margins(made: WordTable) -> None:
    """Less room left and right of the text than the template gives, so that nine columns fit."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), CELL_MARGIN)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = made._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins)


def _flag(row: CT_Row, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))


def _border(cell: CT_Tc, top: str = "", bottom: str = "") -> None:
    borders = OxmlElement("w:tcBorders")
    for side, weight in (("top", top), ("bottom", bottom)):
        if weight:
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", weight), ("space", "0"), ("color", INK)):
                edge.set(qn(f"w:{name}"), value)
            borders.append(edge)
    cell.get_or_add_tcPr().append(borders)
