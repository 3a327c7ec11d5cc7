"""Preformatted text of a page, in its typefaces, as lines and the tables that blanks make in it."""

from __future__ import annotations

from collections.abc import Sequence

from service.reports.aligned.tables import parted
from service.reports.flow.blocks import Line, TableBlock
from service.reports.flow.lines import BREAK, Run, lines_of


def typed_blocks(runs: Sequence[Run]) -> list[Line | TableBlock]:
    """The lines and tables of a stretch of preformatted text, in order.

    Lines end where the text breaks or an element breaks it; lines that only its width broke are one, as in any text.
    """
    rows = _rows(runs)
    blocks: list[Line | TableBlock] = []
    for part in parted(["".join(text for text, _ in row) for row in rows]):
        if isinstance(part, TableBlock):
            blocks.append(part)
        else:
            blocks += lines_of([run for number in part for run in (*rows[number], (BREAK, runs[0][1]))])
    return blocks


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of each line."""
    rows: list[list[Run]] = [[]]
    for text, face in runs:
        if text == BREAK:
            rows.append([])
            continue
        first, *rest = text.replace("\r\n", "\n").split("\n")
        rows[-1].append((first, face))
        rows += [[(line, face)] for line in rest]
    return rows
