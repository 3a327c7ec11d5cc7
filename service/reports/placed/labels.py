"""Names of rows that are wrapped over several lines are one name again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from service.reports.placed.pieces import Piece
from service.reports.placed.rows import PlacedRow

_LINE: Final = 1.35
"""Ems between the baselines of one paragraph, at most."""
_OPEN_END: Final = (",", "(", "-", "–", "/", "&")
_TOTAL: Final = re.compile(r"(?:sub)?total\b", re.IGNORECASE)
"""What closes a part of a table; the next one begins with a name of its own."""
_LINKS: Final = frozenset({"and", "of", "the", "in", "to", "for", "from", "on", "by", "at", "or", "with", "net", "a"})


def wrapped(rows: Sequence[PlacedRow], limit: float) -> list[list[PlacedRow]]:
    """The lines of a table, those of one row together. ``limit`` is where names of rows must end."""
    groups: list[list[PlacedRow]] = []
    for at, row in enumerate(rows):
        if groups and _goes_on(groups[-1], row, rows[at + 1] if at + 1 < len(rows) else None, limit):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _goes_on(group: list[PlacedRow], row: PlacedRow, after: PlacedRow | None, limit: float) -> bool:
    """Whether a line goes on with the row above it: only one of the two may print figures."""
    above = group[-1]
    near = row.y - above.y <= _LINE * max(row.size, above.size)
    if not near or (row.figures and any(one.figures for one in group)):
        return False
    name, before = row.name, _last_name(group)
    if name is None:
        # figures beside the middle of a name of two lines are on a line of their own between them
        return bool(row.figures) and not any(one.figures for one in group) and _is_half(above, row, after)
    if before is None:
        return not any(one.name for one in group) and _is_half(above, row, None)
    if row.figures and len(group) > 1 and any(one.figures for one in group):
        return False
    if any(one.figures for one in group) and _begins(before, row, name, after):
        return False
    return _continues(before, name, limit)


def _begins(before: Piece, row: PlacedRow, name: Piece, after: PlacedRow | None) -> bool:
    """Whether a line is the first of a name that goes on, set further in, beside the figures of the next line."""
    rest = after.name if after and after.figures and after.y - row.y <= _LINE * row.size else None
    level = abs(name.left - before.left) <= 0.3 * name.size
    return rest is not None and level and rest.left > name.left + 0.3 * name.size


def runs_on(rows: Sequence[PlacedRow], at: int, limit: float) -> bool:
    """Whether the line after row ``at`` of a table goes on with its name."""
    above, row = rows[at], rows[at + 1]
    if row.y - above.y > _LINE * row.size or row.figures or len(row.pieces) != 1:
        return False
    name, before = row.name, above.name
    if name is None or name.right > limit:
        return False
    return _is_half(above, row, None) if before is None else _continues(before, name, limit)


def runs_on_into(rows: Sequence[PlacedRow], at: int, limit: float) -> bool:
    """Whether the line before row ``at``, the first of a table, is the beginning of its name."""
    above, row = rows[at - 1], rows[at]
    if row.y - above.y > _LINE * row.size or above.figures or len(above.pieces) != 1:
        return False
    name, before = row.name, above.name
    return name is not None and before is not None and before.right <= limit and _continues(before, name, limit)


def _is_half(above: PlacedRow, row: PlacedRow, after: PlacedRow | None) -> bool:
    close = row.y - above.y < 0.9 * row.size
    return close and (after is None or (after.y - row.y < 0.9 * row.size and not after.figures))


def _continues(before: Piece, name: Piece, limit: float) -> bool:
    if before.text.endswith((":", ".")) or name.left < before.left - 0.3 * name.size:
        return False
    if before.words[0].face.bold != name.words[0].face.bold:
        return False
    cut = before.right + 0.25 * name.size + (name.words[0].right - name.words[0].left) > limit
    first = name.text[0]
    if first.islower() or before.text.endswith(_OPEN_END) or before.text.split()[-1].lower() in _LINKS:
        return True
    if name.text.endswith("%") and not before.text.endswith(("%", "%)")):
        return True
    further = name.left > before.left + 0.3 * name.size
    if first.isupper() and not further and _TOTAL.match(before.text):
        return False
    return cut and (first.isdigit() or first == "(" or further or len(before.words) > 2)


def _last_name(group: Sequence[PlacedRow]) -> Piece | None:
    return next((name for row in reversed(group) if (name := row.name)), None)
