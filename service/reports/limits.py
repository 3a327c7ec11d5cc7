"""How large a report may be. Every limit is documented here, with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.errors import ReportTooLarge

MAX_CELLS = 1_000_000
"""The longest annual reports hold near 100,000 cells; ten times that still fits the memory of a worker."""

MAX_PARAGRAPHS = 200_000
"""The longest annual reports hold near 20,000 paragraphs."""

MAX_TEXT_CHARACTERS = 12_000_000
"""In all cells and paragraphs together, what a file says once and shows often counted each time. The longest annual
reports have near 2,500,000."""

MAX_SOURCE_CHARACTERS = 2 * MAX_TEXT_CHARACTERS
"""Of a text file as it is written, with the blanks and dashes that are not shown; of a web page, what it shows of both.
To take a longer one apart costs minutes, and then there would be too much in it."""

MAX_TAGS = 4_000_000
"""Of a web page, at the beginning and at the end of each element. Each takes some 5 microseconds, those in tables twice
as long: what has more is not read in the time that there is. A filing of 2.5 MB has 42,000."""

MAX_REPORT_BYTES = 32 * 2**20
"""The report as it is kept. A filing of 600 pages takes 1.4 MB."""

MAX_GRID_COLUMNS = 1_000
"""Printed statements have under 100 grid columns; a span of millions is an attack or a mistake."""

MAX_UNCOMPRESSED_BYTES = 500 * 2**20
"""All parts of a Word file together, unpacked."""

MAX_COMPRESSION_RATIO = 200
"""XML compresses 10 to 30 times; a part beyond this and over ``RATIO_FREE_BYTES`` is a bomb."""

RATIO_FREE_BYTES = 10 * 2**20
"""Parts below this size may compress as they like."""

MAX_ZIP_ENTRIES = 10_000
"""A Word file has under 100 parts, with many pictures a few hundred."""

MAX_DIRECTORY_BYTES = 2 * 2**20
"""The list of its parts at the end of a Word file or workbook, for each some 100 bytes."""

MAX_PDF_PAGES = 3_000
"""The longest annual reports have near 600 pages."""

MAX_PDF_CHARACTERS = 12_000_000
"""On all pages of a PDF. A full page of text has near 4,000."""

MAX_PAGE_POINTS = 28_800
"""How far from its origin a page of a PDF is read: twice the largest page there is, 200 inches. Text beyond it is on no
page, and made to cost time."""

MAX_PAGE_OBJECTS = 1_000_000
"""Texts, lines and pictures drawn on one page of a PDF. A dense chart has a few thousand."""

MAX_PAGE_CHARACTERS = 200_000
"""On one page of a PDF. A page in the smallest legible type has near 30,000."""


@dataclass
class Limits:
    """Counts what a reader has read of ``filename``, and refuses what is beyond the limits."""

    filename: str
    cells: int = 0
    paragraphs: int = 0
    characters: int = 0
    shown: int = 0

    def check_source(self, characters: int) -> None:
        """Look at the size of a text file before it is taken apart.

        Raises:
            ReportTooLarge: it has more than ``MAX_SOURCE_CHARACTERS``.
        """
        if characters > MAX_SOURCE_CHARACTERS:
            raise ReportTooLarge(
                self.filename,
                f"it has {characters:,} characters, the limit is {MAX_SOURCE_CHARACTERS:,}; "
                "split it and audit the parts",
            )

    def check_tags(self, tags: int) -> None:
        """Look at how much markup a web page has before it is taken apart.

        Raises:
            ReportTooLarge: it has more than ``MAX_TAGS``.
        """
        if tags > MAX_TAGS:
            raise ReportTooLarge(
                self.filename, f"it has {tags:,} tags, the limit is {MAX_TAGS:,}; split it and audit the parts"
            )

    def add_shown(self, characters: int) -> None:
        """Count what a web page shows, blanks included, while it is taken apart.

        Raises:
            ReportTooLarge: it is more than ``MAX_SOURCE_CHARACTERS``.
        """
        self.shown += characters
        if self.shown > MAX_SOURCE_CHARACTERS:
            raise ReportTooLarge(
                self.filename,
                f"it shows more than {MAX_SOURCE_CHARACTERS:,} characters, blanks included, the limit; "
                "split it and audit the parts",
            )

    def add_cells(self, texts: Sequence[str]) -> None:
        """Count cells, by their texts.

        Raises:
            ReportTooLarge: there are more than ``MAX_CELLS``, or too much is in them.
        """
        self.cells += len(texts)
        if self.cells > MAX_CELLS:
            raise ReportTooLarge(
                self.filename,
                f"its tables hold more than {MAX_CELLS:,} cells, the limit; split it and audit the parts",
            )

        self._add_characters(sum(map(len, texts)))

    def check_width(self, columns: int) -> None:
        """Look at the width of a table.

        Raises:
            ReportTooLarge: it is wider than ``MAX_GRID_COLUMNS``.
        """
        if columns > MAX_GRID_COLUMNS:
            raise ReportTooLarge(
                self.filename,
                f"one of its tables has {columns:,} columns, the limit is {MAX_GRID_COLUMNS:,}; split that table",
            )

    def add_paragraph(self, text: str) -> None:
        """Count a paragraph.

        Raises:
            ReportTooLarge: there are more than ``MAX_PARAGRAPHS``, or too much is in them.
        """
        self.paragraphs += 1
        if self.paragraphs > MAX_PARAGRAPHS:
            raise ReportTooLarge(
                self.filename,
                f"it has more than {MAX_PARAGRAPHS:,} paragraphs, the limit; split it and audit the parts",
            )
        self._add_characters(len(text))

    def check_size(self, size_bytes: int) -> None:
        """Look at the size of the report as it is kept.

        Raises:
            ReportTooLarge: it has more than ``MAX_REPORT_BYTES``.
        """
        if size_bytes > MAX_REPORT_BYTES:
            raise ReportTooLarge(
                self.filename,
                f"what was read of it takes {size_bytes / 2**20:,.0f} MiB, the limit is {MAX_REPORT_BYTES / 2**20:g}; "
                "split it and audit the parts",
            )

    def _add_characters(self, count: int) -> None:
        self.characters += count
        if self.characters > MAX_TEXT_CHARACTERS:
            raise ReportTooLarge(
                self.filename,
                f"it shows more than {MAX_TEXT_CHARACTERS:,} characters of text, the limit; "
                "split it and audit the parts",
            )
