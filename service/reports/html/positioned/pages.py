"""HTML in which every piece of text is put at its place, as programs make it of PDFs: pages of characters."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from service.errors import ReportTooLarge
from service.reports.flow.blocks import Line
from service.reports.flow.glyphs import clean
from service.reports.html.positioned.places import Box, Declared, is_page, is_placed, length, page_of
from service.reports.html.positioned.widths import advance
from service.reports.html.style import ROOT, Style, StyleSheets
from service.reports.limits import MAX_PDF_CHARACTERS
from service.reports.markup import Element, walk
from service.reports.placed.glyph import Face, Glyph
from service.reports.placed.words import Strip, strips_of, words_of

_FEWEST: Final = 8
"""Pieces of text at places of their own, at least: pages have labels and marks that are put so too."""
_LEADING: Final = 1.2
"""Ems from one line to the next, where a piece has several."""
_ASCENT: Final = 0.8
"""Ems from the top of a line of text to its baseline."""
_BLANK: Final[Glyph] = (" ", 0.0, 0.0, 0.0, Face(1.0))
"""Between two pieces, as near to one another as they may be."""
_BLOCKS: Final = frozenset({"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Cursor:
    """Where the next character of a piece of text is set."""

    box: Box
    x: float
    y: float

    def new_line(self, size: float) -> None:
        self.x = self.box.left
        self.y += _LEADING * size * self.box.scale


@dataclass(slots=True)
class OpenElement:
    """An element that is open."""

    name: str
    style: Style
    declared: Declared
    box: Box | None
    """In which elements in it are put; None outside of all pages."""
    cursor: Cursor | None
    """None for text that flows."""


@dataclass(slots=True)
class TreeReader:
    """Reads one tree."""

    filename: str
    sheet: StyleSheets = field(default_factory=StyleSheets)
    pages: list[list[Strip]] = field(default_factory=list[list[Strip]])
    """The lines of each page that has ended."""
    pieces: int = 0
    placed: int = 0
    """Characters at places."""
    loose: list[Line] = field(default_factory=list[Line])
    """Other text."""
    _glyphs: list[Glyph] | None = None
    """Those of the page that is open."""
    _open: list[OpenElement] = field(default_factory=lambda: [OpenElement("", ROOT, {}, None, None)])

    def read(self, root: Element) -> None:
        """Walk the whole tree."""
        for sheet in root.iter("style", "{*}style"):
            self.sheet.add(sheet.text or "")
        for event, element in walk(root):
            if event == "start":
                self._begin(element)
                self._text(element.text)
                continue
            if event == "end":
                self._open.pop()
            self._text(element.tail)
        self._end_page()

    def _end_page(self) -> None:
        if self._glyphs is not None:
            self.pages.append(strips_of(words_of(self._glyphs)))
        self._glyphs = None

    def _begin(self, element: Element) -> None:
        name = element.tag.rpartition("}")[2].lower()
        around = self._open[-1]
        style = self.sheet.style(around.style, name, element.attrib)
        declared = self.sheet.declared(name, element.attrib)
        frame = OpenElement(name, style, declared, around.box, around.cursor)
        self._open.append(frame)
        if is_placed(declared) and (around.box or not is_page_like(declared)):
            self._place(frame, around.box)
        elif around.box is None and is_page(declared):
            frame.box = page_of(declared)
            self._end_page()
            self._glyphs = []
        elif around.cursor:
            self._flow(frame, around.cursor)

    def _place(self, frame: OpenElement, around: Box | None) -> None:
        if around is None:
            around = page_of({})
        frame.box = around.inner(frame.declared, frame.style.size_pt)
        baseline = frame.box.top + _ASCENT * frame.style.size_pt * frame.box.scale
        frame.cursor = Cursor(frame.box, frame.box.left, baseline)
        self.pieces += 1
        self._page().append(_BLANK)

    def _page(self) -> list[Glyph]:
        if self._glyphs is None:
            self._glyphs = []
        return self._glyphs

    def _flow(self, frame: OpenElement, cursor: Cursor) -> None:
        """Text in a piece goes on: after a gap, or in a new line."""
        scale = cursor.box.scale
        if frame.name == "br" or (frame.name in _BLOCKS and cursor.x > cursor.box.left):
            cursor.new_line(frame.style.size_pt)
        cursor.x += scale * length(frame.declared, "margin-left")
        if frame.name == "span" and "width" in frame.declared:
            cursor.x += scale * length(frame.declared, "width")

    def _text(self, text: str | None) -> None:
        frame = self._open[-1]
        if not text or frame.style.hidden or (frame.name == "span" and "width" in frame.declared and not text.strip()):
            return
        if not frame.cursor:
            if text.strip():
                self.loose.append(Line(clean(text), bold=frame.style.bold, size_pt=frame.style.size_pt, page=1))
            return
        self.placed += len(text.strip())
        if self.placed > MAX_PDF_CHARACTERS:
            limit = f"the limit is {MAX_PDF_CHARACTERS:,}"
            raise ReportTooLarge(self.filename, f"it has more characters than can be read, {limit}; split it")
        if frame.cursor.box.is_readable:
            self._set(text, frame.style, frame.cursor, length(frame.declared, "letter-spacing"))

    def _set(self, text: str, style: Style, cursor: Cursor, spacing: float) -> None:
        scale = cursor.box.scale
        size = style.size_pt * scale
        face = Face(round(max(size, 0.5), 1), style.bold, style.italic)
        rise = 0.35 * size if style.raised else 0.0
        for char in text if style.preformatted else " ".join(f"|{text}|".split())[1:-1]:
            right = cursor.x + advance(char) * size
            self._page().append((char, cursor.x, right, cursor.y - rise, face))
            cursor.x = right + spacing * scale

    @property
    def is_positioned(self) -> bool:
        """Whether most of the text is put at places."""
        return self.pieces >= _FEWEST and self.placed > sum(len(line.text) for line in self.loose)


def is_page_like(declared: Declared) -> bool:
    """Whether an element that is put at a place outside of all pages is a page itself: it says how large it is."""
    return "width" in declared and "height" in declared


@dataclass(frozen=True, slots=True)
class Positioned:
    """A document read by the places of its text: the lines of each page, and what is at no place."""

    pages: list[list[Strip]]
    loose: list[Line]


def positioned(filename: str, root: Element) -> Positioned | None:
    """A document most of which is text put at places; None for any other. A document with tables is read by them.

    Raises:
        ReportTooLarge: more characters at places than a PDF may have.
    """
    if next(root.iter("table", "{*}table"), None) is not None:
        return None
    reading = TreeReader(filename)
    reading.read(root)
    if not reading.is_positioned:
        return None
    return Positioned(reading.pages, reading.loose)
