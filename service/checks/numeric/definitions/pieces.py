"""Statements in pieces: tables without heads that go on in the columns of the one above, under headings of their own.

Accounts of small companies print a balance sheet as one table for each of its sections, and the years once at the top
or nowhere. What holds by definition holds over all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from service.checks.numeric.table.sheet import Sheet

MOST_BETWEEN = 2
"""Paragraphs between two pieces: a heading and the line below it."""


def joined_pieces(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Each run of several pieces as one sheet, their figures with the places that they have."""
    run = list(sheets[:1])
    for above, sheet in pairwise(sheets):
        if not _goes_on(above, sheet):
            yield from _joined(run)
            run = []
        run.append(sheet)
    yield from _joined(run)


def _joined(run: Sequence[Sheet]) -> Iterator[Sheet]:
    if len(run) > 1:
        yield replace(run[0], lines=tuple(line for sheet in run for line in sheet.lines))


def _goes_on(above: Sheet, sheet: Sheet) -> bool:
    """It has no heads, and as many columns of the same scale as the table just above it."""
    one, other = above.table, sheet.table
    alike = (above.decimals, one.scale, one.sheet) == (sheet.decimals, other.scale, other.sheet)
    beside = 0 <= other.paragraph - one.paragraph <= MOST_BETWEEN
    return alike and beside and bool(sheet.lanes) and len(above.lanes) == len(sheet.lanes) and not any(sheet.lanes)
