"""The lines above a table: which is its title, and which state its unit and scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.reports.model import Paragraph
from service.reports.scales import states_scale

_NEAR = 4
"""Paragraphs looked at above a table; what stands higher speaks of something else."""
_TITLE_LENGTH = 160
"""Characters. A longer line is prose, not a title."""
_LEADS_IN = re.compile(r"[:：]\s*$|\(table in|\bfollow(?:s|ing)\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^(?:page\s+)?\d{1,4}$|\|\s*\d+$|^table of contents$|accompanying notes|integral part of", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Caption:
    title: str
    text: str
    """The lines that state unit and scale, as printed, joined by a line break."""


def caption_above(own: str, above: Sequence[Paragraph]) -> Caption:
    """The caption of a table from the paragraphs between the table before it and itself."""
    near = list(above[-_NEAR:])
    stating = [p.text for p in near if states_scale(p.text)]
    if own and states_scale(own):
        stating.append(own)
    return Caption(own.strip() or _title(near), "\n".join(stating))


def _title(near: Sequence[Paragraph]) -> str:
    """The nearest heading or short line; a lead-in sentence serves where there is neither."""
    for paragraph in reversed(near):
        text = paragraph.text
        if _FURNITURE.search(text) or (text.startswith("(") and states_scale(text)):
            continue
        if paragraph.heading or (len(text) <= _TITLE_LENGTH and not text.rstrip().endswith((".", ";", ","))):
            return text
        if _LEADS_IN.search(text):
            return text if len(text) <= 2 * _TITLE_LENGTH else text.rpartition(". ")[2][-2 * _TITLE_LENGTH :]
    return ""
