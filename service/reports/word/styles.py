"""The styles of a Word file: how a paragraph or a run looks, and which paragraphs are headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import Final

from service.reports.markup import Element
from service.reports.ooxml.elements import child, child_value, local, value, whole

_OFF: Final = frozenset({"0", "false", "off", "none"})
_WHITE: Final = "ffffff"
_HEADING_WORD: Final = re.compile(
    r"(?:heading|überschrift|berschrift|titre|título|titulo|ttulo|encabezado|titolo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nagwek|nadpis|címsor|cmsor|başlık|balk|заголовок|επικεφαλίδα|標題|标题|見出し|제목|כותרת)\s*([1-9])",
    re.IGNORECASE,
)
"""Programs other than Word write the names of built-in styles in their own language, some without its accents."""
_TITLE: Final = frozenset({"title", "titel", "titre", "título", "titolo"})
_SWITCHES: Final = {"b": "bold", "i": "italic", "u": "underlined", "vanish": "hidden"}
_NO_TITLE: Final = re.compile(
    r"(?:toc ?\d?|index|table of figures|caption|(?:foot|end)note.*|header|footer)\b", re.IGNORECASE
)
"""Built-in styles of lines that may be short and bold and are no headings."""
_LOOPS: Final = 30
"""Styles that a style may be based on, one on the other; more is a circle."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; None where nothing is said. ``level`` is 0 for text that is said not to be a heading."""

    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    centred: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None
    white: bool | None = None
    size_pt: float | None = None
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, the other where it does not."""
        own = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) is not None}
        return replace(below, **own) if own else below


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class ResolvedLook:
    """A look with nothing left open."""

    bold: bool
    italic: bool
    underlined: bool
    centred: bool
    raised: bool
    white: bool
    size_pt: float


def face(look: Look) -> ResolvedLook:
    """How text of this look is printed."""
    return ResolvedLook(
        bool(look.bold),
        bool(look.italic),
        bool(look.underlined),
        bool(look.centred),
        bool(look.raised),
        bool(look.white),
        look.size_pt or 10.0,
    )


@dataclass(slots=True)
class Styles:
    """The styles of one file. Without a styles part, built-in headings are still known by their ids."""

    _defined: dict[str, Element] = field(default_factory=dict[str, Element])
    _known: dict[str, Look] = field(default_factory=dict[str, Look])
    _default: Look = PLAIN
    _default_paragraph: str = ""
    language: str | None = None

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """The styles in a styles part."""
        styles = cls()
        for item in root if root is not None else ():
            if local(item) == "style":
                identity = value(item, "styleId") or ""
                styles._defined[identity] = item
                if value(item, "type") == "paragraph" and value(item, "default") in ("1", "true", "on"):
                    styles._default_paragraph = identity
            elif local(item) == "docDefaults":
                for properties in item.iter("{*}rPr"):
                    styles._default = look_of(properties)
                    language = child(properties, "lang")
                    styles.language = None if language is None else value(language, "val")
        return styles

    def paragraph(self, identity: str | None) -> Look:
        """The look that a paragraph style gives, over the defaults of the file."""
        return self.named(identity or self._default_paragraph).over(self._default)

    def named(self, identity: str | None) -> Look:
        """What a style itself and those it is based on say."""
        if not identity:
            return PLAIN
        known = self._known.get(identity)
        if known is None:
            known = self._known[identity] = self._resolved(identity)
        return known

    def _resolved(self, identity: str) -> Look:
        look, at = PLAIN, identity
        for _ in range(_LOOPS):
            style = self._defined.get(at)
            if style is None:
                return look.over(Look(level=_built_in_level(at)))
            own = child_look(style)
            name = child_value(style, "name") or ""
            look = look.over(replace(own, level=own.level if own.level is not None else _built_in_level(name)))
            at = child_value(style, "basedOn") or ""
            if not at:
                break
        return look


def child_look(element: Element) -> Look:
    """What the paragraph and run properties directly inside an element say."""
    look = PLAIN
    for item in element:
        if local(item) in ("pPr", "rPr"):
            look = look_of(item).over(look)
    return look


def look_of(properties: Element) -> Look:
    """What one element of paragraph or run properties says."""
    found: dict[str, bool | float | int | str | None] = {}
    for item in properties:
        name, text = local(item), value(item, "val")
        if name in _SWITCHES:
            found[_SWITCHES[name]] = (text or "").lower() not in _OFF
        elif name == "vertAlign":
            found["raised"] = text == "superscript"
        elif name == "position":
            found["raised"] = (whole(text) or 0) > 4
        elif name == "color" and text:
            found["white"] = text.lower() == _WHITE
        elif name == "sz":
            found["size_pt"] = (whole(text) or 0) / 2 or None
        elif name == "jc":
            found["centred"] = text == "center"
        elif name == "outlineLvl":
            level = whole(text)
            found["level"] = level + 1 if level is not None and level < 9 else None
        elif name == "numPr":
            found["list_id"], found["list_level"] = child_value(item, "numId"), whole(child_value(item, "ilvl"))
    return Look(**found) if found else PLAIN  # type: ignore[arg-type]


def _built_in_level(name: str) -> int | None:
    """The heading level that the name or id of a built-in style tells; 0 for one that is never a heading."""
    if _NO_TITLE.match(name):
        return 0
    match = _HEADING_WORD.match(name.strip())
    if match:
        return int(match[1])
    return 1 if name.strip().lower() in _TITLE else None
