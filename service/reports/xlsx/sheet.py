"""One sheet of a workbook: its cells as a reader of the sheet sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from service.errors import ReportTooLarge
from service.reports.docx_elements import child, local, whole
from service.reports.glyphs import clean, raised
from service.reports.limits import MAX_CELLS, MAX_GRID_COLUMNS
from service.reports.markup import Element
from service.reports.xlsx.formats import GENERAL, sections_of, shown
from service.reports.xlsx.places import name_of, place_of

_MOST_ROWS: Final = 1_048_576
_LONGEST_NUMBER: Final = 40
"""Characters. A workbook writes a number with at most 24."""
_LONGEST_FORMULA: Final = 500
"""Characters of a formula that are kept."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something. ``row`` and ``column`` are zero-based."""

    row: int
    column: int
    text: str
    formula: str | None = None
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Book:
    """What the cells of all sheets refer to."""

    filename: str
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    """The number format of each cell style."""
    from_1904: bool


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet, row by row, and what had to be guessed about them."""

    cells: list[SheetCell] = field(default_factory=list[SheetCell])
    formulas: int = 0
    uncomputed: list[str] = field(default_factory=list[str])
    """Names of cells whose formula has no stored value."""
    hides: bool = False
    """Some of its rows or columns are hidden."""


def read_sheet(root: Element, book: Book) -> Sheet:
    """The sheet of a worksheet part.

    Raises:
        ReportTooLarge: more cells or columns than the limits allow.
    """
    sheet = Sheet()
    spans = _merged(root)
    row_at = -1
    for part in root:
        if local(part) == "cols":
            sheet.hides = sheet.hides or any(column.get("hidden") in _TRUE for column in part)
        if local(part) != "sheetData":
            continue
        for row in part:
            row_at = _row_number(row, row_at)
            sheet.hides = sheet.hides or row.get("hidden") in _TRUE
            for place, element in _placed(row, row_at, book.filename):
                _add(sheet, place, element, book, spans)
    return sheet


_TRUE: Final = ("1", "true")


def _row_number(row: Element, before: int) -> int:
    number = whole(row.get("r"))
    return min(number, _MOST_ROWS) - 1 if number and number > 0 else before + 1


def _placed(row: Element, row_at: int, filename: str) -> Iterator[tuple[tuple[int, int], Element]]:
    column = -1
    for element in row:
        if local(element) != "c":
            continue
        place = place_of(element.get("r") or "")
        column = place[1] if place else column + 1
        if column >= MAX_GRID_COLUMNS and len(element):
            raise ReportTooLarge(filename, f"one of its sheets is wider than {MAX_GRID_COLUMNS:,} columns, the limit")
        yield (row_at, column), element


def _add(
    sheet: Sheet, place: tuple[int, int], element: Element, book: Book, spans: Mapping[tuple[int, int], tuple[int, int]]
) -> None:
    formula_element = child(element, "f")
    text = _text(element, book)
    formula = None
    if formula_element is not None:
        sheet.formulas += 1
        formula = (formula_element.text or "").strip()[:_LONGEST_FORMULA] or None
        if child(element, "v") is None and not text:
            sheet.uncomputed.append(name_of(*place))
    if not text:
        return
    if len(sheet.cells) >= MAX_CELLS:
        raise ReportTooLarge(
            book.filename, f"its sheets hold more than {MAX_CELLS:,} cells, the limit; split it and audit the parts"
        )
    rows, columns = spans.get(place, (1, 1))
    sheet.cells.append(SheetCell(*place, text, formula, rows, columns))


def _text(element: Element, book: Book) -> str:
    """What a cell shows."""
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        held = child(element, "is")
        return "" if held is None else string_of(held)
    value = child(element, "v")
    text = (value.text or "").strip() if value is not None else ""
    if not text:
        return ""
    if kind == "s":
        index = whole(text)
        return book.strings[index] if index is not None and 0 <= index < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if text in _TRUE else "FALSE"
    if kind != "n":
        return clean(text)
    return _shown_number(text, element, book)


def _shown_number(text: str, element: Element, book: Book) -> str:
    style = whole(element.get("s")) or 0
    code = book.formats[style] if 0 <= style < len(book.formats) else GENERAL
    try:
        number = Decimal(text) if len(text) <= _LONGEST_NUMBER else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite() or abs(number.adjusted()) > 400:
        return clean(text)
    return clean(shown(number, code, from_1904=book.from_1904)) if sections_of(code) else clean(text)


def string_of(element: Element) -> str:
    """The text of a shared or inline string: its runs, note marks raised; readings of characters left out."""
    parts: list[str] = []
    for part in element:
        if local(part) == "t":
            parts.append(part.text or "")
        elif local(part) == "r":
            text = child(part, "t")
            properties = child(part, "rPr")
            alignment = None if properties is None else child(properties, "vertAlign")
            is_raised = alignment is not None and alignment.get("val") == "superscript"
            said = "" if text is None else text.text or ""
            parts.append(raised(said) if is_raised else said)
    return clean("".join(parts))


def _merged(root: Element) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns of each merged range, by the place of its first cell."""
    ranges = child(root, "mergeCells")
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in ranges if ranges is not None else ():
        first, _, last = (one.get("ref") or "").partition(":")
        start, end = place_of(first), place_of(last)
        if start and end and end[0] >= start[0] and end[1] >= start[1]:
            found[start] = (end[0] - start[0] + 1, min(end[1] - start[1] + 1, MAX_GRID_COLUMNS))
    return found
