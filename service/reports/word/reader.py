"""Word (.docx): the report as Word would print it, with all tracked changes accepted."""

from __future__ import annotations

from service.errors import EmptyReport
from service.reports.flow.blocks import Line
from service.reports.flow.builder import ReportBuilder
from service.reports.flow.glyphs import raised
from service.reports.flow.reading_order import lay_down
from service.reports.markup import Element
from service.reports.model import Report
from service.reports.ooxml.elements import child, value
from service.reports.ooxml.package import Package, damaged
from service.reports.word.leftout import count_objects, count_parts, count_unread
from service.reports.word.numbering import Numbering
from service.reports.word.styles import Styles
from service.reports.word.text import TextReading
from service.reports.word.walk import DocxWalk


def read_docx(filename: str, data: bytes) -> Report:
    """The report in a Word file.

    A table's index is its place among all tables of the document, its rows are all its rows, its columns those of
    the grid. Footnotes and endnotes follow the text as paragraphs, each with its mark.

    Raises:
        EmptyReport: no text in it.
        DamagedReport: not a Word file, or a part of it is missing, cut or malformed.
        EncryptedReport: protected by a password.
        ReportTooLarge: beyond a limit of size, cells, paragraphs or columns.
    """
    package = Package.open(filename, data)
    name, root = package.main()
    body = child(root, "body")
    if body is None:
        raise damaged(filename, "its main part holds no document")
    parts = dict(reversed(package.related(name)))
    styles = Styles.of(_part(package, parts, "styles"))
    rendered = next(root.iter("{*}lastRenderedPageBreak"), None) is not None
    text = TextReading(styles, has_rendered_breaks=rendered)
    walk = DocxWalk(filename, text, Numbering.of(_part(package, parts, "numbering")))
    walk.read(body, walk.blocks)
    pages = walk.pages
    _read_notes(package, parts, walk)
    if not walk.blocks:
        raise EmptyReport(filename, "there is no text in it; a picture of a report cannot be audited")
    builder = ReportBuilder(
        filename, "docx", styles.language, pages if rendered else None
    )  # breaks set by hand do not tell how many pages there are
    lay_down(walk.blocks, builder)
    count_unread(body, text.passed, text.left_out)
    count_objects(body, text.left_out)
    count_parts(package, name, text.left_out)
    text.left_out.tell(builder)
    return builder.build()


def _part(package: Package, parts: dict[str, str], kind: str) -> Element | None:
    return package.part(parts[kind]) if kind in parts else None


def _read_notes(package: Package, parts: dict[str, str], walk: DocxWalk) -> None:
    """Append the notes in the order of their marks; a note that a note refers to comes after all the others."""
    found = {
        (kind, value(note, "id") or ""): note
        for kind in ("footnote", "endnote")
        for note in _notes(_part(package, parts, f"{kind}s"))
    }
    for number, key in enumerate(walk.text.notes, start=1):
        note = found.pop(key, None)
        if note is None:
            continue
        before = len(walk.blocks)
        walk.read(note, walk.blocks)
        first = walk.blocks[before] if len(walk.blocks) > before else None
        if isinstance(first, Line):
            first.text = f"{raised(str(number))} {first.text}"
    for note in found.values():
        walk.text.left_out.text("a note that nothing refers to", "".join(t.text or "" for t in note.iter("{*}t")))


def _notes(root: Element | None) -> list[Element]:
    return [] if root is None else [note for note in root if value(note, "id") is not None]
