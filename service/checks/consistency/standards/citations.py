"""Standards that a text cites together with a subject: "ASC 606, Revenue from Contracts with Customers"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.checks.consistency.standards.catalogue import (
    CataloguedStandard,
    own_subjects,
    standard_of,
    subjects_beside,
)
from service.checks.consistency.text.folding import word_spans
from service.checks.consistency.text.titles import ends_title

_CITED = re.compile(
    r"""(?<!/)\b(?:
      (?:(?:FASB\s+)?(?:(?:ASC|(?:Accounting\s+Standards?\s+)?Codifications?)(?:\s*\(\s*["“”]?ASC["“”]?\s*\))?(?:\s+|\s*,\s*)(?:(?:Sub)?[Tt]opic\s+)?
        |(?:Sub)?Topic\s+))
      | (?P<family>IFRS|IAS|IFRIC|FRS)\s*(?:-\s*)?
    )(?:No\.?\s*)?(?P<number>\d{1,3}(?:-\d{2,3}){0,2})(?![\d/])(?!\.\d)""",
    re.VERBOSE,
)
_UP_TO_TITLE = re.compile(
    r"""(?:\s*\((?:[Rr]evised|[Aa]s\s[\w\s]+|[Aa]mend\w*|R|20\d\d)[^)]{0,16}\))?\s*(?:[,:–—-]+\s*)?(?:on\s+)?(?:the\s+)?["“'‘]?(?:The\s+)?(?=[A-Z])""",
    re.VERBOSE,
)
_TITLE = 110
"""Characters after a number in which a title can be."""
_WITHIN_TITLE = re.compile(r"[A-Z][\w’']*,?\s+(?:and\s+|or\s+|for\s+)?$|[–—-]\s*$")
"""Before the words of a subject: it is a part of a longer title."""
_OPENS = re.compile(r"[\"”’]?\s*\(\s*$")
_CLOSES = re.compile(r"\s*\)")
_OWN = 14
"""Words beside a number among which a subject of its own settles it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A standard cited with a subject."""

    standard: CataloguedStandard
    number: tuple[int, int]
    """Where the number stands."""
    subject: str
    """As the text prints it."""
    span: tuple[int, int]
    """Where the two are together."""
    meant: CataloguedStandard | None = None
    """Whose subject it is, where it is none of the cited standard."""


def citations(text: str) -> Iterator[Citation]:
    """Every citation whose subject is known, in order."""
    for found in _CITED.finditer(text):
        standard = standard_of(found["family"] or "ASC", found["number"])
        if standard is not None:
            citation = _bracketed(text, found, standard) or _followed(text, found, standard)
            if citation is not None:
                yield citation


def _followed(text: str, found: re.Match[str], standard: CataloguedStandard) -> Citation | None:
    """With its subject behind the number."""
    opening = _UP_TO_TITLE.match(text, found.end())
    if opening is None:
        return None
    next_one = _CITED.search(text, opening.end())
    after = text[opening.end() : min(opening.end() + _TITLE, next_one.start() if next_one else len(text))]
    spans = word_spans(after)
    words = tuple(word for word, _, _ in spans)

    def citation(length: int, meant: CataloguedStandard | None) -> Citation:
        end = opening.end() + spans[length - 1][2]
        return Citation(standard, found.span("number"), text[opening.end() : end], (found.start(), end), meant)

    own = [len(title) for title in own_subjects(standard) if words[: len(title)] == title]
    if own:
        return citation(max(own), None)
    if _has_own(words[:_OWN], standard):
        return None
    other = next((one for one in subjects_beside(standard.family) if words[: len(one.words)] == one.words), None)
    if other is None or not ends_title(after, spans[: len(other.words)]):
        return None
    return citation(len(other.words), other.standard)


def _bracketed(text: str, found: re.Match[str], standard: CataloguedStandard) -> Citation | None:
    """With its subject before the brackets that it is in: "Income Taxes (Topic 740)"."""
    opens = _OPENS.search(text[: found.start()])
    if opens is None or not _CLOSES.match(text, found.end()):
        return None
    begin = max(0, opens.start() - _TITLE)
    before = text[begin : opens.start()]
    spans = word_spans(before)
    words = tuple(word for word, _, _ in spans)

    def citation(length: int, meant: CataloguedStandard | None) -> Citation:
        start = begin + spans[-length][1]
        return Citation(standard, found.span("number"), text[start : opens.start()], (start, found.end()), meant)

    own = [len(title) for title in own_subjects(standard) if words[-len(title) :] == title]
    if own:
        return citation(max(own), None)
    if _has_own(words[-_OWN:], standard):
        return None
    other = next((one for one in subjects_beside(standard.family) if words[-len(one.words) :] == one.words), None)
    if other is None or not _begins_title(before, spans[-len(other.words)][1]):
        return None
    return citation(len(other.words), other.standard)


def _begins_title(before: str, start: int) -> bool:
    """A title begins there: in capitals, and no other part of a title is before it."""
    return before[start].isupper() and not _WITHIN_TITLE.search(before[:start])


def _has_own(words: tuple[str, ...], standard: CataloguedStandard) -> bool:
    """A subject of the standard itself is among the words."""
    return any(
        words[at : at + len(own)] == own for own in own_subjects(standard) for at in range(len(words) - len(own) + 1)
    )
