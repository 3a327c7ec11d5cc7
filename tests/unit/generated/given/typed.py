"""Generated reports in typewriting: tables set with blanks, as text filings, plain text and <pre> print them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from random import Random

from tests.unit.generated.given.accounts import Books, Grid
from tests.unit.generated.given.printing import Style, rows_of


@dataclass(frozen=True)
class Layout:
    """How a table is set with blanks."""

    indent: int
    gap: int
    """Blanks between two columns, at least."""
    rule: str
    """What rules are drawn with; none where it is empty."""
    hanging: bool
    """Closing brackets stand beyond the edge of the digits."""
    leaders: bool
    """Dots lead from the names to the figures."""
    longest: int
    """Characters of a name; a longer one is wrapped, its figures stand in its last line."""
    inset: int
    """Blanks before the second line of a name."""
    sign: str
    """A currency sign at the left of a column, in its first line of figures and its last."""
    tabs: bool
    """Runs of blanks are written as tabs where they reach a stop."""


def layout_of(seed: int) -> Layout:
    """The layout of a seed."""
    dice = Random(seed)
    return Layout(
        dice.choice((0, 0, 2, 5)),
        dice.choice((2, 3, 4, 8)),
        dice.choice(("-", "-", "=", "_", "")),
        dice.random() < 0.6,
        dice.random() < 0.3,
        dice.choice((24, 32, 48)),
        dice.choice((2, 3)),
        dice.choice(("", "", "$", "EUR")),
        dice.random() < 0.2,
    )


def typed(grid: Grid, style: Style, layout: Layout) -> list[str]:
    """The lines of a table: heads, a rule below them, names and figures, a rule above the last line and one below."""
    rows = rows_of(grid, style)
    first = len(rows[0]) - 1 - grid.width
    figures = [row for row in rows[1:] if any(row[1:])]
    signed = {id(row) for row in (figures[0], figures[-1])} if layout.sign else set[int]()
    cells = [[_cell(text, layout) for text in row[1:]] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines: list[str] = []
    for at, (row, held) in enumerate(zip(rows, cells, strict=True)):
        shown = [text.rjust(width) for text, width in zip(held, widths, strict=True)]
        sign = layout.sign if id(row) in signed else ""
        beside = "".join(
            _with_sign(text, sign if text.strip() and column >= first else "", layout)
            for column, text in enumerate(shown)
        )
        if row is figures[-1]:
            lines += _rules(widths, layout)
        lines += _named(row[0], beside if any(row[1:]) else "", layout)
        if at == 0 or row is figures[-1]:
            lines += _rules(widths, layout)
    return [_tabbed(line) if layout.tabs else line for line in lines]


def _cell(text: str, layout: Layout) -> str:
    return f"{text} " if layout.hanging and text and not text.endswith(")") else text


def _with_sign(text: str, sign: str, layout: Layout) -> str:
    room = " " * layout.gap
    return f"{room}{sign:{len(layout.sign)}}{' ' if layout.sign else ''}{text}"


def _named(name: str, beside: str, layout: Layout) -> Iterator[str]:
    wrapped = textwrap.wrap(name, layout.longest) or [""]
    for at, line in enumerate(wrapped):
        shown = " " * (layout.indent + (layout.inset if at else 0)) + line
        if at < len(wrapped) - 1 or not beside:
            yield shown
            continue
        lead = "." if layout.leaders and line else " "
        width = layout.indent + layout.longest + layout.inset
        yield shown.ljust(width, lead) + beside.rstrip()


def _rules(widths: list[int], layout: Layout) -> Iterator[str]:
    if layout.rule:
        blank = " " * (layout.gap + len(layout.sign) + bool(layout.sign))
        start = " " * (layout.indent + layout.longest + layout.inset)
        yield start + "".join(blank + layout.rule * max(width, 3) for width in widths)


def _tabbed(line: str) -> str:
    """The line with each run of blanks that ends at a tab stop as a tab."""
    parts = [line[at : at + 8] for at in range(0, len(line), 8)]
    ends = [f"{part.rstrip(' ')}\t" if part.endswith("  ") and len(part) == 8 else part for part in parts]
    return "".join(ends)


def text(books: Books, style: Style, seed: int) -> bytes:
    """Plain text: a title over each table, prose before it."""
    parts = ["ANNUAL REPORT", ""]
    for grid in books.grids:
        parts += [
            *PROSE,
            "",
            grid.title.upper(),
            style.caption,
            "",
            *typed(grid, style, layout_of(seed + grid.index)),
            "",
        ]
    return "\n".join(parts).encode()


def filing(books: Books, style: Style, seed: int) -> bytes:
    """A text filing: tables between <TABLE> tags, column marks under their heads, pages with numbers."""
    parts = ["<PAGE>", "                      ANNUAL REPORT", ""]
    for grid in books.grids:
        head, *rows = typed(grid, style, layout_of(seed + grid.index))
        parts += [grid.title.center(72).rstrip(), style.caption.center(72).rstrip(), "", "<TABLE>", "<CAPTION>", head]
        parts += [f"<S>{' ' * 40}" + "<C>         " * grid.width, *rows, "</TABLE>", "", *PROSE, ""]
        parts += [" " * 34 + str(grid.index + 12), "<PAGE>"]
    return "\n".join(parts).encode()


def fenced(books: Books, style: Style, seed: int) -> bytes:
    """Markdown with each table in a block of plain text."""
    parts = ["# Annual report", ""]
    for grid in books.grids:
        lines = typed(grid, style, layout_of(seed + grid.index))
        parts += [f"## {grid.title}", "", style.caption, "", "```", *lines, "```", "", *PROSE, ""]
    return "\n".join(parts).encode()


def preformatted(books: Books, style: Style, seed: int) -> bytes:
    """HTML with each table in a <pre>."""
    return _page(books, style, seed, "<pre>{}</pre>")


def rowless(books: Books, style: Style, seed: int) -> bytes:
    """HTML as it was filed before 2001: a <TABLE> whose text is the table."""
    return _page(books, style, seed, "<TABLE>\n<CAPTION>\n{}\n</TABLE>")


def _page(books: Books, style: Style, seed: int, form: str) -> bytes:
    parts = ["<html><head><meta charset='utf-8'></head><body><h1>Annual report</h1>"]
    for grid in books.grids:
        lines = [escape(line) for line in typed(grid, style, layout_of(seed + grid.index))]
        table = form.format("\n".join([lines[0], *lines[1:]]))
        parts.append(f"<h2>{grid.title}</h2><p>{style.caption}</p>{table}<p>{' '.join(PROSE)}</p>")
    return "".join([*parts, "</body></html>"]).encode()


PROSE = (
    "The directors present their report with the audited accounts of the group for the year.  The",
    "accounts were prepared on the basis of historical cost, and no event after the balance sheet date",
    "calls for a change in them.",
)
"""Text with two blanks after a sentence, as typists set it."""
