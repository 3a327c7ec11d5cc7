"""A Word document as lines and tables: what Word prints, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from service.reports.flow.blocks import CellBlock, Line, TableBlock
from service.reports.flow.lines import Run, lines_of
from service.reports.markup import Element
from service.reports.ooxml.elements import child, child_value, local
from service.reports.word.numbering import BULLET, Numbering
from service.reports.word.stacks import unstacked
from service.reports.word.styles import Look, Styles, face, look_of
from service.reports.word.table import WordRow, rows_of, unwrapped
from service.reports.word.text import Spoken, TextReading

_PARAGRAPHS: Final = frozenset({"p", "oMathPara"})
_Content = list[Line | TableBlock]


@dataclass(slots=True)
class DocxWalk:
    """Reads one document. ``blocks`` holds the outcome, ``pages`` how many pages its page breaks make."""

    filename: str
    text: TextReading
    numbering: Numbering
    blocks: _Content = field(default_factory=list["Line | TableBlock"])
    pages: int = 1
    _unended: list[Run] = field(default_factory=list["Run"])
    """The runs of a paragraph whose end was deleted: it goes on in the next one."""

    @property
    def styles(self) -> Styles:
        """The styles of the document."""
        return self.text.styles

    def read(self, container: Element, into: _Content) -> None:
        """Read the paragraphs and tables inside a body, a cell, a text box or a note."""
        for element in unwrapped(container):
            if local(element) in _PARAGRAPHS:
                self._paragraph(element, into)
            elif local(element) == "tbl":
                into.append(self._table(element))

    def _paragraph(self, paragraph: Element, into: _Content) -> None:
        look, ends = self._look(paragraph)
        spoken = self.text.read(paragraph, look)
        label = self.numbering.label(look) if spoken.runs else ""
        if label:
            spoken.runs.insert(0, (f"{label} ", face(look)))
        self.pages += spoken.leading_pages
        runs = [*self._unended, *spoken.runs]
        self._unended = [] if ends else runs
        if ends:
            self._add(runs, look if label != BULLET else Look(level=0).over(look), into)
        self._after(spoken, into)

    def _add(self, runs: list[Run], look: Look, into: _Content) -> None:
        for line in lines_of(runs):
            line.level = look.level or None
            line.is_title = look.level != 0
            line.page = self.pages
            into.append(line)

    def _after(self, spoken: Spoken, into: _Content) -> None:
        """The page breaks inside a paragraph and the text boxes anchored in it come after its text."""
        self.pages += spoken.pages - spoken.leading_pages
        for box in spoken.boxes:
            self.read(box, into)

    def _look(self, paragraph: Element) -> tuple[Look, bool]:
        """How the paragraph looks, and whether it ends: the end of one may be a tracked deletion."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return self.styles.paragraph(None), True
        style = self.styles.paragraph(child_value(properties, "pStyle"))
        mark = child(properties, "rPr")
        ends = mark is None or child(mark, "del") is None
        if child(properties, "pageBreakBefore") is not None and not self.text.has_rendered_breaks:
            self.pages += 1
        return look_of(properties).over(style), ends

    def _table(self, table: Element) -> TableBlock:
        block = TableBlock(page=self.pages)
        above: dict[int, CellBlock] = {}
        for index, row in enumerate(rows_of(self.filename, table)):
            block.rows = index + 1
            if row.deleted:
                self.text.delete(*(place.element for place in row.cells))
            else:
                above = self._row(row, index, above, block)
        return unstacked(block)

    def _row(self, row: WordRow, index: int, above: dict[int, CellBlock], block: TableBlock) -> dict[int, CellBlock]:
        """Add a row's cells; the answer is what a cell in the next row would merge with, by column."""
        here: dict[int, CellBlock] = {}
        for place in row.cells:
            merged = above.get(place.column) if place.goes_on else None
            if merged is not None and merged.colspan == place.span:
                merged.rowspan = index - merged.row + 1
                here[place.column] = merged
                continue
            cell = CellBlock(index, place.column, place.span, 1, row.header)
            self._cell(place.element, cell)
            block.cells.append(cell)
            if place.merges:
                here[place.column] = cell
        return here

    def _cell(self, element: Element, cell: CellBlock) -> None:
        """Read what a cell holds, and what each of its paragraphs says."""
        for item in unwrapped(element):
            before = len(cell.content)
            if local(item) == "p":
                self._paragraph(item, cell.content)
                lines = [line.text for line in cell.content[before:] if isinstance(line, Line)]
                cell.stack += lines or [""]
            elif local(item) == "tbl":
                cell.content.append(self._table(item))
