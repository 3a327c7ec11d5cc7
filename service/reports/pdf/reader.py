"""PDF: the report that its pages show, put together from characters and their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from service.errors import EmptyReport
from service.reports.door.formats import Spread, Tell
from service.reports.flow.builder import ReportBuilder
from service.reports.flow.reading_order import lay_down
from service.reports.leftout import LeftOut
from service.reports.model import Page, Report
from service.reports.pdf.source import pages_of
from service.reports.placed.folios import folios_of
from service.reports.placed.frame import Frame
from service.reports.placed.pages import blocks_of
from service.reports.placed.words import Strip

_MOST_LISTED: Final = 10
"""Page numbers named in a note."""


def read_pdf(filename: str, data: bytes, tell: Tell | None = None, spread: Spread | None = None) -> Report:
    """The report in a PDF. ``tell`` hears after each page how many have been read, and how many there are.

    A table's rows and columns are those of the grid that its lines and the edges of its figures make.

    Raises:
        EmptyReport: no text in it: a scan.
        DamagedReport: cut off or malformed.
        EncryptedReport: protected by a password.
        ReportTooLarge: beyond a limit of pages, characters, cells or paragraphs.
    """
    pages: list[list[Strip]] = []
    frames: list[Frame] = []
    labels: list[str] = []
    pictures: list[int] = []
    covered: list[int] = []
    recognised: list[int] = []
    left_out = LeftOut()
    for page in pages_of(filename, data, left_out, spread):
        pages.append(page.strips)
        frames.append(page.frame)
        labels.append(page.label)
        if page.has_pictures:
            pictures.append(page.number)
        if page.is_mostly_picture and not page.is_recognised:
            covered.append(page.number)
        if page.is_recognised:
            recognised.append(page.number)
        if tell:
            tell(page.number, page.of)
    if not any(pages):
        raise EmptyReport(filename, _scanned(len(pages), pictures))
    builder = ReportBuilder(filename, "pdf", None, len(pages), _shown(frames, labels, pages))
    if pictures:
        builder.note(f"pages that hold only a picture were not read: {_listed(pictures)}")
    if covered:
        builder.note(f"pictures on pages with little text beside them were not read: {_listed(covered)}")
    if recognised:
        what = "pages whose text a scanner recognised may hold misread figures"
        builder.note(f"{what}: {_listed(recognised)}")
    left_out.tell(builder)
    lay_down(blocks_of(pages, frames), builder)
    return builder.build()


def _shown(frames: Sequence[Frame], labels: Sequence[str], pages: Sequence[list[Strip]]) -> tuple[Page, ...]:
    """The pages with their numbers: those that the file gives, or else those that are printed on them."""
    count = range(1, len(frames) + 1)
    given = any(label and label != str(number) for number, label in zip(count, labels, strict=True))
    numbers = labels if given else folios_of(pages)
    known = ("" if label == str(number) else label for number, label in zip(count, numbers, strict=True))
    return tuple(replace(frame.page, label=label) for frame, label in zip(frames, known, strict=True))


def _scanned(pages: int, pictures: list[int]) -> str:
    if not pictures:
        return "there is no text in it; upload the report itself"
    many = "its only page is a picture" if pages == 1 else f"its {pages} pages are pictures"
    return (
        f"{many} (a scan), which cannot be read; run text recognition (OCR) over it and upload the result, "
        "or upload the document that it was made from"
    )


def _listed(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:_MOST_LISTED]))
    return shown if len(pages) <= _MOST_LISTED else f"{shown} and {len(pages) - _MOST_LISTED} more"
