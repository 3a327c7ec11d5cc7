"""A report as read: sections, paragraphs and tables in document order, each knowing where it stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Format = Literal["markdown", "docx", "html", "pdf", "xlsx"]
CellKind = Literal["empty", "text", "number", "nil", "mark"]
"""What a cell holds: ``nil`` is a dash standing for zero; ``mark`` a currency sign, closing bracket, percent sign or
footnote mark in a cell of its own, which belongs to the number beside it."""
Box = tuple[int, int, int, int]
"""Left, top, right and bottom of what is printed on a page, in thousandths of its width and height as it is shown."""
TextBox = tuple[int, int, int, int, int, int, int]
"""The characters from the first up to the second of a paragraph, the page that they are printed on, and their box."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as printed.

    ``value`` carries the sign and is not scaled: "(1,234)" under "in millions" is Decimal("-1234") with scale 6.
    Its exponent keeps the printed decimals ("6.10" is Decimal("6.10")).
    """

    value: Decimal
    text: str
    """What was printed, across the cells it was printed in: "$ (1,234)"."""
    unit: str | None = None
    """ISO 4217 code, "%", "pp" (percentage points), "bp", "x" (multiples), "shares", or None where the report says
    nothing."""
    scale: int = 0
    """Power of ten that the caption or header puts on it: 3 thousands, 6 millions, 9 billions; -2 pence or cents."""
    per_share: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What an inline XBRL tag says of the figure that it is around."""

    concept: str
    """What it is a figure of: "us-gaap:Assets"."""
    period: str
    """ "2024-09-28" for a date, "2023-10-01/2024-09-28" for the time between two."""
    about: str
    """Whose figure it is, and of which parts of it: "0000320193 us-gaap:SegmentAxis=xy:WaterMember"."""
    unit: str
    """ "iso4217:USD", "iso4217:USD/xbrli:shares"."""
    text: str
    """The digits that it is around; brackets are outside of it."""
    scale: int = 0
    """Power of ten that it puts on them."""
    negative: bool = False
    """It says itself that the value is negative; how it is printed does not."""
    decimals: int | None = None
    """Places to which it is exact: -6 for millions; None where it does not say, or is exact."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``row`` and ``column`` are zero-based grid coordinates of its top left corner in the file."""

    row: int
    column: int
    text: str
    kind: CellKind = "text"
    number: Number | None = None
    """Present for kind "number"; for "nil" it is a Number whose value is 0."""
    colspan: int = 1
    rowspan: int = 1
    header: bool = False
    """In a header row (as marked in the file, or recognised: years, dates, units above the first figures)."""
    reference: bool = False
    """It says where the row is explained (a note, a page): neither a figure nor a part of the row's label."""
    formula: str | None = None
    """The formula that a workbook computes it with: "SUM(B4:B9)"."""
    stored: Decimal | None = None
    """The number that a workbook holds, to all its digits; its format may show it rounded, scaled or as a date."""
    facts: tuple[Fact, ...] = ()
    """What its inline XBRL tags say; one figure can have several."""
    box: Box | None = None
    """Where a PDF prints it, on the page of its row (``Table.page_of``); of a figure its digits, not a sign far off."""


@dataclass(frozen=True, slots=True)
class Column:
    """A logical column of figures, which may be printed over several grid columns ("$", digits, ")" in three cells)."""

    index: int
    """Zero-based among the logical columns that carry figures, left to right."""
    columns: tuple[int, ...]
    """The grid columns it takes up."""
    label: str
    """Header texts above it, of all levels, outermost first, joined by a space: "Years ended September 28, 2024"."""
    unit: str | None = None
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the cells that exist in the file, row by row, left to right, and the columns of figures seen in them."""

    index: int
    section: int | None
    """Index of the section it is in."""
    paragraph: int
    """How many paragraphs of the report are before it; so blocks can be put back in order."""
    title: str
    """Its caption, or the nearest heading or short line above it; empty if there is none."""
    rows: int
    width: int
    """Grid columns."""
    header_rows: int
    cells: tuple[Cell, ...]
    columns: tuple[Column, ...]
    unit: str | None = None
    scale: int = 0
    scale_stated: bool = False
    """Whether the table itself states its scale; else it is that of the report's other tables, or unknown (0)."""
    caption_text: str = ""
    """The lines just above it that state unit and scale, as printed: "(In millions, except per-share amounts)"."""
    page: int | None = None
    """The page it begins on, counted from 1; None where the format does not tell."""
    page_breaks: tuple[int, ...] = ()
    """The rows with which each further page begins, for a table that runs over several."""
    sheet: str = ""
    """The sheet of a workbook that it is on; rows and columns are then those of the sheet."""

    def page_of(self, row: int) -> int | None:
        """The page a row is on."""
        return None if self.page is None else self.page + bisect_right(self.page_breaks, row)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, list item or heading. Headings are paragraphs too, so that text between tables keeps its order."""

    index: int
    section: int | None
    text: str
    heading: bool = False
    page: int | None = None
    """The page it begins on, counted from 1; None where the format does not tell."""
    boxes: tuple[TextBox, ...] = ()
    """Where a PDF prints its words that have digits."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it. ``level`` is 1 for the outermost; ``parent`` the index of the one around it."""

    index: int
    title: str
    level: int
    parent: int | None
    paragraph: int
    """Index of the heading's paragraph."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A cell of a workbook that is in no table, but that formulas may refer to."""

    sheet: str
    row: int
    column: int
    stored: Decimal | None
    """What it holds; None for a formula that was never calculated."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF as it is shown: turned and cut as the file says. Width and height are in points."""

    width: int
    height: int
    label: str = ""
    """The number that is printed on it, or that the file gives it, where that is another than its place in the file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What every agent and every later view reads."""

    format: Format
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    language: str | None = None
    pages: int | None = None
    notes: tuple[str, ...] = field(default=())
    """What the reader had to leave out or guess, for people: "tracked deletions were left out"."""
    unseen: tuple[Unseen, ...] = field(default=())
    names: tuple[tuple[str, str], ...] = field(default=())
    """Names that a workbook gives to cells and numbers, each with what it stands for: ("TaxRate", "Rates!$B$2")."""
    hiding: tuple[str, ...] = field(default=())
    """Sheets of a workbook with hidden rows; they were read all the same."""
    shown: tuple[Page, ...] = field(default=())
    """The pages of a PDF, in order."""
