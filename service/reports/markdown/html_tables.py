"""Tables written in HTML in the middle of Markdown, as programs that recognise text write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_TAG: Final = re.compile(r"(?<!`)<(/?)table(?:\s[^<>]*)?>", re.IGNORECASE)
_ROWS: Final = re.compile(r"<t[rdh][\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a table begins and ends in the text."""

    start: int
    end: int


def html_tables(text: str, code: Sequence[Span]) -> list[Span]:
    """The outermost tables with rows, in order; what is opened and never closed is none, nor what is in ``code``.

    A <TABLE> without rows, as in old filings, is no table of HTML: its text is set with blanks.
    """
    silent = _Silent(sorted((*code, *_comments(text)), key=lambda one: one.start))
    tags = (tag for tag in _TAG.finditer(text) if not silent.holds(tag.start()))
    return [span for span in _outermost(tags) if _ROWS.search(text, span.start, span.end)]


class _Silent:
    """Stretches of a text that are asked for in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._at = 0

    def holds(self, place: int) -> bool:
        """Whether a place, further on than those asked for before, is in one of them."""
        while self._at < len(self._spans) and self._spans[self._at].end <= place:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at].start <= place


def _comments(text: str) -> Iterator[Span]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        yield Span(start, end + 3)
        start = text.find("<!--", end)


def _outermost(tags: Iterable[re.Match[str]]) -> Iterator[Span]:
    open_at: list[int] = []
    closed: list[Span] = []
    for tag in tags:
        if not tag[1]:
            open_at.append(tag.start())
        elif open_at:
            closed.append(Span(open_at.pop(), tag.end()))
    end = 0
    for span in sorted(closed, key=lambda one: one.start):
        if span.start >= end:
            yield span
            end = span.end
