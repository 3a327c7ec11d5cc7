"""A Markdown file in parts: its own text, tables written in HTML, and tables that blanks alone make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from markdown_it.token import Token

from service.reports.aligned.tables import parted
from service.reports.aligned.typed import is_rule
from service.reports.flow.blocks import TableBlock
from service.reports.markdown.commonmark import tokens_of
from service.reports.markdown.html_tables import Span, html_tables

_PLAIN_FENCES: Final = frozenset({"", "text", "txt", "plain", "plaintext"})
"""What may follow the fence of a block that is no program."""
_TABLE: Final = re.compile("<table", re.IGNORECASE)
_EMPHASIS: Final = re.compile(r"(?<![*_])(?:\*\*|__)(?![*_])|\\(?=[$*_#()|~-])")
"""Marks that print nothing. They leave blanks, so that what is aligned stays so."""
_CAPTIONS: Final = 10
"""Lines above a table that may be its captions."""
_SHORT: Final = 60
"""Characters. A longer line goes on in the next one."""
_ITEM: Final = re.compile(r"^(\s*)[-*+•](?=\s+[^\W\d])")


@dataclass(frozen=True, slots=True)
class Html:
    """A table written in HTML."""

    text: str


@dataclass(frozen=True, slots=True)
class Plain:
    """Lines of a block of text that is set as it stands."""

    lines: tuple[str, ...]


Part = list[Token] | Plain | Html | TableBlock
_Range = list[str] | Plain | TableBlock


def parts_of(text: str) -> Iterator[Part]:
    """The parts of a file in order. A file of nothing but Markdown is one part."""
    at = 0
    for span in html_tables(text, _code(text)) if _TABLE.search(text) else ():
        yield from _text_parts(text[at : span.start])
        yield Html(text[span.start : span.end])
        at = span.end
    yield from _text_parts(text[at:])


def _code(text: str) -> list[Span]:
    """Where blocks of code are."""
    ends = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    blocks = (token.map for token in _parsed(text) if token.type in ("fence", "code_block") and token.map)
    return [Span(ends[first], ends[min(end, len(ends) - 1)]) for first, end in blocks]


def _text_parts(text: str) -> Iterator[Part]:
    """Markdown, with the tables in it that blanks make; in fences too, unless they hold a program."""
    tokens = _parsed(text)
    lines = text.split("\n")
    ranges = _ranges(lines, tokens)
    if not any(isinstance(part, TableBlock) for part in ranges):
        if tokens:
            yield tokens
        return
    for part in ranges:
        if isinstance(part, list):
            tokens = _parsed("\n".join(part))
            if tokens:
                yield tokens
        else:
            yield part


def _captions_apart(lines: Sequence[str]) -> list[str]:
    """The lines above a table, each of the short ones just above it by itself: a title, a date, a unit."""
    first = max(len(lines) - _CAPTIONS, 0)
    apart = list(lines[:first])
    for line, below in zip(lines[first:], (*lines[first + 1 :], ""), strict=True):
        apart.append(line)
        if len(line.strip()) <= _SHORT and not below.strip()[:1].islower() and not is_rule(below):
            apart.append("")
    return apart


def _parsed(text: str) -> list[Token]:
    return tokens_of(text)


def _ranges(lines: Sequence[str], tokens: Sequence[Token]) -> list[_Range]:
    """The lines between tables made by blanks, and those tables."""
    found: list[_Range] = []
    at = 0
    for token, first, end in _kept(tokens):
        found += _aligned(lines[at:first], in_fence=False)
        if token.type == "fence" and token.info.strip().lower() in _PLAIN_FENCES and not token.level:
            inner = token.content.removesuffix("\n").split("\n")
            parts = _aligned(inner, in_fence=True)
            found += parts if any(isinstance(part, TableBlock) for part in parts) else [list(lines[first:end])]
        else:
            found.append(list(lines[first:end]))
        at = end
    return _joined([*found, *_aligned(lines[at:], in_fence=False)])


def _kept(tokens: Sequence[Token]) -> Iterator[tuple[Token, int, int]]:
    """The blocks in which no such table is looked for: pipe tables, fences, quotations."""
    end = 0
    for token in tokens:
        if token.map and token.map[0] >= end and token.type in ("table_open", "fence", "blockquote_open"):
            yield token, token.map[0], token.map[1]
            end = token.map[1]


def _aligned(lines: Sequence[str], *, in_fence: bool) -> list[_Range]:
    shown = [_ITEM.sub(r"\1 ", _EMPHASIS.sub(lambda mark: " " * len(mark.group()), line)) for line in lines]
    found = list(parted(shown))
    parts: list[_Range] = []
    for at, part in enumerate(found):
        if isinstance(part, TableBlock):
            parts.append(part)
            continue
        own = [lines[number] for number in part]
        if in_fence:
            parts.append(Plain(tuple(own)))
        else:
            parts.append(_captions_apart(own) if at + 1 < len(found) else own)
    return parts


def _joined(parts: Sequence[_Range]) -> list[_Range]:
    """Neighbouring lines of Markdown as one part: what a block is shows in the lines around it."""
    joined: list[_Range] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, list) and isinstance(last, list):
            last += part
        else:
            joined.append(list(part) if isinstance(part, list) else part)
    return joined
