"""What styles say about a stretch of HTML: how heavy, how large, whether it shows at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from service.reports.html.css import BODY_SIZE_PT, declarations, offset, rules, size_pt

_FONT_SIZES: Final = {"1": 7.5, "2": 10.0, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_WHITE: Final = frozenset({"#fff", "#ffffff", "white", "rgb(255,255,255)", "transparent"})
_BREAKS: Final = frozenset({"always", "page", "left", "right", "recto", "verso"})
_BLOCK_DISPLAYS: Final = frozenset({"block", "flex", "grid", "list-item", "table", "flow-root"})
_TAG_STYLES: Final[Mapping[str, Mapping[str, str]]] = {
    **{tag: {"font-weight": "bold"} for tag in ("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6")},
    **{tag: {"font-style": "italic"} for tag in ("i", "em", "cite")},
    "u": {"text-decoration": "underline"},
    "sup": {"vertical-align": "super"},
    "center": {"text-align": "center"},
    "pre": {"white-space": "pre"},
    **{
        tag: {"display": "none"}
        for tag in ("head", "script", "style", "template", "svg", "select", "object", "del", "noscript")
    },
    **{tag: {"display": "none"} for tag in ("ix:header", "ix:hidden", "ix:references", "ix:resources")},
}
_NOTHING: Final[Mapping[str, str]] = {}

_RULE_NAME: Final = re.compile(r"[a-zA-Z][\w:-]*|[a-zA-Z]?[\w-]*[.#][\w-]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How text is shown. All but the last three are inherited."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    centred: bool = False
    raised: bool = False
    removed: bool = False
    """It takes no part in the page, and nothing in it does."""
    invisible: bool = False
    """It keeps its place but is not drawn; what is in it may be."""
    white: bool = False
    """White letters on a white ground: what some programs print to push a line into place."""
    shaded: bool = False
    preformatted: bool = False
    """Blanks and line breaks in the text are such on the page."""
    size_pt: float = BODY_SIZE_PT
    block: bool | None = None
    """Whether ``display`` makes it a block of its own; None where the tag decides."""
    break_before: bool = False
    break_after: bool = False

    @property
    def hidden(self) -> bool:
        """Whether text in it does not show."""
        return self.removed or self.invisible or self.size_pt == 0


ROOT: Final = Style()


@dataclass(slots=True)
class StyleSheets:
    """The style sheets of a document, as far as single tags, classes and ids go."""

    _rules: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    _known: dict[tuple[object, ...], Style] = field(default_factory=dict[tuple[object, ...], Style])

    def add(self, css: str) -> None:
        """Take in the rules of one <style> element."""
        for selectors, body in rules(css):
            declared = declarations(body)
            for selector in selectors.split(","):
                name = selector.strip()
                if _RULE_NAME.fullmatch(name):
                    self._rules.setdefault(name, {}).update(declared)

    def style(self, parent: Style, tag: str, attributes: Mapping[str, str]) -> Style:
        """The style of an element under a parent of this style."""
        inline = attributes.get("style", "")
        classes, identity, align = attributes.get("class", ""), attributes.get("id", ""), attributes.get("align", "")
        identity = identity if f"#{identity}" in self._rules else ""
        extra = (attributes.get("size") if tag == "font" else None, "hidden" in attributes)
        key = (parent, tag, inline, classes, identity, align, extra)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._computed(parent, tag, (inline, classes, identity, align), extra)
        return known

    def declared(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """What rules and the element itself declare, not what is inherited."""
        found: dict[str, str] = {}
        for name in self._names(tag, attributes.get("class", ""), attributes.get("id", "")):
            found.update(self._rules.get(name, _NOTHING))
        found.update(declarations(attributes.get("style", "")))
        return found

    def _computed(
        self, parent: Style, tag: str, named: tuple[str, str, str, str], extra: tuple[str | None, bool]
    ) -> Style:
        inline, classes, identity, align = named
        declared = dict(_TAG_STYLES.get(tag, _NOTHING))
        if align:
            declared["text-align"] = align.lower()
        if extra[0] in _FONT_SIZES:
            declared["font-size"] = f"{_FONT_SIZES[str(extra[0])]}pt"
        if extra[1]:
            declared["display"] = "none"
        for name in self._names(tag, classes, identity):
            declared.update(self._rules.get(name, _NOTHING))
        declared.update(declarations(inline))
        return _styled(parent, declared)

    @staticmethod
    def _names(tag: str, classes: str, identity: str) -> Iterable[str]:
        yield tag
        for name in classes.split():
            yield f".{name}"
            yield f"{tag}.{name}"
        if identity:
            yield f"#{identity}"


def _styled(parent: Style, declared: Mapping[str, str]) -> Style:
    display = declared.get("display")
    size = size_pt(declared.get("font-size"), parent.size_pt)
    shaded = parent.shaded or _is_shaded(declared)
    return replace(
        parent,
        bold=_bold(declared.get("font-weight") or declared.get("font"), parent.bold),
        italic=_either(declared.get("font-style"), ("italic", "oblique"), parent.italic),
        underlined=parent.underlined or "underline" in declared.get("text-decoration", ""),
        centred=_either(declared.get("text-align"), ("center", "-webkit-center", "middle"), parent.centred),
        raised=parent.raised or _raised(declared, size, parent.size_pt),
        removed=parent.removed or display == "none",
        invisible=_either(declared.get("visibility"), ("hidden", "collapse"), parent.invisible),
        white=(_colour(declared["color"]) in _WHITE and not shaded) if "color" in declared else parent.white,
        shaded=shaded,
        preformatted=_either(declared.get("white-space"), ("pre",), parent.preformatted),
        size_pt=size,
        block=_block(display),
        break_before=_breaks(declared, "before"),
        break_after=_breaks(declared, "after"),
    )


def _bold(weight: str | None, inherited: bool) -> bool:
    if not weight:
        return inherited
    if weight.isdecimal():
        return int(weight) >= 600
    return "bold" in weight or (inherited and weight not in ("normal", "lighter"))


def _either(value: str | None, names: tuple[str, ...], inherited: bool) -> bool:
    return inherited if not value or value == "inherit" else value in names


def _raised(declared: Mapping[str, str], size: float, around: float) -> bool:
    """Superscript by name, by a positive offset, or smaller text moved up."""
    aligned = declared.get("vertical-align", "")
    if aligned == "super" or (size < around and offset(aligned) > 0):
        return True
    moved_up = offset(declared.get("top")) < 0 or offset(declared.get("bottom")) > 0
    return size < around and declared.get("position") == "relative" and moved_up


def _is_shaded(declared: Mapping[str, str]) -> bool:
    ground = declared.get("background-color") or declared.get("background")
    return ground is not None and _colour(ground) not in _WHITE


def _colour(value: str) -> str:
    return value.replace(" ", "")


def _block(display: str | None) -> bool | None:
    if display is None or display in ("none", "inherit"):
        return None
    return display in _BLOCK_DISPLAYS if not display.startswith("table-") else None


def _breaks(declared: Mapping[str, str], side: str) -> bool:
    return declared.get(f"page-break-{side}") in _BREAKS or declared.get(f"break-{side}") in _BREAKS
