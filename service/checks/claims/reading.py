"""What a text of a model may not have: more than anybody reads, signs that cannot be seen, links and markup."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from service.checks.claims.claim import Claim
from service.checks.claims.expression import LONGEST as LONGEST_SUM

LONGEST_TITLE = 160
LONGEST_EXPLANATION = 700
LONGEST_QUOTE = 1_000
MOST_QUOTES = 8
MOST_SUMS = 8
_MARKUP = re.compile(
    r"[<\uff1c][a-z!/?]|\w{2,}://|\bwww\.|\b(?:javascript|mailto):|\b[a-z0-9-]+\.[a-z]{2,}/\w|\]\(|!\[|&#?\w+;",
    re.IGNORECASE,
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols without a shape."""
_PILED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4}")
"""Marks over marks, which cover other lines; no language has four."""
Unshowable = Literal["too long", "says nothing", "unseen characters", "markup"]


def unshowable(text: str, longest: int) -> Unshowable | None:
    """Why a model's ``text`` is not shown to anybody; None where it can be."""
    line = one_line(text)
    if not line:
        return "says nothing"
    if len(line) > longest:
        return "too long"
    if any(unicodedata.category(one) in _UNSEEN or one in _BLANK for one in line) or _PILED.search(line):
        return "unseen characters"
    return "markup" if _MARKUP.search(line) else None


def unfit(claim: Claim) -> Unshowable | None:
    """Why a claim is not looked at any further; None where it can be."""
    if len(claim.quotes) > MOST_QUOTES or len(claim.sums) > MOST_SUMS:
        return "too long"
    if any(len(quote.text) > LONGEST_QUOTE for quote in claim.quotes):
        return "too long"
    if any(max(len(one.expression), len(one.stated)) > LONGEST_SUM for one in claim.sums):
        return "too long"
    return unshowable(claim.title, LONGEST_TITLE) or unshowable(claim.explanation, LONGEST_EXPLANATION)


def one_line(text: str) -> str:
    """The text with its white space as single spaces."""
    return " ".join(text.split())
