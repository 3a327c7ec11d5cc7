"""What is spoiled: a whole report for each reader, of the tests' own making."""

from __future__ import annotations

from tests.unit.generated.given.accounts import Grid
from tests.unit.generated.given.books import books_of
from tests.unit.generated.given.printing import rows_of, style_of
from tests.unit.reports.given.damage import SEED, whole
from tests.unit.reports.given.tagged_page import Entry, Tagged, page

LABEL_WIDTH, FIGURE_WIDTH = 44, 16
YEARS = ("y25", "y24", "y23")


def sources() -> dict[str, tuple[str, bytes]]:
    """By reader the name and the bytes of a report without a fault."""
    return {
        "md": ("report.md", whole("report.md")),
        "txt": ("report.txt", _text()),
        "html": ("report.html", whole("report.html")),
        "ixbrl": ("filing.xhtml", _tagged()),
        "docx": ("report.docx", whole("report.docx")),
        "xlsx": ("report.xlsx", whole("report.xlsx")),
        "pdf": ("report.pdf", whole("report.pdf")),
    }


def _text() -> bytes:
    """Tables in columns of blanks, as a program prints them."""
    style = style_of(SEED)
    lines: list[str] = []
    for grid in books_of(SEED, 2).grids:
        lines += [grid.title, style.caption, ""]
        for label, *figures in rows_of(grid, style):
            lines.append(label.ljust(LABEL_WIDTH) + "".join(figure.rjust(FIGURE_WIDTH) for figure in figures))
        lines.append("")
    return "\n".join(lines).encode()


def _tagged() -> bytes:
    return page(*((grid.title, _tagged_rows(grid)) for grid in books_of(SEED, 2).grids))


def _tagged_rows(grid: Grid) -> list[list[Entry]]:
    rows: list[list[Entry]] = [["", *grid.heads]]
    for at, line in enumerate(grid.lines):
        figures = zip(line.amounts, YEARS, strict=False)
        rows.append([line.label, *(_entry(amount, f"t:Line{at}", year) for amount, year in figures)])
    return rows


def _entry(amount: int | None, concept: str, year: str) -> Entry:
    if amount is None:
        return ""
    printed = f"({-amount:,})" if amount < 0 else f"{amount:,}"
    return Tagged(printed, concept, year, negative=amount < 0)
