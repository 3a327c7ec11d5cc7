"""Tags of inline XBRL: what a figure is a figure of, as the file says it to programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from service.reports.markup import Element
from service.reports.model import Fact

_INSTANCE: Final = "http://www.xbrl.org/2003/instance"
_LARGEST_SCALE: Final = 30
"""Powers of ten. No figure is printed in larger or smaller units."""
_DATES: Final = ("instant", "startdate", "enddate")
_MOST_ELEMENTS: Final = 200
"""Elements of a context, a unit or a tag that are looked at."""
_LONGEST: Final = 500
"""Characters of what a context says; one that says more is not used."""


@dataclass(slots=True)
class Declarations:
    """The contexts and units that a file declares, wherever it does, by their ids."""

    _contexts: dict[str, tuple[str, str]] = field(default_factory=dict[str, "tuple[str, str]"])
    """Period, and whose figure of what part it is."""
    _units: dict[str, str] = field(default_factory=dict[str, str])

    def declare(self, root: Element) -> None:
        """Take in all contexts and units of a document."""
        for element in root.iter(*_names("context")):
            self._contexts[element.get("id") or ""] = _period(element), _subject(element)
        for element in root.iter(*_names("unit")):
            self._units[element.get("id") or ""] = _measure(element)

    def fact(self, element: Element) -> Fact | None:
        """What a tag around a figure says; None if it says nothing, or refers to what is not declared."""
        given = {name.lower(): value.strip() for name, value in element.attrib.items()}
        context = self._contexts.get(given.get("contextref", ""))
        unit = self._units.get(given.get("unitref", ""))
        scale = _whole(given.get("scale") or "0")
        if not given.get("name") or not context or not context[0] or not unit or scale is None or _is_nil(given):
            return None
        period, about = context
        if len(about) > _LONGEST or abs(scale) > _LARGEST_SCALE:
            return None
        subject = f"{about} {given['target']}" if given.get("target") else about
        decimals = _whole(given.get("decimals", ""))
        return Fact(given["name"], period, subject, unit, _text_of(element), scale, given.get("sign") == "-", decimals)


def _names(local: str) -> tuple[str, str]:
    """An element of XBRL as XML knows it, and as a browser does."""
    return f"{{{_INSTANCE}}}{local}", f"xbrli:{local}"


def _period(context: Element) -> str:
    """ "2024-09-28" for a date, "2023-10-01/2024-09-28" for the time between two; "" if it is neither."""
    dates = {name: _text_of(one) for one in _within(context) if (name := _local(one)) in _DATES}
    if dates.get("instant"):
        return dates["instant"]
    ends = dates.get("startdate"), dates.get("enddate")
    return "/".join(end for end in ends if end) if all(ends) else ""


def _subject(context: Element) -> str:
    """Whose figure it is, and of which part of it: "0000320193 us-gaap:Axis=us-gaap:Member"."""
    whose = ["_".join(_text_of(one).split()) for one in _within(context) if _local(one) == "identifier"]
    parts = sorted(f"{axis}={' '.join(_text_of(one).split())}" for one in _within(context) if (axis := _axis(one)))
    return " ".join([*whose, *parts])


def _measure(unit: Element) -> str:
    """ "iso4217:USD", or "iso4217:USD/xbrli:shares" where one is divided by the other."""
    below: list[str] = []
    for part in _within(unit):
        if _local(part) == "unitdenominator":
            below += [_text_of(one) for one in _within(part) if _local(one) == "measure"]
    every = sorted(_text_of(one) for one in _within(unit) if _local(one) == "measure")
    above = list((Counter(every) - Counter(below)).elements())
    return "/".join("*".join(side) for side in (above, sorted(below)) if side)


def _text_of(element: Element) -> str:
    """The text inside an element and the elements in it."""
    parts: list[str] = []
    for one in _within(element):
        if one.text and _local(one):
            parts.append(one.text)
        if one is not element and one.tail:
            parts.append(one.tail)
    return "".join(parts).strip()


def _within(element: Element) -> list[Element]:
    """An element and those in it; of more than any tag has, only the first, so that nesting costs no time."""
    return list(islice(element.iter(), _MOST_ELEMENTS))


def _axis(element: Element) -> str:
    return element.get("dimension") or "" if _local(element) else ""


def _local(element: Element) -> str:
    """The name of an element without what is before it; "" for a comment, whose tag is a function."""
    return "" if callable(element.tag) else element.tag.rpartition("}")[2].rpartition(":")[2].lower()


def _is_nil(given: Mapping[str, str]) -> bool:
    return any(name.endswith("}nil") or name == "xsi:nil" for name, value in given.items() if value in ("true", "1"))


def _whole(text: str) -> int | None:
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) <= 3 else None
