"""Blocks in document order become a Report: the one way in for every format reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.reports.figures.numerals import DecimalMark, decimal_mark
from service.reports.flow.blocks import PrintedWord
from service.reports.flow.captions import caption_above, names_something, running_texts
from service.reports.flow.printed import text_boxes
from service.reports.limits import Limits
from service.reports.model import Format, Page, Paragraph, Report, Section, Unseen
from service.reports.tables.layout import Context, lay_out
from service.reports.tables.raw import RawTable

_LINES = 6
"""Paragraphs above a table that may hold what belongs to it."""


@dataclass
class ReportBuilder:
    """Takes headings, paragraphs and tables in document order and builds the report.

    Figures are read in ``build``, when all of them are known: which decimal mark is in use is a fact about the
    whole document.

    Raises:
        ReportTooLarge: more cells, columns or paragraphs than an audit can hold; raised by the call that goes beyond.
    """

    filename: str
    format: Format
    language: str | None = None
    pages: int | None = None
    shown: tuple[Page, ...] = ()
    _sections: list[Section] = field(default_factory=list[Section], init=False)
    _paragraphs: list[Paragraph] = field(default_factory=list[Paragraph], init=False)
    _tables: list[tuple[RawTable, int | None, int]] = field(
        default_factory=list[tuple[RawTable, int | None, int]], init=False
    )
    _open: list[int] = field(default_factory=list[int], init=False)
    _notes: list[str] = field(default_factory=list[str], init=False)
    _unseen: list[Unseen] = field(default_factory=list[Unseen], init=False)
    _names: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]], init=False)
    _hiding: list[str] = field(default_factory=list[str], init=False)
    _titles: dict[int, str] = field(default_factory=dict[int, str], init=False)
    _running: frozenset[str] = field(default=frozenset(), init=False)
    _limits: Limits = field(init=False)

    def __post_init__(self) -> None:
        self._limits = Limits(self.filename)

    def heading(self, level: int, text: str, page: int | None = None, printed: Sequence[PrintedWord] = ()) -> None:
        """A heading opens a section; it closes those of its own level and below. Empty text is ignored."""
        text = " ".join(text.split())
        if not text:
            return
        while self._open and self._sections[self._open[-1]].level >= level:
            self._open.pop()
        parent = self._open[-1] if self._open else None
        index = len(self._sections)
        self._sections.append(Section(index, text, level, parent, len(self._paragraphs)))
        self._open.append(index)
        self._add_paragraph(text, page, printed, heading=True)

    def paragraph(self, text: str, page: int | None = None, printed: Sequence[PrintedWord] = ()) -> None:
        """A paragraph or list item; white space is collapsed, empty text is ignored."""
        text = " ".join(text.split())
        if text:
            self._add_paragraph(text, page, printed, heading=False)

    def table(self, table: RawTable) -> None:
        """A table, with its own caption if the file ties one to it."""
        self._limits.check_width(table.width)
        self._limits.add_cells([cell.text for cell in table.cells])
        self._tables.append((table, self._section, len(self._paragraphs)))

    def note(self, text: str) -> None:
        """What had to be left out or guessed, said once, for people."""
        if text not in self._notes:
            self._notes.append(text)

    def unseen(self, cell: Unseen) -> None:
        """A cell of a workbook that is in none of the tables, and that formulas may refer to."""
        self._unseen.append(cell)

    def name(self, name: str, meaning: str) -> None:
        """A name that the formulas of a workbook may use."""
        self._names.append((name, meaning))

    def hiding(self, sheet: str) -> None:
        """A sheet of a workbook some rows of which are hidden."""
        self._hiding.append(sheet)

    def build(self) -> Report:
        """The report of everything given so far."""
        mark = decimal_mark(self._figures())
        self._running = running_texts(self._paragraphs)
        tables = lay_out([(entry[0], self._context(index, mark)) for index, entry in enumerate(self._tables)])
        return Report(
            self.format,
            tuple(self._sections),
            tuple(self._paragraphs),
            tables,
            self.language,
            self.pages,
            tuple(self._notes),
            tuple(self._unseen),
            tuple(self._names),
            tuple(self._hiding),
            self.shown,
        )

    @property
    def _section(self) -> int | None:
        return self._open[-1] if self._open else None

    def _add_paragraph(self, text: str, page: int | None, printed: Sequence[PrintedWord], *, heading: bool) -> None:
        self._limits.add_paragraph(text)
        boxes = text_boxes(text, printed)
        self._paragraphs.append(Paragraph(len(self._paragraphs), self._section, text, heading, page, boxes))

    def _figures(self) -> Iterator[str]:
        for table, _, _ in self._tables:
            for cell in table.cells:
                yield cell.text

    def _context(self, index: int, mark: DecimalMark) -> Context:
        raw, section, paragraph = self._tables[index]
        after = self._tables[index - 1][2] if index else 0
        between = self._paragraphs[after:paragraph]
        around = self._title_before(index, between) or self._section_title(section)
        above = caption_above(raw.caption, between, around, self._running)
        self._titles[index] = above.title
        lines = tuple(one.text for one in self._paragraphs[max(after, paragraph - _LINES) : paragraph])
        return Context(index, section, paragraph, above.title, above.text, mark, lines)

    def _title_before(self, index: int, between: Sequence[Paragraph]) -> str:
        """The title of the table that this one goes on from: nothing that could name it is between the two."""
        if any(names_something(paragraph.text, self._running) for paragraph in between):
            return ""
        return self._titles.get(index - 1, "")

    def _section_title(self, index: int | None) -> str:
        """The nearest heading at or above a section that names something, not the head or foot of a page."""
        titles = (section.title for section in reversed(self._sections[: 0 if index is None else index + 1]))
        return next((title for title in titles if names_something(title, self._running)), "")
