"""The text of a Word paragraph as Word prints it: changes accepted, fields by their result, hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from service.reports.flow.lines import BREAK, Run
from service.reports.leftout import LeftOut
from service.reports.markup import Element
from service.reports.ooxml.elements import child, child_value, chosen, local, value, whole
from service.reports.word.styles import Look, Styles, face, look_of

_LEFT_OUT: Final = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "rubyPr"}
    | {"Fallback", "txbxContent", "annotationRef", "fldData"}
)
"""What is deleted, what only says how to print, and what is read elsewhere or in another way."""
_NOTES: Final = frozenset({"footnoteReference", "endnoteReference"})
_PAGE: Final = frozenset({"page"})


@dataclass(slots=True)
class Spoken:
    """What one paragraph holds: its runs, and the text boxes anchored in it."""

    runs: list[Run] = field(default_factory=list["Run"])
    boxes: list[Element] = field(default_factory=list["Element"])
    pages: int = 0
    """Page breaks that were seen in it."""
    leading_pages: int = 0
    """Those of them that are before its first text."""


@dataclass(slots=True)
class TextReading:
    """Reads the paragraphs of one file, in order: fields and note numbers run on from one to the next."""

    styles: Styles
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """(kind, id) of every footnote and endnote in the order of their marks."""
    has_rendered_breaks: bool = False
    left_out: LeftOut = field(default_factory=LeftOut)
    passed: set[Element] = field(default_factory=set["Element"])
    """The elements of text that were read, or counted as left out."""
    _fields: list[bool] = field(default_factory=list[bool])
    """The fields that are open, innermost last; True once the result has begun."""

    def read(self, paragraph: Element, look: Look) -> Spoken:
        """The paragraph's runs under the look of its style."""
        spoken = Spoken()
        waiting: list[tuple[Element, Look]] = [(found, look) for found in _backwards(paragraph)]
        while waiting:
            element, around = waiting.pop()
            name = local(element)
            if name == "r":
                around = self._run_look(element, around)
            if name in _LEFT_OUT or around.hidden:
                self._leave_out(name, element, around, spoken)
            elif name == "AlternateContent":
                waiting.extend((found, around) for found in reversed(chosen(element)))
                self.passed.update(element.iter("{*}t"))
            elif not self._say(name, element, around, spoken):
                waiting.extend((found, around) for found in _backwards(element))
        self._fields = [begun for begun in self._fields if begun]
        return spoken

    def _run_look(self, run: Element, around: Look) -> Look:
        properties = child(run, "rPr")
        if properties is None:
            return around
        named = self.styles.named(child_value(properties, "rStyle"))
        return look_of(properties).over(named).over(around)

    def delete(self, *elements: Element) -> None:
        """Leave out what was deleted, or moved to where it is read."""
        self.left_out.thing("tracked deletion")
        self.passed.update(text for element in elements for text in element.iter("{*}t"))

    def _leave_out(self, name: str, element: Element, look: Look, spoken: Spoken) -> None:
        if name == "txbxContent" and not look.hidden:
            spoken.boxes.append(element)
        elif name in ("del", "moveFrom"):
            self.delete(element)
        elif name == "fldChar":
            self._turn_field(element)
        elif look.hidden:
            for held in element.iter("{*}fldChar"):
                self._turn_field(held)
            self._hide(element)

    def _hide(self, element: Element) -> None:
        for text in element.iter("{*}t"):
            self.passed.add(text)
            self.left_out.text("hidden text", text.text or "")

    def _say(self, name: str, element: Element, look: Look, spoken: Spoken) -> bool:
        """Take in a leaf; False for an element whose children are still to be read."""
        text = _text(name, element)
        if text is None and name in _NOTES:
            text, look = self._mark(name, element), Look(raised=True).over(look)
        if text is not None:
            self.passed.add(element)
            if all(self._fields) and text:
                spoken.runs.append((text, face(look)))
            elif name == "t":
                self.left_out.text("text in the code of a field", text)
            return True
        if name == "fldChar":
            if all(self._fields) and (choice := _choice(element)):
                spoken.runs.append((choice, face(look)))
            self._turn_field(element)
            return True
        if self._is_page_break(name, element):
            spoken.pages += 1
            spoken.leading_pages += not any(run[0].strip() for run in spoken.runs)
        return False

    def _turn_field(self, element: Element) -> None:
        step = value(element, "fldCharType")
        if step == "begin":
            self._fields.append(False)
        elif step == "separate" and self._fields:
            self._fields[-1] = True
        elif step == "end" and self._fields:
            self._fields.pop()

    def _mark(self, name: str, element: Element) -> str:
        """The number of a note; a mark of the author's own follows in the text."""
        self.notes.append((name.removesuffix("Reference"), value(element, "id") or ""))
        return "" if value(element, "customMarkFollows") in ("1", "true", "on") else str(len(self.notes))

    def _is_page_break(self, name: str, element: Element) -> bool:
        if self.has_rendered_breaks:
            return name == "lastRenderedPageBreak"
        return name == "br" and value(element, "type") in _PAGE


def _text(name: str, element: Element) -> str | None:
    """The characters an element stands for; None where it is no character."""
    if name == "t":
        return element.text or ""
    if name == "textpath":
        return element.get("string") or ""
    if name in ("tab", "ptab"):
        return " "
    if name == "cr" or (name == "br" and value(element, "type") in (None, "textWrapping")):
        return BREAK
    if name == "noBreakHyphen":
        return "-"
    return _symbol(value(element, "char") or "") if name == "sym" else None


def _choice(field: Element) -> str:
    """What a list to choose from shows, where a field is one."""
    entries = next(field.iter("{*}ddList"), None)
    if entries is None:
        return ""
    at = whole(child_value(entries, "result")) or whole(child_value(entries, "default")) or 0
    listed = [value(one, "val") or "" for one in entries if local(one) == "listEntry"]
    return listed[at] if 0 <= at < len(listed) else ""


def _symbol(code: str) -> str:
    try:
        return chr(int(code[:6], 16))
    except (ValueError, OverflowError):
        return ""


def _backwards(element: Element) -> Iterator[Element]:
    """The children, last first, for a stack."""
    return reversed(list(element))
