"""What is typed of a finding of one's own: its severity, and its places, counted from one as on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import typer

from service.audits.reviewing.requested import Chosen

SEVERITY: Mapping[str, Literal["high", "medium", "low"]] = MappingProxyType(
    {"high": "high", "medium": "medium", "low": "low"}
)
_CELL = re.compile(r"table (\d+),? row (\d+),? column (\d+)")
_PARAGRAPH = re.compile(r"paragraph (\d+)")
MOST_DIGITS = 9
"""No report has as many tables, rows or paragraphs."""


def chosen(typed: str) -> Chosen:
    """The place that is meant by "table 4, row 10, column 3" or "paragraph 12".

    Raises:
        typer.BadParameter: it is no such words.
    """
    words = " ".join(typed.lower().split())
    if cell := _CELL.fullmatch(words):
        table, row, column = map(_index, cell.groups())
        return Chosen(table=table, row=row, column=column)
    if paragraph := _PARAGRAPH.fullmatch(words):
        return Chosen(paragraph=_index(paragraph[1]))
    raise typer.BadParameter(f"--at is as in 'table 4, row 10, column 3' or 'paragraph 12', not {typed!r}")


def _index(number: str) -> int:
    if len(number) > MOST_DIGITS or int(number) == 0:
        raise typer.BadParameter(f"--at counts from 1, and there is no number {number}")
    return int(number) - 1
