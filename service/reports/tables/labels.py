"""Labels for columns whose heads stand outside of their table: in the lines above it, or in the table before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.reports.figures.scales import stated
from service.reports.model import Column

_TOKEN = re.compile(
    r"(?P<year>(?:19|20)\d\d(?:/\d\d)?)|(?P<unit>(?:[A-Z]{0,2}[$£€¥]|[A-Z]{3}\b)\s?(?:'?000s?|mm?|bn|k|million|thousand)?)"
    r"|(?P<other>notes?|restated|audited|unaudited|group|company|[()*'\s]+)",
    re.IGNORECASE,
)
_NEAR = 3
"""Lines above a table among which its column heads are looked for."""


def from_lines(columns: Sequence[Column], lines: Sequence[str]) -> list[Column] | None:
    """The columns with the years and units that the lines just above print, one for each; None if they print none."""
    labels: list[list[str]] = [[] for _ in columns]
    for line in lines[-_NEAR:]:
        heads = _heads(line.translate({0x2019: "'"}))
        if len(heads) == len(columns):
            for label, head in zip(labels, heads, strict=True):
                label.append(head)
    if not any(labels):
        return None
    return [_labelled(column, " ".join(label)) for column, label in zip(columns, labels, strict=True)]


def from_table(columns: Sequence[Column], before: Sequence[Column], *, adjoining: bool) -> list[Column] | None:
    """The columns with the labels of the table that this one goes on from; None if the two are not alike.

    Of tables that adjoin, as many columns are enough; others must also print them in the same grid columns.
    """
    same_places = [column.columns for column in columns] == [column.columns for column in before]
    if len(columns) != len(before) or not (same_places or adjoining):
        return None
    return [_labelled(column, above.label) for column, above in zip(columns, before, strict=True)]


def _labelled(column: Column, label: str) -> Column:
    measures = stated(label)
    return replace(
        column,
        label=label,
        unit=column.unit or measures.currency or ("%" if measures.percent else None),
        scale=column.scale if column.scale is not None else measures.scale,
    )


def _heads(line: str) -> list[str]:
    """The years or units of a line that prints nothing but column heads."""
    heads: list[str] = []
    at = 0
    while at < len(line):
        match = _TOKEN.match(line, at)
        if not match or match.end() == at:
            return []
        if match["year"] or match["unit"]:
            heads.append(match.group().strip())
        at = match.end()
    return heads
