"""A workbook's formula as words: references, numbers, functions, signs. Files write all of them in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

TokenKind = Literal["text", "reference", "number", "function", "name", "operator"]

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+)|(?P<text>"(?:[^"]|"")*")
    |(?P<sheet>'(?:[^'\[\]]|'')+'!|[^\W\d][\w.]*!)?
     (?P<reference>\$?[A-Z]{1,3}\$?\d{1,7}(?![\w.(!])(?::\$?[A-Z]{1,3}\$?\d{1,7}(?![\w.(!]))?
      |\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(?![\w.(!])|\$?\d{1,7}:\$?\d{1,7}(?![\w.(!]))
    |(?P<function>[^\W\d][\w.]*)\(|(?P<number>(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?)(?![\w(])
    |(?P<name>[^\W\d\\][\w.]*)(?![\w(!\[])|(?P<operator><>|<=|>=|[-+*/^&=<>%(),])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class FormulaToken:
    """One word of a formula. The opening bracket belongs to the function before it."""

    kind: TokenKind
    text: str
    sheet: str = ""
    """Of a reference, the sheet that it names."""
    start: int = 0
    end: int = 0


def tokens_of(formula: str) -> Iterator[FormulaToken | None]:
    """The words of a formula; None, and nothing after it, where something comes that is none of them."""
    at = 0
    while at < len(formula):
        match = _TOKEN.match(formula, at)
        if match is None:
            yield None
            return
        at = match.end()
        kind = match.lastgroup
        if kind == "space":
            continue
        sheet = match["sheet"] or ""
        named = sheet[1:-2].replace("''", "'") if sheet.startswith("'") else sheet[:-1]
        yield FormulaToken(kind, match[kind], named, match.start(), at)  # type: ignore[arg-type]
