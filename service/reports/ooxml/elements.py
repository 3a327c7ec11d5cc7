"""Elements of a Word file by their short names, in either of the two namespaces of the standard."""

from __future__ import annotations

import re
from typing import Final

from service.reports.markup import Element

_NAMESPACES: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
"""Transitional and strict."""


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def value(element: Element, name: str) -> str | None:
    """An attribute in one of Word's namespaces."""
    return next((found for space in _NAMESPACES if (found := element.get(space + name)) is not None), None)


def child(element: Element, name: str) -> Element | None:
    """The first child of this name."""
    return next((found for found in element if local(found) == name), None)


def child_value(element: Element, name: str) -> str | None:
    """The ``val`` of the first child of this name."""
    found = child(element, name)
    return None if found is None else value(found, "val")


def chosen(alternate: Element) -> list[Element]:
    """What is in the branch of an mc:AlternateContent that a current Word shows."""
    branches = list(alternate)
    first = next((b for b in branches if local(b) == "Choice"), branches[0] if branches else None)
    return [] if first is None else list(first)


def whole(text: str | None) -> int | None:
    """A whole number, for what can be one; a bound keeps hostile digits short."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else None
