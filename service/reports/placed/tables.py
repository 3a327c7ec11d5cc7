"""A run of lines becomes a table: every cell at its place on the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from service.reports.flow.blocks import CellBlock, Line, TableBlock
from service.reports.flow.glyphs import clean
from service.reports.model import Box
from service.reports.placed.columns import Columns
from service.reports.placed.heads import heads_apart, spans_of
from service.reports.placed.labels import wrapped
from service.reports.placed.lanes import PlacedLane, lanes_of
from service.reports.placed.pieces import Piece
from service.reports.placed.rows import PlacedRow
from service.reports.placed.runin import parted_at

_Span = tuple[float, float]
_INTERLEAVED: Final = 0.9
"""Ems between the baselines of two lines that cannot be below one another."""


def table_of(heads: Sequence[PlacedRow], body: Sequence[PlacedRow]) -> TableBlock:
    """The table of which these are the lines with the heads of its columns, and those below them."""
    lanes = lanes_of([row.figures for row in body if row.is_data])
    for row in body:
        row.pieces = parted_at(row.pieces, lanes)
    lanes = lanes_of([row.figures for row in body if row.is_data])
    columns = Columns.of(body, lanes)
    block = TableBlock(page=(*heads, *body)[0].page)
    for row in _levelled(heads):
        _add_head(block, row, columns)
    for group in wrapped(body, min(lane.left for lane in lanes)):
        block.page_breaks += [block.rows] * (group[0].page - block.page - len(block.page_breaks))
        _add_row(block, group, columns)
    return block


def _levelled(heads: Sequence[PlacedRow]) -> list[PlacedRow]:
    """The lines of heads; a line between two others, of cells set in the middle of their height, is one with the first.

    Lines of text are further apart than the size of their type.
    """
    lines: list[PlacedRow] = []
    for row in heads:
        above = lines[-1] if lines else None
        if above and row.y - above.y < _INTERLEAVED * row.size and not _overlap(above.pieces, row.pieces):
            lines[-1] = replace(above, pieces=sorted((*above.pieces, *row.pieces), key=lambda piece: piece.left))
        else:
            lines.append(row)
    return lines


def _overlap(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    return any(one.left < other.right and other.left < one.right for one in above for other in below)


def _add_head(block: TableBlock, row: PlacedRow, columns: Columns) -> None:
    """Add a line of heads: each over the columns that it names."""
    first = min(lane.reach for lane in columns.lanes)
    over: list[Piece] = []
    for piece in row.pieces if row.strip.typed else heads_apart(row.pieces, columns.lanes):
        text = columns.text(piece)
        if piece.middle <= first and piece.right <= first + 0.5 * piece.size:
            _put(block, [piece], columns.label(piece), row)
        elif text is not None:
            _put(block, [piece], text, row)
        else:
            over.append(piece)
    for (left, right), pieces in _over_lanes(over, columns.lanes, row.strip.rules).items():
        start, end = columns.lane_at[left], columns.lane_at[right]
        _put(block, pieces, start, row, end - start + 1)
    block.rows += 1


def _over_lanes(
    heads: Sequence[Piece], lanes: Sequence[PlacedLane], rules: Sequence[_Span]
) -> dict[tuple[int, int], list[Piece]]:
    """The first and last lane under each head; where there are more heads than lanes, those of one lane together.

    Where rules are drawn below some of the heads, they say what those are above, and the others have one lane each.
    """
    spans: dict[tuple[int, int], list[Piece]] = {}
    rules = [rule for rule in rules if sum(_covers(rule, head) for head in heads) == 1]
    if len(heads) > 1 and any(_under(head, rules, lanes) for head in heads):
        for head in heads:
            spans.setdefault(_under(head, rules, lanes) or _nearest(head, lanes), []).append(head)
        return spans
    if len(heads) <= len(lanes):
        return {span: [head] for head, span in zip(heads, spans_of(heads, lanes), strict=True)}
    for head in heads:
        spans.setdefault(_nearest(head, lanes), []).append(head)
    return spans


def _under(head: Piece, rules: Sequence[_Span], lanes: Sequence[PlacedLane]) -> tuple[int, int] | None:
    """The lanes over which the rule below a head reaches, if there are several."""
    for left, right in rules:
        if _covers((left, right), head):
            held = [at for at, lane in enumerate(lanes) if left <= lane.middle <= right]
            return (held[0], held[-1]) if len(held) > 1 else None
    return None


def _covers(rule: _Span, head: Piece) -> bool:
    return rule[0] - head.size <= head.middle <= rule[1] + head.size


def _nearest(head: Piece, lanes: Sequence[PlacedLane]) -> tuple[int, int]:
    nearest = min(range(len(lanes)), key=lambda at: abs(lanes[at].middle - head.middle))
    return nearest, nearest


def _add_row(block: TableBlock, group: Sequence[PlacedRow], columns: Columns) -> None:
    """Add the lines of one row as a row."""
    cells: dict[int, list[Piece]] = {}
    for row in group:
        counted = {id(figure) for figure in row.figures}
        column = 0
        for before, piece in zip((None, *row.pieces), row.pieces, strict=False):
            if before is None or not (before.figure and piece.closes):  # a percent sign may be set far from its figure
                column = columns.place(piece, figure=id(piece) in counted)
            cells.setdefault(column, []).append(piece)
    for column, pieces in sorted(cells.items()):
        _put(block, pieces, column, group[0], is_whole=group[-1].page == group[0].page)
    block.rows += 1


def _put(
    block: TableBlock, pieces: Sequence[Piece], column: int, row: PlacedRow, colspan: int = 1, *, is_whole: bool = True
) -> None:
    """Add a cell; ``is_whole`` says that all of it is printed on the page of ``row``."""
    bold = all(word.face.bold for piece in pieces for word in piece.words)
    line = Line(" ".join(clean(piece.text) for piece in pieces), bold=bold, page=row.page)
    block.cells.append(
        CellBlock(block.rows, column, colspan, 1, content=[line], box=_box(row, pieces) if is_whole else None)
    )


def _box(row: PlacedRow, pieces: Sequence[Piece]) -> Box | None:
    """Where a cell is printed on the page of its line; of a figure its digits."""
    if row.frame is None:
        return None
    if figure := next((piece for piece in pieces if piece.figure), None):
        return row.frame.box(figure.words[0], figure.words[-1], figure.left_of_figure, figure.right)
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    return row.frame.box(pieces[0].words[0], pieces[-1].words[-1], left, right)
