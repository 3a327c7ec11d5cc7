"""What a Word file holds beside its text, and text of it that Word does not show: counted, so that it can be said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from service.reports.leftout import LeftOut
from service.reports.markup import Element
from service.reports.ooxml.elements import child, whole
from service.reports.ooxml.package import Package

_THINGS: Final[Mapping[str, str]] = {
    "chart": "chart",
    "chartEx": "chart",
    "package": "embedded object",
    "oleObject": "embedded object",
    "aFChunk": "inserted document",
}
"""What a document may point to that shows figures and is not read, by the kind of the relation."""
_LARGE_PICTURE: Final = (3_600_000, 1_440_000)
"""EMU, 10 and 4 centimetres: a table may be in a picture of this size, which no logo or signature has."""
_AROUND_PAGES: Final = {"header": "text in the head of pages", "footer": "text at the foot of pages"}


def count_parts(package: Package, main: str, left_out: LeftOut) -> None:
    """Count what is in other parts of the file: comments, charts, embedded objects, heads of pages with amounts.

    Raises:
        DamagedReport, EncryptedReport, ReportTooLarge: as ``Package.part``.
    """
    for kind, name in package.related(main):
        if kind in _THINGS:
            left_out.thing(_THINGS[kind])
        elif kind == "comments":
            root = package.part(name)
            for _ in () if root is None else root.iter("{*}comment"):
                left_out.thing("comment")
        elif kind == "diagramData":
            left_out.text("text in a diagram", _text_of(package.part(name)))
        elif kind in _AROUND_PAGES:
            root = package.part(name)
            for paragraph in () if root is None else root.iter("{*}p"):
                left_out.amounts(_AROUND_PAGES[kind], _text_of(paragraph))


def count_objects(root: Element, left_out: LeftOut) -> None:
    """Count what the text shows and no program can read without more: documents elsewhere, pictures of some size."""
    for _ in root.iter("{*}subDoc"):
        left_out.thing("inserted document")
    for drawing in root.iter("{*}inline", "{*}anchor"):
        extent = child(drawing, "extent")
        size = (0, 0) if extent is None else (whole(extent.get("cx")) or 0, whole(extent.get("cy")) or 0)
        is_large = size[0] >= _LARGE_PICTURE[0] and size[1] >= _LARGE_PICTURE[1]
        if is_large and next(drawing.iter("{*}blip"), None) is not None:
            left_out.thing("large picture")


def count_unread(root: Element, read: Collection[Element], left_out: LeftOut) -> None:
    """Count all text of a document that is not among what was ``read``.

    Word shows none of it: the lower parts of merged cells, what is between cells, tags that it does not know.
    """
    for element in root.iter("{*}t"):
        if element not in read:
            left_out.text("text that Word does not show", element.text or "")


def _text_of(root: Element | None) -> str:
    return "" if root is None else "".join(one.text or "" for one in root.iter("{*}t"))
