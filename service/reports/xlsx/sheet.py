"""One sheet of a workbook: its cells as a reader of the sheet sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from service.errors import ReportTooLarge
from service.reports.flow.glyphs import clean, raised
from service.reports.limits import MAX_CELLS, MAX_GRID_COLUMNS
from service.reports.markup import Element
from service.reports.ooxml.elements import child, local, whole
from service.reports.xlsx.formats import DIGITS, GENERAL, sections_of, shown, true
from service.reports.xlsx.places import name_of, place_of
from service.reports.xlsx.shared_formulas import SharedFormulas

_MOST_ROWS: Final = 1_048_576
_LONGEST_NUMBER: Final = 40
"""Characters. A workbook writes a number with at most 24."""
_LARGEST_EXPONENT: Final = 400
"""A workbook's numbers end at 10 to the power of 308."""
_LONGEST_FORMULA: Final = 2_000
"""Characters. A longer one is cut and ends in "…", so that nobody takes what is left of it for a formula."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something. ``row`` and ``column`` are zero-based."""

    row: int
    column: int
    text: str
    formula: str | None = None
    rows: int = 1
    columns: int = 1
    stored: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SharedParts:
    """What the cells of all sheets refer to."""

    filename: str
    strings: tuple[str, ...]
    formats: tuple[str, ...]
    """The number format of each cell style."""
    from_1904: bool


@dataclass(slots=True)
class Worksheet:
    """The cells of a sheet, row by row, and what had to be guessed about them."""

    cells: list[SheetCell] = field(default_factory=list[SheetCell])
    formulas: int = 0
    uncomputed: list[str] = field(default_factory=list[str])
    """Names of cells whose formula has no stored value."""
    blank: dict[tuple[int, int], Decimal | None] = field(default_factory=dict[tuple[int, int], Decimal | None])
    """Cells that show nothing, with the number they hold; None where a formula was never calculated."""
    shared: SharedFormulas = field(default_factory=SharedFormulas)
    masked: list[str] = field(default_factory=list[str])
    """Names of cells whose format shows nothing of their figure."""
    lost: list[str] = field(default_factory=list[str])
    """Names of cells whose text is not in the file."""
    hides: bool = False
    """Some of its rows or columns are hidden."""
    hides_rows: bool = False


def read_sheet(root: Element, book: SharedParts) -> Worksheet:
    """The sheet of a worksheet part.

    Raises:
        ReportTooLarge: more cells or columns than the limits allow.
    """
    sheet = Worksheet()
    spans = _merged(root)
    row_at = -1
    for part in root:
        if local(part) == "cols":
            sheet.hides = sheet.hides or any(column.get("hidden") in _TRUE for column in part)
        if local(part) != "sheetData":
            continue
        for row in part:
            row_at = _row_number(row, row_at)
            sheet.hides_rows = sheet.hides_rows or row.get("hidden") in _TRUE
            for place, element in _placed(row, row_at, book.filename):
                _add(sheet, place, element, book, spans)
    sheet.hides = sheet.hides or sheet.hides_rows
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
    sheet: Worksheet,
    place: tuple[int, int],
    element: Element,
    book: SharedParts,
    spans: Mapping[tuple[int, int], tuple[int, int]],
) -> None:
    formula_element = child(element, "f")
    number = _number(element)
    text = _text(element, number, book)
    formula = None
    if formula_element is not None:
        sheet.formulas += 1
        formula = _formula(sheet, place, formula_element)
        if child(element, "v") is None and not text:
            sheet.uncomputed.append(name_of(*place))
            sheet.blank[place] = None
    if not text:
        if number is not None:
            sheet.blank[place] = number
            if number:
                sheet.masked.append(name_of(*place))
        elif element.get("t") == "s" and _value(element) and _shared(element, book) is None:
            sheet.lost.append(name_of(*place))
        return
    if len(sheet.cells) >= MAX_CELLS:
        raise ReportTooLarge(
            book.filename, f"its sheets hold more than {MAX_CELLS:,} cells, the limit; split it and audit the parts"
        )
    rows, columns = spans.get(place, (1, 1))
    sheet.cells.append(SheetCell(*place, text, formula, rows, columns, number))


def _formula(sheet: Worksheet, place: tuple[int, int], element: Element) -> str | None:
    """The formula of a cell as it would be there alone; one over many cells at once is set in braces."""
    text = sheet.shared.text_at(place, element)
    if element.get("t") in _MANY_CELLS:
        text = f"{{{text}}}"
    return (text if len(text) <= _LONGEST_FORMULA else f"{text[: _LONGEST_FORMULA - 1]}…") or None


_MANY_CELLS: Final = ("array", "dataTable")


def _text(element: Element, number: Decimal | None, book: SharedParts) -> str:
    """What a cell shows."""
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        held = child(element, "is")
        return "" if held is None else string_of(held)
    text = _value(element)
    if not text:
        return ""
    if kind == "s":
        return _shared(element, book) or ""
    if kind == "b":
        return "TRUE" if text in _TRUE else "FALSE"
    return clean(text) if number is None else _shown_number(text, number, element, book)


def _shared(element: Element, book: SharedParts) -> str | None:
    """The text of the workbook that a cell names by its number; None if there is none."""
    index = whole(_value(element))
    return book.strings[index] if index is not None and 0 <= index < len(book.strings) else None


def _value(element: Element) -> str:
    value = child(element, "v")
    return (value.text or "").strip() if value is not None else ""


def _number(element: Element) -> Decimal | None:
    """The number that a cell holds."""
    text = _value(element)
    if (element.get("t") or "n") != "n" or not text or len(text) > _LONGEST_NUMBER:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return None
    return true(number).normalize() if len(number.as_tuple().digits) > DIGITS else number


def _shown_number(text: str, number: Decimal, element: Element, book: SharedParts) -> str:
    style = whole(element.get("s")) or 0
    code = book.formats[style] if 0 <= style < len(book.formats) else GENERAL
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
            run = "" if text is None else text.text or ""
            parts.append(raised(run) if is_raised else run)
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
