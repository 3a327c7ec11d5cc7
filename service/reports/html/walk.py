"""An HTML tree as lines and tables: what a reader of the page sees, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from service.reports.aligned.runs import typed_blocks
from service.reports.flow.blocks import Line, TableBlock
from service.reports.flow.lines import BREAK, lines_of
from service.reports.html.style import ROOT, Style, StyleSheets
from service.reports.html.table import TableReading
from service.reports.html.tags import Declarations
from service.reports.leftout import LeftOut
from service.reports.limits import Limits
from service.reports.markup import Element, walk
from service.reports.word.stacks import unstacked

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
    ]
)
_TABLE_PARTS: Final = frozenset(["table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"])
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_LEVELS: Final = {f"h{level}": level for level in range(1, 7)}
_UNTOLD: Final = frozenset({"head", "script", "style", "ix:header", "ix:hidden", "ix:references", "ix:resources"})
"""Hidden in every page: what is written for programs, the facts of inline XBRL that are not printed among it."""
_HIDDEN: Final = "hidden text"
_KINDS: Final = {
    "svg": "text drawn in a picture (SVG)",
    "del": "deleted text",
    "select": "text in lists to choose from",
}
"""What else is left out, by the tag that makes it so."""
_FRAMES: Final = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
"""Tags that show another file inside the page, and the attribute that names it."""
_TYPED: Final = frozenset({"", "text", "number", "date", "month"})
"""Fields to fill in that show their value."""
_NO_LEVEL: Final = re.compile(r"[^1-9]")

StyledRun = tuple[str, Style]
_Content = list[Line | TableBlock]


@dataclass(slots=True)
class HtmlWalk:
    """Reads one tree. ``blocks`` holds the outcome, ``pages`` how many pages its page breaks make."""

    filename: str
    blocks: _Content = field(default_factory=list["Line | TableBlock"])
    pages: int = 1
    left_out: LeftOut = field(default_factory=LeftOut)
    _kind: str = _HIDDEN
    """Of the text that is being left out."""
    _untold: int = 0
    """Elements written for programs that are open."""
    _sheet: StyleSheets = field(default_factory=StyleSheets)
    _styles: list[Style] = field(default_factory=lambda: [ROOT])
    _runs: list[StyledRun] = field(default_factory=list["StyledRun"])
    _level: int | None = None
    _tags: Declarations = field(default_factory=Declarations)
    _tables: list[TableReading] = field(default_factory=list["TableReading"])
    _into: list[_Content] = field(default_factory=list["_Content"])
    """Where lines go: the document, or the caption or cell that is open, innermost last."""

    _limits: Limits = field(init=False)

    def __post_init__(self) -> None:
        self._limits = Limits(self.filename)

    def read(self, root: Element) -> None:
        """Walk the whole tree, whatever its depth."""
        for sheet in root.iter("style", "{*}style"):
            self._sheet.add(sheet.text or "")
        self._tags.declare(root)
        self._into.append(self.blocks)
        names: dict[str, str] = {}
        for event, element in walk(root):
            if event == "comment":
                self._text(element.tail)
                continue
            name = names.get(element.tag) or names.setdefault(element.tag, _name(element.tag))
            if event == "start":
                self._open(name, element)
                self._text(element.text)
            else:
                self._close(name)
                self._text(element.tail)
        self._flush()

    def _open(self, name: str, element: Element) -> None:
        style = self._sheet.style(self._styles[-1], name, element.attrib)
        self._leave_out(name, element, style)
        self._styles.append(style)
        if style.break_before:
            self._turn_page()
        if _is_block(name, style):
            self._flush()
        if name == "br":
            self._runs.append((BREAK, style))
        elif name in _TABLE_PARTS:
            self._open_table_part(name, element, style)
        elif name == "input" and (element.get("type") or "").lower() in _TYPED:
            self._text(element.get("value"))
        elif name == "ix:nonfraction":
            self._tag(element, style)
        elif name in _LEVELS:
            self._level = _LEVELS[name]
        elif element.get("role") == "heading":
            self._level = int(_NO_LEVEL.sub("", element.get("aria-level") or "")[:1] or "2")

    def _leave_out(self, name: str, element: Element, style: Style) -> None:
        """Take notice of what begins to be hidden, and of what other files the page shows."""
        around = self._styles[-1]
        self._untold += name in _UNTOLD
        if style.hidden and not around.hidden:
            self._kind = _KINDS.get(name, _HIDDEN)
        if name in _FRAMES and not around.hidden and (element.get(_FRAMES[name]) or element.get("srcdoc")):
            self.left_out.thing("embedded document")

    def _close(self, name: str) -> None:
        style = self._styles.pop()
        self._untold -= name in _UNTOLD
        if _is_block(name, style):
            self._flush()
        if name in _TABLE_PARTS:
            self._close_table_part(name)
        elif name in _LEVELS:
            self._level = None
        if style.break_after:
            self._turn_page()

    def _open_table_part(self, name: str, element: Element, style: Style) -> None:
        if name == "table":
            reading = TableReading(self.filename, TableBlock(hidden=style.removed or style.invisible, page=self.pages))
            self._into[-1].append(reading.block)
            self._into.append(reading.block.caption)
            self._tables.append(reading)
        elif self._tables:
            reading = self._tables[-1]
            if name in _GROUPS:
                reading.open_group(header=name == "thead")
            elif name == "tr":
                reading.open_row()
            elif name in ("td", "th"):
                self._into.append(reading.open_cell(element.attrib, header=name == "th").content)

    def _close_table_part(self, name: str) -> None:
        if not self._tables:
            return
        if name == "table":
            self._close_table(self._tables.pop().block)
        elif name in _GROUPS:
            self._tables[-1].open_group(header=False)
        elif name in ("td", "th"):
            self._into.pop()

    def _close_table(self, block: TableBlock) -> None:
        """A table without rows is what its text holds."""
        self._into.pop()
        unstacked(block)
        if not block.rows and any(isinstance(item, TableBlock) for item in block.caption):
            self._into[-1][-1:] = block.caption

    def _text(self, text: str | None) -> None:
        style = self._styles[-1]
        if not text:
            return
        if style.hidden:
            if not self._untold:
                self.left_out.text(self._kind, text)
            return
        self._limits.add_shown(len(text))
        self._runs.append((text, style))

    def _tag(self, element: Element, style: Style) -> None:
        """Keep what a tag around a figure says with the cell that prints it."""
        if self._tables and not style.hidden:
            self._tables[-1].tag(self._tags.fact(element))

    def _turn_page(self) -> None:
        self._flush()
        self.pages += 1

    def _flush(self) -> None:
        """End the line in hand."""
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        for block in typed_blocks(runs) if self._is_typed(runs) else lines_of(runs):
            block.page = self.pages
            if isinstance(block, Line) and self._level is not None:
                block.level = self._level
            self._into[-1].append(block)

    def _is_typed(self, runs: Sequence[StyledRun]) -> bool:
        """Whether blanks and line breaks are meant: in preformatted text, and in a <TABLE> without rows.

        The filings of before 2001 have such tables, set with blanks in a type of one width.
        """
        if any(face.preformatted for _, face in runs):
            return True
        bare = bool(self._tables) and not self._tables[-1].block.rows
        return bare and any("\n" in text for text, _ in runs) and any(text.strip() for text, _ in runs)


def _name(tag: str) -> str:
    """A tag as HTML writes it: lower case, no XHTML namespace, "ix:" before the names of inline XBRL."""
    space, brace, local = tag.rpartition("}")
    if brace and "inlineXBRL" in space:
        return f"ix:{local.lower()}"
    return local.lower()


def _is_block(name: str, style: Style) -> bool:
    if name in _TABLE_PARTS:
        return True
    return name in _BLOCKS if style.block is None else style.block
