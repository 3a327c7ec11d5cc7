"""The little CSS that reports need: rules, declarations, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

BODY_SIZE_PT: Final = 12.0
"""What browsers give text that no rule sizes."""

_LENGTH: Final = re.compile(r"(-?\d*\.?\d+)\s*(pt|px|em|rem|%|in|mm|cm|pc)?")
_TO_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "mm": 2.835, "cm": 28.35, "pc": 12.0}
_NAMED_SIZES: Final = {
    "xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0, "xx-large": 24.0,
}  # fmt: skip
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|$)|<!--|-->", re.DOTALL)


def rules(css: str) -> Iterator[tuple[str, str]]:
    """The (selectors, body) pairs that stand outside any @media, @page and the like: those may not be for a screen."""
    depth, pending = 0, ""
    for part in re.split(r"([{}])", _COMMENT.sub(" ", css)):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(depth - 1, 0)
        elif depth == 0:
            pending = part.rpartition(";")[2].strip()
        elif depth == 1 and not pending.startswith("@"):
            yield pending, part


def declarations(body: str) -> dict[str, str]:
    """The values of "font-weight:700;top:-3pt" by property, lower case."""
    found: dict[str, str] = {}
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def size_pt(value: str | None, inherited: float) -> float:
    """A font size in points; relative sizes are relative to the inherited one."""
    if not value:
        return inherited
    match = _LENGTH.match(value)
    if not match:
        return _NAMED_SIZES.get(value, inherited)
    number, unit = float(match[1]), match[2] or "px"
    if unit in ("em", "%"):
        return inherited * (number if unit == "em" else number / 100)
    return number * (BODY_SIZE_PT if unit == "rem" else _TO_POINTS[unit])


def offset(value: str | None) -> float:
    """The number of a length, in whatever unit: only its sign matters."""
    match = _LENGTH.match(value or "")
    return float(match[1]) if match else 0.0
