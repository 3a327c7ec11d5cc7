"""Cash that is called used where it came in, or provided where it went out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from service.checks.consistency.text.lines import CaptionedLine

_CASH = re.compile(
    r"(?:total )?(?:net )?cash (?:flows? |inflows? |outflows? )?(?:\(?(?:used|provided|generated|absorbed)\b|from\b)",
    re.IGNORECASE,
)
_OUT = re.compile(r"\b(?:used|outflows?|absorbed)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:provided|generated|inflows?)\b", re.IGNORECASE)
_SIGNED = 3
"""Rows above zero and rows below zero, at least, before signs are known to mean something in a table."""


def turned(lines: Sequence[CaptionedLine]) -> Iterator[CaptionedLine]:
    """Every line that says in one word which way cash went, with figures that all say the other way.

    Not where another such line of the table has the same words and signs: then signs mean something else there.
    """
    of_cash = [line for line in lines if _CASH.match(line.label) and _one_way(line)]
    if not of_cash or min(sum(line.positive for line in lines), sum(line.negative for line in lines)) < _SIGNED:
        return
    for line in of_cash:
        out = bool(_OUT.search(line.label))
        wrong = line.positive if out else line.negative
        alike = [other for other in of_cash if other is not line and bool(_OUT.search(other.label)) == out]
        if wrong and not any((other.positive if out else other.negative) for other in alike):
            yield line


def _one_way(line: CaptionedLine) -> bool:
    """It says in or out, and not both."""
    return bool(_OUT.search(line.label)) != bool(_IN.search(line.label))
