"""A report of 100 pages or more, on each of them prose and a table that adds up; as HTML and as PDF."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.unit.reports.given.drawn import Drawing

PAGES = 100
ROWS = 18
YEARS = ("2025", "2024", "2023")
EDGES = (380.0, 460.0, 540.0)
PROSE = (
    "the group carries these items at cost less impairment and reviews them at each reporting date together with "
    "the assumptions that underlie their measurement while changes in estimates are recognised in the period in which "
    "they occur and disclosed where they are material to an understanding of its position"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A note: a title, lines of prose, rows of a table the last of which is the sum of the others."""

    title: str
    prose: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@functools.cache
def html_report(pages: int = PAGES) -> bytes:
    """The report as a web page."""
    notes = "".join(_html(page) for page in _pages(pages))
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>Report</title><body>{notes}</body></html>".encode()


@functools.cache
def pdf_report(pages: int = PAGES) -> bytes:
    """The report as it would be printed."""
    drawing = Drawing()
    for number, page in enumerate(_pages(pages)):
        if number:
            drawing.page()
        _draw(drawing, page)
    return drawing.data()


def _pages(count: int) -> Iterator[Page]:
    chance = random.Random(100)
    for number in range(1, count + 1):
        items = [
            (f"Item {number}.{row}", tuple(chance.randrange(100, 99_999) for _ in YEARS)) for row in range(1, ROWS)
        ]
        total = tuple(sum(figures[at] for _, figures in items) for at in range(len(YEARS)))
        prose = tuple(" ".join(chance.choices(PROSE.split(), k=13)).capitalize() + "." for _ in range(22))
        yield Page(f"{number}. Note on balances of class {number}", prose, (*items, ("Total", total)))


def _html(page: Page) -> str:
    head = "".join(f"<th>{year}</th>" for year in ("EUR thousand", *YEARS))
    rows = "".join(
        f"<tr><td>{label}</td>{''.join(f'<td>{figure:,}</td>' for figure in figures)}</tr>"
        for label, figures in page.rows
    )
    prose = "".join(f"<p>{line}</p>" for line in page.prose)
    return f"<h2>{page.title}</h2>{prose}<table><tr>{head}</tr>{rows}</table>"


def _draw(drawing: Drawing, page: Page) -> None:
    drawing.text(50, 60, page.title, 13, font=1)
    y = 80.0
    for line in page.prose:
        drawing.text(50, y, line, 8)
        y += 12
    drawing.row(y + 10, "EUR thousand", EDGES, YEARS)
    for at, (label, figures) in enumerate(page.rows):
        drawing.row(y + 26 + at * 15, label, EDGES, tuple(f"{figure:,}" for figure in figures))
