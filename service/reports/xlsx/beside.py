"""What a sheet holds beside its cells: text boxes are read, comments and embedded objects counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from service.reports.leftout import LeftOut
from service.reports.markup import Element
from service.reports.ooxml.package import Package

_OBJECTS: Final = frozenset({"oleObject", "package"})


def text_boxes(package: Package, sheet: str, left_out: LeftOut) -> list[str]:
    """The paragraphs of the text boxes of the sheet in this part; ``left_out`` takes what else is beside its cells.

    Charts are not counted: what they draw are cells.

    Raises:
        DamagedReport, EncryptedReport, ReportTooLarge: as ``Package.part``.
    """
    found: list[str] = []
    for kind, name in package.related(sheet):
        if kind == "drawing":
            found += _paragraphs(package.part(name))
        elif kind == "comments":
            root = package.part(name)
            for _ in () if root is None else root.iter("{*}comment"):
                left_out.thing("comment")
        elif kind in _OBJECTS:
            left_out.thing("embedded object")
    return found


def count_printed(root: Element, left_out: LeftOut) -> None:
    """Count the heads and feet with amounts that are only there when a sheet is printed."""
    for around in root.iter("{*}headerFooter"):
        for one in around:
            left_out.amounts("text in the head or at the foot of printed pages", one.text or "")


def _paragraphs(drawing: Element | None) -> Iterator[str]:
    """The text of each paragraph of a drawing, without what it holds for old programs only."""
    if drawing is None:
        return
    old = {body for branch in drawing.iter("{*}Fallback") for body in branch.iter("{*}txBody")}
    for body in drawing.iter("{*}txBody"):
        if body not in old:
            for paragraph in body.iter("{*}p"):
                yield "".join(text.text or "" for text in paragraph.iter("{*}t"))
