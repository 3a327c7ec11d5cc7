"""How exactly the words beside a figure name a row: its whole name and nothing more, or only some of its words."""

from __future__ import annotations

import re

from service.checks.consistency.sentence.masked import HEDGE, Masked, Token
from service.checks.consistency.sentence.words import sequence, weight
from service.checks.consistency.table.rows import PeriodRow

_SUMMING = frozenset({"total", "aggregate", "overall", "sum", "combined", "outstanding"})
"""Words that a name can have or lack without being another one."""
_LINKS = frozenset({"amounted", "stood", "came", "equal", "equalled", "equaled", "aggregated", "represented"})
_STARTS = re.compile(
    r"(?:^|[,;:.(–—]|\b(?:and|or|in|for|had|have|has|record(?:ed|s)?|recogni[sz]ed|incurred|paid|maintain(?:ed|s)?|report(?:ed|s)?"
    r"|generated|earned|received|reali[sz]ed|made|certain|include[sd]?|is|are|was|were))"
    r"\s*(?:(?:an?|the|our|its|their|this|these|those|such|total|aggregate|overall|combined|remaining|estimated|outstanding|approximately)\s+)*$",
    re.IGNORECASE,
)
"""What may be before a name that is neither a part of a longer one nor a complement: "amortization of"."""
_LINK = re.compile(
    r"(?:\b(?:of|was|were|is|are|total(?:s|l?ed|l?ing)?|amount(?:s|ed|ing)\sto|came\sto|stood\sat|equal(?:s|l?ed)?)|[:(–—-])"
    r"\s*(?:an?\s)?(?:(?:in|at|as\sof|for|during|on)\s*)?$",
    re.IGNORECASE,
)
"""What joins a name to its figure."""
_PART = re.compile(
    r"^[^.;]{0,60}\b(?:related|relating|from|for|attributable|associated|due|respect|of which|by|under|in)\b",
    re.IGNORECASE,
)
"""After a figure, this makes it a part of what was named."""
_ADJACENT_OF = re.compile(r"^\s*(?:of|in|for)\s+(?:an?\s|the\s|our\s)?", re.IGNORECASE)
_AT = re.compile(r"\W*(?:in|for|during|at|as of|as at|on|of)?\s*(?:the)?\s*", re.IGNORECASE)
"""Between a figure and its period."""
_BRACKETS = re.compile(r"\([^)]*\)")
_DEFINITE = re.compile(r"\b(?:our|its|their|total|aggregate)\s+$", re.IGNORECASE)
"""Before a name, this says that there is but one thing of it."""
_A_NAME = 1.3
"""Weight of words that can name one thing in a report: more than one, or one and a common one."""


def names_exactly(masked: Masked, token: Token, row: PeriodRow) -> bool:
    """Whether what is just before or after the figure is the row's name, whole and with nothing added to it."""
    name = _name(row.label)
    if weight(name) < _A_NAME:
        return False
    return _start_before(masked, token, name) is not None or _begins_with(masked.after(token), name)


def names_definitely(masked: Masked, token: Token, row: PeriodRow) -> bool:
    """Whether the figure is all that the row's name says: "the valuation allowance of $5", not "$5 of allowances"."""
    name = _name(row.label)
    start = _start_before(masked, token, name) if weight(name) >= _A_NAME else None
    return start is not None and bool(_DEFINITE.search(masked.text[:start]))


def _name(label: str) -> tuple[str, ...]:
    """The words of a label without what is in brackets, and without those that only say that it is a sum."""
    return tuple(word for word in sequence(_BRACKETS.sub(" ", label)) if word not in _SUMMING)


def _start_before(masked: Masked, token: Token, name: tuple[str, ...]) -> int | None:
    """Where the name begins that the text before the figure ends with: "a valuation allowance of"; None for none."""
    text = masked.before(token)
    for begin in _word_starts(text):
        printed = sequence(_BRACKETS.sub(" ", text[begin:]))
        words = tuple(word for word in printed if word not in _SUMMING | _LINKS)
        if len(words) > len(name):
            return None
        if words == name and _STARTS.search(text[:begin]):
            return begin if _is_linked(masked, begin, token) and not _PART.match(_undated_tail(masked, token)) else None
    return None


def _undated_tail(masked: Masked, token: Token) -> str:
    """What follows the figure, without the periods that follow it at once."""
    end = token.end
    for other in masked.tokens:
        if other.start >= token.end and other.mention and _AT.fullmatch(masked.text[end : other.start]):
            end = other.end
    return masked.text[end:]


def _is_linked(masked: Masked, begin: int, token: Token) -> bool:
    """Whether nothing but periods, brackets and a verb or "of" is between the name and the figure."""
    between = masked.text[begin : token.start]
    for other in reversed(masked.tokens):
        if other.mention and begin <= other.start and other.end <= token.start:
            between = between[: other.start - begin] + between[other.end - begin :]
    return bool(_LINK.search(HEDGE.sub("", between)))


def _begins_with(text: str, name: tuple[str, ...]) -> bool:
    """Whether the text begins with the name: "in management restructuring expenses, which"."""
    opening = _ADJACENT_OF.match(text)
    if not opening:
        return False
    phrase = re.split(
        r"[,;:.(]|\b(?:and|which|that|as|at|on|for|during|in|to|related|from|under)\b", text[opening.end() :]
    )[0]
    return tuple(word for word in sequence(phrase) if word not in _SUMMING) == name


def _word_starts(text: str) -> list[int]:
    """Where the words of a text begin, the last first."""
    return [match.start() for match in re.finditer(r"\b[^\W\d_]", text)][::-1][:20]
