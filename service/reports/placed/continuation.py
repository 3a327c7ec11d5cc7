"""Tables that run over a page are one table again: their columns are at the same places, and nothing parts them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Final

from service.reports.placed.lanes import PlacedLane, ends_at, lanes_of, starts_at
from service.reports.placed.pieces import Piece
from service.reports.placed.regions import crosses
from service.reports.placed.rows import PlacedRow
from service.reports.placed.runin import parted_at

_SAME_PLACE: Final = 0.8
"""Ems. Columns of one table end this near to the same place on all its pages."""
_MOST_BETWEEN: Final = 3
"""Lines without figures that a table may have at the foot of one page or at the top of the next."""
_MOST_LISTED: Final = 40
"""Lines of a form that nobody has filled in."""
_CONTINUED: Final = re.compile(r"\bcont(?:inued|\.|’d|'d)", re.IGNORECASE)


@dataclass(slots=True)
class Text:
    """Lines of text between two tables, or before the first or after the last of a page."""

    rows: list[PlacedRow]


@dataclass(slots=True)
class FoundTable:
    """A table as it was found: the lines with its heads, and those below them."""

    heads: list[PlacedRow]
    body: list[PlacedRow]

    @property
    def lanes(self) -> list[PlacedLane]:
        """The columns of figures on its last page."""
        return lanes_of([row.figures for row in self._last_page if row.is_data])

    @property
    def left(self) -> float:
        """Where its last page begins."""
        return min(row.strip.left for row in self._last_page)

    @property
    def _last_page(self) -> list[PlacedRow]:
        last = self.body[-1].page
        return list(takewhile(lambda row: row.page == last, reversed(self.body)))[::-1]


def joined(pages: Sequence[Sequence[Text | FoundTable]]) -> list[Text | FoundTable]:
    """What the pages hold, in order, with each table that goes on on the next page in one piece."""
    out: list[Text | FoundTable] = []
    for page in pages:
        rest = list(page)
        open_table, below = _open_at_foot(out)
        if open_table and (taken := _goes_on(open_table, below, rest)) is not None:
            _extend(open_table, below, rest[:taken], out)
            rest = rest[taken:]
        elif open_table and not below and rest and isinstance(rest[0], Text):
            lines = _closing_lines(open_table, rest[0].rows)
            open_table.body += rest[0].rows[:lines]
            rest = [Text(rest[0].rows[lines:]), *rest[1:]] if lines < len(rest[0].rows) else rest[1:]
        out += rest
    return out


def _open_at_foot(out: Sequence[Text | FoundTable]) -> tuple[FoundTable | None, list[PlacedRow]]:
    """The table at the foot of the page before, and the few lines below it that may be names of its rows."""
    if out and isinstance(out[-1], FoundTable):
        return out[-1], []
    if len(out) > 1 and isinstance(out[-1], Text) and isinstance(out[-2], FoundTable):
        table, rows = out[-2], out[-1].rows
        if rows[0].page == table.body[-1].page and _are_names(rows, table):
            return table, rows
    return None, []


def _goes_on(table: FoundTable, below: Sequence[PlacedRow], page: Sequence[Text | FoundTable]) -> int | None:
    """How many items of a page belong to the table that the page before left open; None for none."""
    at = 1 if page and isinstance(page[0], Text) else 0
    following = page[at] if at < len(page) else None
    if not isinstance(following, FoundTable) or not _are_same(table, following):
        return None
    if at and isinstance(page[0], Text) and not (_says_continued(page[0].rows) or _are_names(page[0].rows, table)):
        return None
    heads = {row.text for row in table.heads}
    repeats = all(row.text in heads for row in following.heads)
    if following.heads and not repeats:
        return None
    if below and (following.heads or at):
        return None
    return at + 1


def _extend(
    table: FoundTable, below: Sequence[PlacedRow], taken: Sequence[Text | FoundTable], out: list[Text | FoundTable]
) -> None:
    if below:
        out.pop()
        table.body += below
    for item in taken:
        if isinstance(item, FoundTable):
            table.body += item.body
        elif not _says_continued(item.rows):
            table.body += item.rows


def _are_same(table: FoundTable, following: FoundTable) -> bool:
    """Whether the columns of one stand where columns of the other do; left and right pages may be set apart."""
    ours, theirs = table.lanes, following.lanes
    if len(theirs) > len(ours) or 2 * len(theirs) < len(ours):
        return False
    return any(_match(ours, theirs, shift) for shift in (0.0, following.left - table.left))


def _match(ours: Sequence[PlacedLane], theirs: Sequence[PlacedLane], shift: float) -> bool:
    """Whether each column ends where one of ours ends or, where figures are set to the left, begins where it begins."""
    near = _SAME_PLACE * theirs[0].size
    return any(
        all(any(abs(place(lane) - shift - place(other)) <= near for other in ours) for lane in theirs)
        for place in (_edge, _start)
    )


def _edge(lane: PlacedLane) -> float:
    return lane.edge


def _start(lane: PlacedLane) -> float:
    return lane.reach


def _closing_lines(table: FoundTable, rows: Sequence[PlacedRow]) -> int:
    """How many lines at the top of a page are the last of a table: too few of them to be a table by themselves."""
    lanes, left = table.lanes, table.left
    count = 0
    for at, row in enumerate(rows[: _MOST_BETWEEN + 1]):
        parted = replace(row, pieces=parted_at(row.pieces, lanes))
        if abs(row.strip.left - left) > row.size * _SAME_PLACE or crosses(parted, lanes):
            break
        if parted.is_data and parted.name is not None and _stands_under(parted, lanes):
            row.pieces = parted.pieces
            count = at + 1
    return count


def _stands_under(row: PlacedRow, lanes: Sequence[PlacedLane]) -> bool:
    """Whether the figures of a line fill the columns above it."""
    held = [lane for lane in lanes if any(_stands_in(figure, lane) for figure in row.figures)]
    return 2 * len(held) >= len(lanes) and (len(lanes) > 1 or len(row.figures) == 1)


def _stands_in(figure: Piece, lane: PlacedLane) -> bool:
    return ends_at(figure, lane.edge) or starts_at(figure, lane)


def _are_names(rows: Sequence[PlacedRow], table: FoundTable) -> bool:
    """Whether lines may be names of rows: beside the columns, in the type of the table.

    More than a few are, where they are one below another as the lines of the table do: a form names all that may be.
    """
    if not rows or len(rows) > (_MOST_BETWEEN if not _is_listed(rows, table) else _MOST_LISTED):
        return False
    size, lanes = table.body[-1].size, table.lanes
    return all(not crosses(row, lanes) and abs(row.size - size) < 0.1 * size and len(row.pieces) == 1 for row in rows)


def _is_listed(rows: Sequence[PlacedRow], table: FoundTable) -> bool:
    """Whether lines are set as those of a table: as far apart, and beginning where its names begin."""
    last = [row for row in table.body if row.page == table.body[-1].page]
    if len(last) < _MOST_BETWEEN:
        return False
    pitch = sorted(below.y - above.y for above, below in pairwise(last))[(len(last) - 1) // 2]
    lines = [last[-1], *rows] if rows[0].page == last[-1].page else list(rows)
    even = all(abs(below.y - above.y - pitch) < 0.2 * below.size for above, below in pairwise(lines))
    starts = [row.strip.left for row in last]
    return even and all(min(starts) - row.size < row.strip.left < max(starts) + 2 * row.size for row in rows)


def _says_continued(rows: Sequence[PlacedRow]) -> bool:
    return len(rows) <= _MOST_BETWEEN and any(_CONTINUED.search(row.text) for row in rows)
