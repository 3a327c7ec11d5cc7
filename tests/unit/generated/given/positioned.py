"""Generated reports as programs make HTML of PDFs: every cell, or every line, put at its place on a page."""

from __future__ import annotations

from html import escape

from tests.unit.generated.given.accounts import Books
from tests.unit.generated.given.printing import Style, rows_of
from tests.unit.reports.given.drawn import width

SIZE = 10.0
"""Points of the type."""
FIRST_EDGE, APART = 340.0, 125.0
"""Points from the left of the page to the edge of the first column, and from one to the next."""
LEADING = 15.0
PX = 0.75
"""Points in a pixel."""

TITLE = 14.0

Placed = list[tuple[float, float, str]]
"""Left and baseline of each text on a page, in points from the top; the first is its title."""


def pages(books: Books, style: Style) -> list[Placed]:
    """A page for each table, figures set to the right."""
    found: list[Placed] = []
    for grid in books.grids:
        placed: Placed = [(40.0, 50.0, grid.title)]
        if style.caption:
            placed.append((40.0, 68.0, style.caption))
        for at, (name, *texts) in enumerate(rows_of(grid, style)):
            y = 110.0 + LEADING * at
            if name:
                placed.append((40.0, y, name))
            for column, text in enumerate(texts):
                if text:
                    hanging = width(")", SIZE) if text.endswith(")") else 0.0
                    edge = FIRST_EDGE + APART * column + hanging
                    placed.append((edge - width(text, SIZE), y, text))
        found.append(placed)
    return found


def cells(books: Books, style: Style, seed: int) -> bytes:
    """Every text a <div> at its left and top, in pixels; ``seed`` is not needed, nothing else is left to chance."""
    del seed
    css = (
        ".t{position:absolute;white-space:pre;font-size:10pt}.b{font-size:14pt}"
        ".pf{position:relative;width:1200px;height:1200px}"
    )
    body = "".join(
        "<div class='pf'>"
        + "".join(
            f"<div class='t{' b' * (not at)}' style='left:{left / PX:.2f}px;top:{(y - 0.8 * SIZE) / PX:.2f}px'>"
            f"{escape(text)}</div>"
            for at, (left, y, text) in enumerate(page)
        )
        + "</div>"
        for page in pages(books, style)
    )
    return f"<html><head><meta charset='utf-8'><style>{css}</style></head><body>{body}</body></html>".encode()


def scaled(books: Books, style: Style, seed: int) -> bytes:
    """Every text in a class for each of its coordinates, from below, four times its size and scaled down again."""
    del seed
    rules = {
        ".pf{position:relative;height:1000px;width:800px}",
        ".pc{position:absolute;left:0;top:0;width:100%;height:100%}",
        ".t{position:absolute;white-space:pre;transform-origin:0 100%}",
        ".m0{transform:matrix(0.25,0,0,0.25,0,0)}",
        ".h0{height:53.333px}",
        ".fs0{font-size:53.333px}",
        f".fs1{{font-size:{4 * TITLE / PX:.3f}px}}",
    }
    body: list[str] = []
    for page in pages(books, style):
        body.append("<div class='pf w0 h9'><div class='pc w0 h9'>")
        for at, (left, y, text) in enumerate(page):
            x_class, y_class = f"x{round(left * 100)}", f"y{round(y * 100)}"
            rules |= {f".{x_class}{{left:{left / PX:.3f}px}}", f".{y_class}{{bottom:{1000 - y / PX:.3f}px}}"}
            body.append(f"<div class='t m0 h0 fs{int(not at)} {x_class} {y_class}'>{escape(text)}</div>")
        body.append("</div></div>")
    css = "".join(sorted(rules))
    page_text = f"<head><meta charset='utf-8'/><style>{css}</style></head><body>{''.join(body)}</body>"
    return f"<html xmlns='http://www.w3.org/1999/xhtml'>{page_text}</html>".encode()
