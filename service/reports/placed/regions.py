"""Where the tables of a page are: runs of lines whose figures end at common edges, with the heads above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.reports.placed.labels import runs_on, runs_on_into
from service.reports.placed.lanes import PlacedLane, ends_at, lanes_of, starts_at
from service.reports.placed.pieces import Piece
from service.reports.placed.rows import PlacedRow
from service.reports.placed.runin import parted_at, runs_in
from service.reports.tables.headers import says_when_or_what

_FAR: Final = 5.0
"""Ems between two baselines. Lines of a table are nearer."""
_HEAD_FAR: Final = 3.2
_ROW_FAR: Final = 2.2
"""Ems between a line of a table and one whose amount runs into its name."""
_MOST_BETWEEN: Final = 8
"""Lines without figures that may follow each other inside a table: names wrapped in a narrow column are long."""
_MOST_HEADS: Final = 9
_SENTENCE: Final = 8
"""Words of a text that is no name where it runs over columns."""
_FEW_WORDS: Final = 4
"""Words of a sentence, at least."""
_TYPED_LINE: Final = 2.0
"""Ems between two baselines of typewriting with a blank line between them, at least."""
_SETTLED: Final = 8
"""Lines of figures after which the columns of a table are known, unless a figure is elsewhere."""
_REMEMBERED: Final = 150
"""Lines of figures that tell where the columns are. More fit on no page."""


@dataclass(frozen=True, slots=True)
class Region:
    """The rows ``first`` to ``last`` (of a stretch of lines) are a table; its figures begin in row ``body``."""

    first: int
    body: int
    last: int


def regions_of(rows: Sequence[PlacedRow]) -> list[Region]:
    """The tables among the lines of a page or of one column of its text."""
    regions: list[Region] = []
    at = 0
    while at < len(rows):
        if not rows[at].is_data:
            at += 1
            continue
        last = _with_tail(rows, at, _run(rows, at))
        floor = regions[-1].last + 1 if regions else 0
        region = _with_heads(rows, at, last, floor)
        if _is_table(rows, region):
            regions.append(region)
            at = region.last + 1
        else:
            at += 1
    return regions


def _with_tail(rows: Sequence[PlacedRow], start: int, last: int) -> int:
    """The last line with those below it that go on with the name of its row."""
    limit = min(lane.reach for lane in lanes_of([row.figures for row in rows[start : last + 1] if row.is_data]))
    while last + 1 < len(rows) and runs_on(rows, last, limit):
        last += 1
    return last


def _run(rows: Sequence[PlacedRow], start: int) -> int:
    """The last line of the table whose first line of figures is ``start``.

    Line by line, downwards. A line of figures belongs to it if they are in its columns (``lanes``), which are those of
    the lines read so far (``held``). A line without figures is only waited with: it belongs to it if figures follow
    before there are too many such lines, so ``last`` stays at the last line of figures. What ends a table is a gap, a
    new head, figures in other columns, a sentence, or a title over the columns.

    It changes lines on its way, since only now it is known where the columns are: a number where the names of rows
    begin is a name (``margin``), and a figure that no gap parts from the name of its row gets a piece of its own.
    """
    lanes = lanes_of([rows[start].figures])
    held = [rows[start]]
    last, waiting = start, 0
    named = rows[start].name
    margin = named.left if named else float("inf")
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if name := row.name:
            margin = min(margin, name.left)
        elif row.strip.left <= margin + row.size and row.pieces[0].right < min(lane.reach for lane in lanes):
            row.margin = margin + 2 * row.size
        beyond = row.strip.right > min(lane.reach for lane in lanes)
        if row.y - rows[at - 1].y > _FAR * row.size or (row.is_head and beyond):
            break
        if not row.is_data and row.y - rows[at - 1].y <= _ROW_FAR * row.size and runs_in(row.pieces, lanes):
            row.pieces = parted_at(row.pieces, lanes)
        if row.is_data and beyond:  # otherwise its figures are to the left of all columns: numbers in a name
            if not _fits(row, lanes, start_only=len(held) == 1) or _is_prose(row, lanes):
                break
            held.append(row)
            if len(held) <= _SETTLED or not _are_known(row, lanes):
                lanes = lanes_of([one.figures for one in held[-_REMEMBERED:]])
            last, waiting = at, 0
            continue
        waiting += 1
        if row.strip.typed and _is_apart(rows, at):
            break
        if waiting > _MOST_BETWEEN or crosses(row, lanes) or _names_columns(row, lanes):
            break
    return last


def _is_apart(rows: Sequence[PlacedRow], at: int) -> bool:
    """Whether a line of typewriting is a sentence between two blank lines."""
    row = rows[at]
    after = rows[at + 1].y if at + 1 < len(rows) else float("inf")
    alone = min(row.y - rows[at - 1].y, after - row.y) > _TYPED_LINE * row.size
    return alone and len(row.strip.words) >= _FEW_WORDS and row.text.endswith(".")


def _fits(row: PlacedRow, lanes: Sequence[PlacedLane], *, start_only: bool) -> bool:
    """Whether the figures of a line are in the columns above it, or, under one line alone, begin new ones."""
    found = [
        any(
            ends_at(piece, lane.edge) or starts_at(piece, lane) or _overlaps(piece.left_of_figure, piece.right, lane)
            for lane in lanes
        )
        for piece in row.figures
    ]
    return any(found) or (start_only and len(found) > 1)


def _is_prose(row: PlacedRow, lanes: Sequence[PlacedLane]) -> bool:
    """Whether a line with figures is a sentence: a long text that runs over whole columns."""
    return any(
        len(piece.words) >= _SENTENCE and sum(_is_under(lane, piece) for lane in lanes) >= min(2, len(lanes))
        for piece in row.pieces
        if piece.kind == "text"
    )


def _is_under(lane: PlacedLane, piece: Piece) -> bool:
    return piece.left < lane.left and piece.right > lane.right


def _are_known(row: PlacedRow, lanes: Sequence[PlacedLane]) -> bool:
    return all(any(ends_at(piece, lane.edge) for lane in lanes) for piece in row.figures)


def _overlaps(left: float, right: float, lane: PlacedLane) -> bool:
    return left < lane.right and right > lane.left


def crosses(row: PlacedRow, lanes: Sequence[PlacedLane]) -> bool:
    """Whether a line of words runs from the labels into the columns: text, not the name of a row."""
    first = min(lane.left for lane in lanes)
    return any(
        piece.left < first - piece.size and piece.right > first + 2 * piece.size and len(piece.words) > 3
        for piece in row.pieces
        if piece.kind == "text"
    )


def _names_columns(row: PlacedRow, lanes: Sequence[PlacedLane]) -> bool:
    """Whether a line without figures is above the columns only, as the heads of a new table do."""
    first = min(lane.left for lane in lanes)
    over = [piece for piece in row.pieces if piece.right > first and piece.left > first - 4 * piece.size]
    if len(over) < 2 or any(piece.kind != "text" for piece in over):
        return False
    names = [piece.text for piece in row.pieces if piece not in over]
    distinct = len({piece.text for piece in over}) == len(over)
    return not names or all(says_when_or_what(name) for name in names) or (distinct and 2 * len(over) > len(lanes))


def _with_heads(rows: Sequence[PlacedRow], start: int, last: int, floor: int) -> Region:
    held = rows[start : last + 1]
    lanes = lanes_of([row.figures for row in held if row.is_data])
    margin = min(row.strip.left for row in held)
    body = _with_rows_above(rows, start, floor, lanes)
    first, head = body, body
    for at in range(body - 1, max(floor, body - _MOST_HEADS) - 1, -1):
        row, below = rows[at], rows[at + 1]
        if below.y - row.y > _HEAD_FAR * max(row.size, below.size) or row.is_data:
            break
        if _is_head(row, lanes, margin):
            first, head = at, at if first == body else head
        elif crosses(row, lanes) or len(row.pieces) > 1:
            break
    if first == body and body > floor and runs_on_into(rows, body, min(lane.reach for lane in lanes)):
        return Region(body - 1, body - 1, last)
    return Region(first, min(head + 1, body) if first < body else body, last)


def _with_rows_above(rows: Sequence[PlacedRow], start: int, floor: int, lanes: Sequence[PlacedLane]) -> int:
    """The first line of figures, with lines just above whose amounts run into their names."""
    while start > floor and rows[start].y - rows[start - 1].y <= _ROW_FAR * rows[start].size:
        above = rows[start - 1]
        if above.is_data or above.is_head or not runs_in(above.pieces, lanes):
            break
        above.pieces = parted_at(above.pieces, lanes)
        start -= 1
    return start


def _is_head(row: PlacedRow, lanes: Sequence[PlacedLane], margin: float) -> bool:
    """Whether a line above the figures is above their columns. ``margin`` is where the names of rows begin."""
    if row.is_head:
        return True
    first = min(lane.left for lane in lanes)
    over = [piece for piece in row.pieces if piece.right > first - row.size]
    if not over or any(piece.left <= margin + 2 * piece.size and piece.left <= first for piece in over):
        return False
    return len(row.pieces) > 1 or _is_over(over[0], lanes)


def _is_over(piece: Piece, lanes: Sequence[PlacedLane]) -> bool:
    """Whether a text alone in its line is set over columns, and not in the middle of the page, as titles are."""
    left, right = min(lane.reach for lane in lanes), max(lane.right for lane in lanes)
    if piece.left > left - 2.5 * piece.size:
        return True
    return piece.middle > left and abs(piece.middle - (left + right) / 2) < 1.5 * piece.size


def _is_table(rows: Sequence[PlacedRow], region: Region) -> bool:
    data = [row for row in rows[region.body : region.last + 1] if row.is_data]
    most = max(len(row.figures) for row in data)
    if len(data) == 1:
        return region.first < region.body and (most > 1 or len(data[0].pieces) > 1)
    return most > 1 or any(len(row.pieces) > 1 for row in data)
