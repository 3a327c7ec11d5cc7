"""CommonMark with pipe tables, read whole: markdown-it leaves out what it finds odd, and says nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.token import Token
from markdown_it.utils import EnvType

MAX_NESTING: Final = 100
"""Lists and quotations within each other, counted as markdown-it does: a list and its item are two. Each costs some
frames of Python's stack."""
_CONTAINERS: Final = frozenset({"list_item_open", "blockquote_open"})
_NO_ADDRESS: Final = re.compile(r"[^A-Za-z/#<.]*\d[^A-Za-z/#]*")
"""A figure where the address of a link is: "[Total]: 1,234" defines no link, whatever its form."""


class NestedTooDeepError(ValueError):
    """Lists or quotations within each other, beyond ``MAX_NESTING``."""


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text. Nothing of it is left out but what prints nothing: marks, comments, addresses of links.

    Raises:
        NestedTooDeepError: lists or quotations are deeper than ``MAX_NESTING``; what is in them would be left out.
    """
    tokens = _parsed(text)
    for token in tokens:
        if token.type in _CONTAINERS and token.level >= MAX_NESTING - 1:
            raise NestedTooDeepError(f"its lists or quotations are nested more than {MAX_NESTING // 2} deep")
    return tokens


def _parsed(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": MAX_NESTING}).enable("table")
    parser.block.ruler.at("table", _whole_table, {"alt": ["paragraph", "reference"]})
    environment: EnvType = {}
    tokens = parser.parse(text, environment)
    links: dict[str, dict[str, str]] = environment.get("references", {})
    if any(_NO_ADDRESS.fullmatch(link["href"]) for link in links.values()):
        return parser.disable("reference").parse(text)
    return tokens


def _whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A pipe table with all the cells of its rows. As the specification has it, those that no head is above go."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        state.tokens[first:] = list(_widened(state, state.tokens[first:]))
    return True


def _widened(state: StateBlock, tokens: Sequence[Token]) -> Iterator[Token]:
    line, read, level = 0, 0, 0
    for token in tokens:
        if token.type == "tr_open" and token.map:
            line, read, level = token.map[0], 0, token.level + 1
        elif token.type == "inline":
            read += 1
        elif token.type == "tr_close":
            for text in _cells(getLine(state, line))[read:]:
                yield Token("td_open", "td", 1, level=level, block=True)
                yield Token("inline", "", 0, map=[line, line + 1], level=level + 1, content=text, children=[])
                yield Token("td_close", "td", -1, level=level, block=True)
        yield token


def _cells(line: str) -> list[str]:
    """The cells of a row as markdown-it parts it: what is before its first bar and after its last may be empty."""
    parts = escapedSplit(line.strip())
    if parts and not parts[0]:
        del parts[0]
    if parts and not parts[-1]:
        del parts[-1]
    return [part.strip() for part in parts]
