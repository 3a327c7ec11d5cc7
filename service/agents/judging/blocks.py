"""A report as lines for a model: section by section, each line with the label of its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.checks.claims.places import TextPlace, TextsByPlace, over
from service.reports.model import Paragraph, Report, Section, Table

LONGEST_LINE = 4_000
"""Characters; a longer paragraph goes on in the next line, under the same label."""
_SCALES = {-2: "hundredths", 3: "thousands", 6: "millions", 9: "billions"}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: paragraphs in a row, or a table, whose ``heads`` are repeated where it is split."""

    lines: tuple[str, ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading and what follows it up to the next one. ``path`` names the headings that it is under."""

    path: str
    blocks: tuple[Block, ...]


def units_of(report: Report, places: TextsByPlace) -> tuple[Unit, ...]:
    """The whole report, in its order."""
    units: list[Unit] = []
    blocks: list[Block] = []
    texts: list[str] = []
    path = ""
    tables = iter(report.tables)
    table = next(tables, None)
    for paragraph in (*report.paragraphs, None):
        while table is not None and (paragraph is None or table.paragraph <= paragraph.index):
            _close(texts, blocks)
            blocks.append(table_block(table, places))
            table = next(tables, None)
        if paragraph is None or paragraph.heading:
            _close(texts, blocks)
            if blocks:
                units.append(Unit(path, tuple(blocks)))
            blocks = []
            path = _path(report, paragraph)
        if paragraph is not None:
            texts.extend(paragraph_lines(paragraph))
    return tuple(units)


def table_block(table: Table, places: TextsByPlace, rows: Iterable[int] | None = None) -> Block:
    """A table, or some of its ``rows``; what is above it and its heads are told apart from the rows."""
    place = TextPlace(table=table.index).label
    heads = list(_lines(place, f"{over(table)} {_said_of(table)}"))
    lines: list[str] = []
    wanted = None if rows is None else set(rows)
    for row in places.rows(table.index).values():
        label = TextPlace(table=table.index, row=row.row).label
        if row.head:
            heads.extend(_lines(f"{label} head", row.text))
        elif wanted is None or row.row in wanted:
            lines.extend(_lines(label, row.text))
    return Block(tuple(lines), tuple(heads))


def paragraph_lines(paragraph: Paragraph) -> Iterator[str]:
    """A paragraph as lines; a heading says that it is one."""
    label = TextPlace(paragraph=paragraph.index).label
    return _lines(f"{label} heading" if paragraph.heading else label, paragraph.text)


def path_of(report: Report, section: int | None) -> str:
    """The headings that a section is under, and its own, outermost first."""
    titles: list[str] = []
    at: Section | None = None if section is None else report.sections[section]
    while at is not None:
        titles.append(" ".join(at.title.split())[:200])
        at = None if at.parent is None else report.sections[at.parent]
    return " > ".join(reversed(titles))


def _path(report: Report, heading: Paragraph | None) -> str:
    if heading is None:
        return ""
    page = f" {{page {heading.page}}}" if heading.page else ""
    return path_of(report, heading.section) + page


def _close(texts: list[str], blocks: list[Block]) -> None:
    """End the paragraphs in a row."""
    if texts:
        blocks.append(Block(tuple(texts)))
        texts.clear()


def _said_of(table: Table) -> str:
    """What the reader of the file has understood of the table, in brackets of its own kind."""
    known = [
        f"sheet {table.sheet}" if table.sheet else "",
        f"page {table.page}" if table.page else "",
        f"in {' '.join(filter(None, (_SCALES.get(table.scale, ''), table.unit or '')))}".strip(),
    ]
    said = ", ".join(one for one in known if one not in ("", "in"))
    return f"{{{said}}}" if said else ""


def _lines(label: str, text: str) -> Iterator[str]:
    """``text`` in one line, or in several where it is long. Nothing but a label begins a line with a bracket."""
    left = " ".join(text.split())
    while len(left) > LONGEST_LINE:
        end = left.rfind(" ", 0, LONGEST_LINE) + 1 or LONGEST_LINE
        yield f"[{label}] {left[:end].rstrip()}"
        left = left[end:]
    yield f"[{label}] {left}"
