"""Where elements are put by their styles, in points from the left and the top of their page."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from service.reports.html.css import size_pt

_MATRIX: Final = re.compile(r"matrix\(\s*([-\d.e]+)[,\s]+([-\d.e]+)[,\s]+([-\d.e]+)[,\s]+([-\d.e]+)[,\s]")
_AWAY: Final = re.compile(r"rotate|skew")
_LARGEST: Final = 1e6
"""Points. What is further off is on no page."""
_PAGE: Final = (600.0, 800.0)
"""Points, across and down, of a page that does not say how large it is."""
_ON_PAGE: Final = ("absolute", "fixed")

Declared = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """A box in which elements are put: where it begins, how high it is, how large a point in it is."""

    left: float
    top: float
    height: float
    scale: float = 1.0
    askew: bool = False
    """It is turned: a watermark, or the label of an axis."""

    def inner(self, declared: Declared, size: float) -> Box:
        """The box of an element that is put in this one. ``size`` is that of its type, where it names no height."""
        whole = self.height or _PAGE[1]
        height = _points(declared.get("height"), size, whole)
        left = self.left + self.scale * _points(declared.get("left"), 0.0, _PAGE[0])
        if "top" in declared or "bottom" not in declared:
            top = self.top + self.scale * _points(declared.get("top"), 0.0, whole)
        else:
            top = self.top + self.scale * (self.height - _points(declared["bottom"], 0.0, whole) - height)
        scale, askew = _transformed(declared.get("transform") or declared.get("-webkit-transform") or "")
        if scale != 1.0 and "bottom" in declared and "top" not in declared:
            top += self.scale * height * (1 - scale)  # such files scale about the lower left corner
        return Box(left, top, height, self.scale * scale, self.askew or askew)

    @property
    def is_readable(self) -> bool:
        """Whether text in it is upright, on a page."""
        return not self.askew and max(abs(self.left), abs(self.top), self.scale) < _LARGEST


def is_placed(declared: Declared) -> bool:
    """Whether an element is put at a place of its own."""
    return declared.get("position") in _ON_PAGE and any(side in declared for side in ("left", "top", "bottom"))


def is_page(declared: Declared) -> bool:
    """Whether elements inside of one are put at places of it: a page."""
    return declared.get("position") in ("relative", *_ON_PAGE)


def page_of(declared: Declared) -> Box:
    """The box of a page."""
    return Box(0.0, 0.0, _points(declared.get("height"), 0.0))


def length(declared: Declared, name: str) -> float:
    """A length in points; 0 where there is none."""
    return _points(declared.get(name), 0.0)


def _points(value: str | None, default: float, whole: float = 0.0) -> float:
    """A length; one in per cent is of ``whole``."""
    if value is None:
        return default
    if value.endswith("%"):
        share = size_pt(value.removeprefix("-"), whole)
        return -share if value.startswith("-") else share
    found = -size_pt(value[1:], 0.0) if value.startswith("-") else size_pt(value, 0.0)
    return found if abs(found) < _LARGEST else _LARGEST


def _transformed(transform: str) -> tuple[float, bool]:
    """How much larger an element is made, and whether it is turned."""
    match = _MATRIX.match(transform)
    if not match:
        return 1.0, bool(_AWAY.search(transform))
    try:
        across, turn, _, down = (float(match[at]) for at in range(1, 5))
    except ValueError:
        return 1.0, True
    return (down, abs(turn) > 0.05 * abs(across)) if down > 0 and math.isfinite(down) else (1.0, True)
