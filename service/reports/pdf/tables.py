"""A run of lines becomes a table: every cell at its place on the grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from service.reports.blocks import CellBlock, Line, TableBlock
from service.reports.glyphs import clean
from service.reports.pdf.heads import heads_apart, spans_of
from service.reports.pdf.labels import wrapped
from service.reports.pdf.lanes import Lane, ends_at, lanes_of
from service.reports.pdf.pieces import Piece, figure_at_end, is_year
from service.reports.pdf.rows import Row
from service.reports.pdf.words import Word

_SAME_START: Final = 1.5
"""Ems. Texts that begin this near to one another stand in one column."""


def table_of(heads: Sequence[Row], body: Sequence[Row]) -> TableBlock:
    """The table of which these are the lines with the heads of its columns, and those below them."""
    lanes = lanes_of([row.figures for row in body if row.is_data])
    for row in body:
        row.pieces = _split_at(row.pieces, lanes)
    lanes = lanes_of([row.figures for row in body if row.is_data])
    columns = _columns(body, lanes)
    block = TableBlock(page=(*heads, *body)[0].page)
    for row in heads:
        _add_head(block, row, columns, lanes)
    for group in wrapped(body, min(lane.left for lane in lanes)):
        block.page_breaks += [block.rows] * (group[0].page - block.page - len(block.page_breaks))
        _add_row(block, group, columns, lanes)
    return block


def _split_at(pieces: list[Piece], lanes: Sequence[Lane]) -> list[Piece]:
    """Part a figure at the end of a text from it, where it ends at the edge of a column that is empty otherwise."""
    parted: list[Piece] = []
    for at, piece in enumerate(pieces):
        start = figure_at_end(piece.words) if piece.kind == "text" else None
        if start and _is_named(piece.words[:start]) and not is_year(piece.words[start:]):
            figure = Piece(piece.words[start:])
            others = [one for place, one in enumerate(pieces) if place != at and one.figure]
            if any(_stands_in(figure, lane) and not _is_taken(lane, others) for lane in lanes):
                parted += [Piece(piece.words[:start]), figure]
                continue
        parted.append(piece)
    return parted


def _is_named(words: Sequence[Word]) -> bool:
    return any(char.isalpha() for word in words for char in word.text)


def _stands_in(figure: Piece, lane: Lane) -> bool:
    middle = (figure.left + figure.right) / 2
    return ends_at(figure, lane.edge) or lane.reach < middle < lane.right


def _is_taken(lane: Lane, figures: Sequence[Piece]) -> bool:
    return any(figure.left_of_figure < lane.right and figure.right > lane.left for figure in figures)


@dataclass(slots=True)
class _Columns:
    """The grid: texts left of the figures by where they begin, then figures and the texts between them."""

    labels: list[float]
    """Where each column of texts begins; the first takes all that begins before the second."""
    between: list[tuple[float, float]]
    """Left and right of columns of texts that stand among the figures."""
    lane_at: dict[int, int] = field(default_factory=dict[int, int])
    text_at: dict[int, int] = field(default_factory=dict[int, int])

    def number(self, lanes: Sequence[Lane]) -> None:
        """Number the columns of the grid from left to right."""
        order = [(lane.left, 0, at) for at, lane in enumerate(lanes)]
        order += [(left, 1, at) for at, (left, _) in enumerate(self.between)]
        for place, (_, is_text, at) in enumerate(sorted(order), start=len(self.labels)):
            (self.text_at if is_text else self.lane_at)[at] = place


def _columns(body: Sequence[Row], lanes: Sequence[Lane]) -> _Columns:
    first = min(lane.left for lane in lanes)
    starts: list[float] = []
    texts: list[tuple[float, float]] = []
    for row in body:
        left = [piece for piece in row.pieces if _is_left(piece, first)]
        starts += [piece.left for piece in left[1:]]
        among = [piece for piece in row.pieces if piece not in left and piece.kind == "text"]
        texts += [(piece.left, piece.right) for piece in among if not _lanes_under(piece, lanes)]
    size = body[0].size
    columns = _Columns([float("-inf"), *_clusters(starts, _SAME_START * size)], _joined(texts))
    columns.number(lanes)
    return columns


def _is_left(piece: Piece, first: float) -> bool:
    return not piece.figure and (piece.right <= first or piece.left < first - 4 * piece.size)


def _clusters(starts: Sequence[float], near: float) -> list[float]:
    found: list[float] = []
    last = float("-inf")
    for start in sorted(starts):
        if start - last > near:
            found.append(start - 0.1)
        last = start
    return found


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _lanes_under(piece: Piece, lanes: Sequence[Lane]) -> list[int]:
    return [at for at, lane in enumerate(lanes) if piece.left < lane.right and piece.right > lane.left]


def _add_head(block: TableBlock, row: Row, columns: _Columns, lanes: Sequence[Lane]) -> None:
    first = min(lane.left for lane in lanes)
    row.pieces = heads_apart(row.pieces, lanes)
    over = [piece for piece in row.pieces if piece.middle > first or piece.right > first + 0.5 * piece.size]
    for piece in row.pieces:
        if piece not in over:
            _put(block, [piece], _label_column(piece, columns), row)
    among = [piece for piece in over if _text_column(piece, columns) is not None]
    for piece in among:
        at = _text_column(piece, columns)
        assert at is not None
        _put(block, [piece], at, row)
    plain = [piece for piece in over if piece not in among]
    spans: dict[tuple[int, int], list[Piece]] = {}
    if len(plain) > len(lanes):
        for piece in plain:
            nearest = min(range(len(lanes)), key=lambda at: abs(lanes[at].middle - piece.middle))
            spans.setdefault((nearest, nearest), []).append(piece)
    else:
        for piece, span in zip(plain, spans_of(plain, lanes), strict=True):
            spans.setdefault(span, []).append(piece)
    for (left, right), pieces in spans.items():
        start, end = columns.lane_at[left], columns.lane_at[right]
        _put(block, pieces, start, row, end - start + 1)
    block.rows += 1


def _add_row(block: TableBlock, group: Sequence[Row], columns: _Columns, lanes: Sequence[Lane]) -> None:
    first = min(lane.left for lane in lanes)
    texts: dict[int, list[Piece]] = {}
    for row in group:
        counted = row.figures
        for piece in row.pieces:
            texts.setdefault(_place(piece, columns, lanes, first, figure=piece in counted), []).append(piece)
    for column, pieces in sorted(texts.items()):
        _put(block, pieces, column, group[0])
    block.rows += 1


def _place(piece: Piece, columns: _Columns, lanes: Sequence[Lane], first: float, *, figure: bool) -> int:
    """The column of the grid in which a cell of the body stands."""
    if figure:
        return columns.lane_at[_lane(piece, lanes)]
    if _is_left(piece, first) or piece.figure:
        return _label_column(piece, columns)
    under = _lanes_under(piece, lanes)
    if under:
        return columns.lane_at[min(under, key=lambda at: abs(lanes[at].middle - piece.middle))]
    column = _text_column(piece, columns)
    return columns.lane_at[_lane(piece, lanes)] if column is None else column


def _lane(piece: Piece, lanes: Sequence[Lane]) -> int:
    held = next((at for at, lane in enumerate(lanes) if id(piece) in lane.held), None)
    if held is not None:
        return held
    return min(range(len(lanes)), key=lambda at: min(abs(lanes[at].edge - piece.edge), _apart(piece, lanes[at])))


def _apart(piece: Piece, lane: Lane) -> float:
    return abs(lane.middle - (piece.left_of_figure + piece.right) / 2)


def _label_column(piece: Piece, columns: _Columns) -> int:
    return max(at for at, start in enumerate(columns.labels) if start <= piece.left)


def _text_column(piece: Piece, columns: _Columns) -> int | None:
    for at, (left, right) in enumerate(columns.between):
        if left <= piece.middle <= right:
            return columns.text_at[at]
    return None


def _put(block: TableBlock, pieces: Sequence[Piece], column: int, row: Row, colspan: int = 1) -> None:
    bold = all(word.face.bold for piece in pieces for word in piece.words)
    line = Line(" ".join(clean(piece.text) for piece in pieces), bold=bold, page=row.page)
    block.cells.append(CellBlock(block.rows, column, colspan, 1, content=[line]))
