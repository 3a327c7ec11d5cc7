"""A term that a checklist searches for, as it is written and as it is searched."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from service.checks.disclosures.search.folding import folded

PassageKind = Literal["text", "heading", "row"]
_KINDS: dict[str, PassageKind] = {"text": "text", "heading": "heading", "row": "row"}


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are side by side. One whose ``open`` is true may go on: "depreciat*"."""

    words: tuple[str, ...]
    open: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """Parts that must all be said, by one passage and the headings that it is under."""

    kind: PassageKind | None
    """The kind of passage; None for any."""
    parts: tuple[Part, ...]
    text: str
    """As it is written."""


@cache
def term(text: str) -> SearchTerm:
    """The term that is written so: "row: additions + equipment", "depreciat* + straight line".

    Raises:
        ValueError: it searches for nothing, or has a star in the middle of a word.
    """
    head, colon, rest = text.partition(":")
    kind = _KINDS.get(head.strip()) if colon else None
    if colon and kind is None:
        raise ValueError(f"the term {text!r} begins with {head.strip()!r}; it may begin with text:, heading: or row:")
    return SearchTerm(
        kind, tuple(_part(text, part) for part in (rest if colon else text).split("+")), " ".join(text.split())
    )


def _part(text: str, part: str) -> Part:
    written = part.split()
    if any("*" in word[:-1] or word == "*" for word in written):
        raise ValueError(f"the term {text!r} has a star that does not end a word")
    if not any(word.endswith("*") for word in written):
        whole = tuple(folded(part).split())  # together, so that equals of several words are known
        return _filled(text, Part(whole, (False,) * len(whole)))
    words: list[str] = []
    is_open: list[bool] = []
    for word in written:
        goes_on = word.endswith("*")
        own = [word.removesuffix("*").lower().replace("z", "s")] if goes_on else folded(word).split()
        words += own
        is_open += [goes_on] * len(own)
    return _filled(text, Part(tuple(words), tuple(is_open)))


def _filled(text: str, part: Part) -> Part:
    if not part.words:
        raise ValueError(f"the term {text!r} has a part that searches for nothing")
    return part
