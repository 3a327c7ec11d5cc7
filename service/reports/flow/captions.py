"""The lines above a table: which is its title, and which state its unit and scale."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from service.reports.figures.scales import states_only_measures, states_scale
from service.reports.model import Paragraph
from service.reports.prose.sentences import sentences

_NEAR = 6
"""Paragraphs looked at above a table; what is higher speaks of something else."""
_TITLE_LENGTH = 160
"""Characters. A longer line is prose, not a title."""
_LEAD_IN_LENGTH = 200
"""Characters. A sentence that leads in names its table, the periods and the unit; a longer one tells a story."""
_SPEAKS_BACK = re.compile(r"(?:it|they|this|these|those|which)\b", re.IGNORECASE)
"""A sentence that begins so says nothing without the one before it."""
_OFTEN = 3
"""A short line that comes back this often, but for its digits, is a running head or foot."""
_LEADS_IN = re.compile(r"[:：]\s*$")
_FURNITURE = re.compile(
    r"^(?:page\s+)?\d{1,4}$|\|\s*\d+$|^table of contents$|accompanying notes|integral part of", re.IGNORECASE
)
_COLUMN_HEADS = re.compile(
    r"(?>\b(?:notes?|group|company|consolidated|restated|unaudited|audited|19\d\d|20\d\d|'?000s?)\b|[$£€¥]['m\d]*|\W)++",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:for |as )?(?:the |of |at )*(?:\w+ )?"
    r"(?:years?|months?|quarters?|weeks?|period|at|december|march|june|september)\b.*\d{4}.*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d[,.]\d{3}\b.*\d[,.]\d{3}\b")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Caption:
    title: str
    text: str
    """The lines that state unit and scale, as printed, joined by a line break."""


def caption_above(
    own: str, above: Sequence[Paragraph], around: str = "", running: frozenset[str] = frozenset()
) -> Caption:
    """The caption of a table from the paragraphs between the table before it and itself.

    ``around`` is the title of the section it is in, which is its title where nothing nearer is.
    """
    near = above[-_NEAR:]
    stating = [paragraph.text for paragraph in near if states_scale(paragraph.text)]
    if own and states_scale(own):
        stating.append(own)
    own = "" if states_only_measures(own) else own.strip()
    title = own or _title(near, running) or around or _period(near, running) or _last_resort(near)
    return Caption(title, "\n".join(stating))


def running_texts(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """The short lines, digits masked, that the document prints again and again."""
    seen = Counter(_masked(paragraph.text) for paragraph in paragraphs if len(paragraph.text) <= _TITLE_LENGTH)
    return frozenset(text for text, times in seen.items() if times >= _OFTEN and "#" in text)


def names_something(text: str, running: frozenset[str] = frozenset()) -> bool:
    """Whether a line can be a title: no page furniture, no column heads, no unit, no row that lost its table."""
    return not (
        _FURNITURE.search(text)
        or _COLUMN_HEADS.fullmatch(text)
        or _FIGURES.search(text)
        or states_only_measures(text)
        or (text.startswith("(") and states_scale(text))
        or _masked(text) in running
    )


def _title(near: Sequence[Paragraph], running: frozenset[str]) -> str:
    """The nearest short line or sentence that leads in, and nothing from above the nearest heading."""
    for paragraph in reversed(near):
        text = paragraph.text
        if not names_something(text, running) or _is_period(text):
            continue
        if paragraph.heading or (len(text) <= _TITLE_LENGTH and not text.endswith((".", ";", ",", ":"))):
            return text
        return _lead_in(text)
    return ""


def _lead_in(text: str) -> str:
    """The sentence that ends a paragraph with a colon, where it is short and can be alone."""
    sentence = sentences(text)[-1].text if _LEADS_IN.search(text) else ""
    return sentence if len(sentence) <= _LEAD_IN_LENGTH and not _SPEAKS_BACK.match(sentence) else ""


def _period(near: Sequence[Paragraph], running: frozenset[str]) -> str:
    """A bare period, the last resort."""
    named = (paragraph.text for paragraph in reversed(near) if names_something(paragraph.text, running))
    return next((text for text in named if _is_period(text)), "")


def _last_resort(near: Sequence[Paragraph]) -> str:
    """The sentence just above that leads in, however long, where a page holds no heading at all."""
    text = near[-1].text if near else ""
    return sentences(text)[-1].text[: 2 * _TITLE_LENGTH] if _LEADS_IN.search(text) else ""


def _is_period(text: str) -> bool:
    return len(text) <= 80 and bool(_PERIOD.fullmatch(text))


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text)
