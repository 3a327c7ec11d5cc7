"""What a figure counts, in words."""

from __future__ import annotations

SCALES = {3: "thousand", 6: "million", 9: "billion"}


def unit_text(unit: str | None, scale: int) -> str | None:
    """The unit with its scale, since figures are given as printed: "EUR thousand", "million", "%"; None if unknown."""
    return " ".join(part for part in (unit, SCALES.get(scale)) if part) or None
