"""Generated reports as files: in the number style of a country, as Markdown, HTML, Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from random import Random

from docx import Document

from service.reports.xlsx.places import name_of
from tests.unit.generated.given.accounts import Books, Grid, Place
from tests.unit.reports.given.drawn import Drawing
from tests.unit.reports.given.workbooks import Held, Workbook

NEGATIVES = ("({})", "-{}", "\u2212{}", "({})")
"""Brackets twice: most reports print them."""
NILS = ("—", "-", "–", "nil")
CAPTIONS = ("(in millions of euros)", "In thousands of pounds sterling", "US$ million", "(in thousands)", "")


@dataclass(frozen=True)
class Style:
    """How figures are printed."""

    group: str
    mark: str
    negative: str
    nil: str
    decimals: int
    caption: str

    def printed(self, amount: int | None) -> str:
        """An amount, in units of the last printed digit, as text."""
        if amount is None:
            return ""
        if amount == 0:
            return self.nil
        whole, part = divmod(abs(amount), 10**self.decimals)
        digits = f"{whole:,}".replace(",", self.group)
        shown = f"{digits}{self.mark}{part:0{self.decimals}}" if self.decimals else digits
        return self.negative.format(shown) if amount < 0 else shown


def style_of(seed: int) -> Style:
    """The style of a seed."""
    dice = Random(seed)
    group, mark = dice.choice(((",", "."), (",", "."), (".", ","), ("\u202f", ","), ("'", "."), (" ", ",")))
    negative, nil = dice.choice(NEGATIVES), dice.choice(NILS)
    return Style(group, mark, negative, nil, dice.choice((0, 0, 1)), dice.choice(CAPTIONS))


def rows_of(grid: Grid, style: Style) -> list[list[str]]:
    """The heads and lines of a table as printed; notes have a column of their own."""
    notes = bool(grid.notes)
    rows = [["", *(["Note"] if notes else []), *grid.heads]]
    for at, line in enumerate(grid.lines):
        note = [str(grid.notes.get(at, ""))] if notes else []
        rows.append([line.label, *note, *(style.printed(amount) for amount in line.amounts)])
    return rows


def markdown(books: Books, style: Style) -> bytes:
    lines = ["# Annual report", ""]
    for grid in books.grids:
        head, *rows = rows_of(grid, style)
        lines += [f"## {grid.title}", "", style.caption, "", f"| {' | '.join(head)} |"]
        lines += ["|---" * len(head) + "|", *(f"| {' | '.join(row)} |" for row in rows), ""]
    return "\n".join(lines).encode()


def html(books: Books, style: Style) -> bytes:
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><h1>Annual report</h1>"]
    for grid in books.grids:
        head, *rows = rows_of(grid, style)
        heads = "".join(f"<th>{escape(text)}</th>" for text in head)
        body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
        parts.append(f"<h2>{escape(grid.title)}</h2><p>{style.caption}</p><table><tr>{heads}</tr>{body}</table>")
    return "".join([*parts, "</body></html>"]).encode()


def word(books: Books, style: Style) -> bytes:
    document = Document()
    document.add_heading("Annual report", 1)
    for grid in books.grids:
        rows = rows_of(grid, style)
        document.add_heading(grid.title, 2)
        document.add_paragraph(style.caption)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for cells, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def excel(books: Books, style: Style, *, calculated: bool = False) -> bytes:
    """A sheet for each table; figures are numbers, shown by their format; ``calculated``, with formulas behind them."""
    formulas = _formulas(books) if calculated else {}
    sheets: dict[str, list[list[str | Held | None]]] = {}
    decimals = f".{'0' * style.decimals}" if style.decimals else ""
    code = f'#,##0{decimals};(#,##0{decimals});"–"'
    for grid in books.grids:
        rows: list[list[str | Held | None]] = [[grid.title], [style.caption or None], [None, *grid.heads]]
        for at, line in enumerate(grid.lines):
            amounts = (
                None if one is None else Held(_plain(one, style.decimals), code, formulas.get((grid.index, at, column)))
                for column, one in enumerate(line.amounts)
            )
            rows.append([line.label, *amounts])
        sheets[_sheet(grid)] = rows
    return Workbook(sheets).data()


def _formulas(books: Books) -> dict[Place, str]:
    """How a spreadsheet calculates each figure that follows from others; of several ways the first."""
    found: dict[Place, str] = {}
    for relation in books.relations:
        signed = (f"{'-' if sign < 0 else '+'}{_cell(books, place, relation.target)}" for sign, place in relation.terms)
        found.setdefault(relation.target, "".join(signed).removeprefix("+"))
    return found


def _cell(books: Books, place: Place, seen_from: Place) -> str:
    table, line, column = place
    name = name_of(line + 3, column + 1)
    return name if table == seen_from[0] else f"'{_sheet(books.grids[table])}'!{name}"


def _sheet(grid: Grid) -> str:
    return f"{grid.index + 1} {grid.title}"[:31]


def printed_pdf(books: Books, style: Style) -> bytes:
    """A page for each table, figures set to the right."""
    drawing = Drawing()
    for grid in books.grids:
        if grid.index:
            drawing.page()
        drawing.text(50, 40, grid.title, 14, 1)
        drawing.text(50, 58, style.caption or "As at the end of the year")
        for at, texts in enumerate(rows_of(grid, style)):
            edges = tuple(590.0 - 65 * (len(texts) - column) + 55 for column in range(1, len(texts)))
            drawing.row(80 + 14 * at, texts[0], edges, tuple(text.translate(_LATIN) for text in texts[1:]), x=20)
    return drawing.data()


_LATIN = str.maketrans({"\u2212": "-", "\u202f": " "})
"""The fonts of a drawn PDF have no other minus and no thin space."""


def _plain(amount: int, decimals: int) -> str:
    whole, part = divmod(abs(amount), 10**decimals)
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole}.{part:0{decimals}}" if decimals else f"{sign}{whole}"


Printer = Callable[[Books, Style], bytes]
FORMATS: dict[str, Printer] = {
    "report.md": markdown,
    "report.html": html,
    "report.docx": word,
    "report.xlsx": excel,
    "report.pdf": printed_pdf,
}
