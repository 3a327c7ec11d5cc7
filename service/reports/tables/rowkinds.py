"""What a row's figures count, from its label and from the line it is under: money, shares, money per share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from service.reports.figures.scales import stated
from service.reports.tables.slots import Slots

_PER_SHARE = re.compile(
    r"\bper[\s-]+(?:\w+[\s-]+){0,3}?(?:shares?|units?|ads|adr|ads?s?)\b|\bEPS\b|\bper[\s-]share\b"
    r"|\b(?:je aktie|par action|per aandeel|por acci[oó]n|per azione|per aktie)\b"
    r"|\bgrant[\s-]date fair value\b|\bexercise price\b",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\bnumber of (?:\w+[\s-]+){0,3}(?:shares|rsus|options|awards|units)\b|\bshares? (?:used|outstanding)\b"
    r"|\bweighted[\s-]average (?:\w+[\s,-]+){0,5}?shares\b|\b(?:basic|diluted) (?:\w+[\s-]+){0,3}shares\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\b(?:par|stated|nominal) value\b|\bat cost\b|\d\s+shares\b|[$£€¥]", re.IGNORECASE)
"""A line of the balance sheet that only mentions how many shares its amount stands for."""

_GIVEN = re.compile(
    r"\d[\d.,]*\s*(?:euros?|dollars?|pence|cents?|p|¢|[A-Z]{3})?\s*(?:(?:par|nominal|stated) value|in cash|each|a)?\s*$"
)
"""An amount before "per share": the label itself tells it, and the figures are others."""
_TIME = re.compile(
    r"\((?:in )?(?:years|months|days|weeks)\)|\bin (?:years|months|days)\b|,\s(?:years|months)$"
    r"|\b(?:remaining|expected|useful) (?:\w+ )?(?:term|life|lives)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\bnumber of\b|\b(?:no\.|number)$|\b(?:headcount|full[\s-]time[\s-]equivalents?|FTEs?)\b"
    r"|^average (?:\w+ )?(?:employees|staff|workforce)\b"
    r"|^(?:\w+ )?(?:employees|staff|workforce) ?\((?:average|number|total|year|at|period|head)",
    re.IGNORECASE,
)
_EACH = re.compile(r"\bper\b[^,;(]*$", re.IGNORECASE)
"""Before a count: an amount for each of what is counted."""
_PERCENT = re.compile(
    r"(?<!\d)(?<!\d )%\)?$|^%|\b(?:in|as an?|as) (?:%|per ?cent(?:age)?\b)|\(per ?cent\)|\b(?<!\d )per ?cent$"
    r"|^per ?cent(?:age)?\b(?!-| points?\b)|\bpercentage(?: change)?$",
    re.IGNORECASE,
)
_NOTED = re.compile(r"(?:\s|[*†‡§¹²³⁰⁴-⁹⁽⁾]|\(\d\))+$")
"""Marks of footnotes at the end of a label."""


@dataclass(frozen=True, slots=True)
class RowKind:
    per_share: bool = False
    shares: bool = False
    percent: bool = False
    plain: bool = False
    """Years of life or term, people, branches: neither money nor scaled."""
    inherited: bool = False
    """Only the line above the row says that it is per share."""
    whole: bool = False
    """It is what the whole table counts, not one line of it."""
    scale: int | None = None
    currency: str | None = None


def row_kinds(slots: Slots, whole: RowKind | None = None) -> list[RowKind]:
    """The kind of each row. A line without figures names the rows under it, until the next such line or a gap.

    ``whole`` is what the head of the label column says that the table counts.
    """
    whole = whole or RowKind()
    kinds: list[RowKind] = []
    above = whole
    for row in slots.rows:
        label = next((slot.raw.text for slot in row if slot.kind == "text" and not slot.header), "")
        own = kind_of(label)
        if not any(slot.figure and not slot.header for slot in row):
            above = whole if own == RowKind() else own
            kinds.append(own)
            continue
        kinds.append(own if own.per_share or own.shares else _under(own, above))
    return [_between(kinds, at) for at in range(len(kinds))]


def _between(kinds: list[RowKind], at: int) -> RowKind:
    """A row between two that count shares counts shares too: what dilution adds."""
    inside = 0 < at < len(kinds) - 1 and kinds[at - 1].shares and kinds[at + 1].shares
    return replace(kinds[at], shares=True) if inside and not kinds[at].per_share else kinds[at]


def _under(own: RowKind, above: RowKind) -> RowKind:
    if own.plain or own.percent:
        return own
    return replace(
        own,
        per_share=above.per_share,
        shares=above.shares,
        percent=above.percent and above.whole,
        plain=above.plain and above.whole,
        inherited=above.per_share,
        scale=own.scale if own.scale is not None else above.scale,
        currency=own.currency or above.currency,
    )


def kind_of(label: str) -> RowKind:
    """The kind a label names; of "shares" and "per share" the one that is first is what the row counts."""
    label = _NOTED.sub("", label)
    if not label:
        return RowKind()
    per_share = next((found for found in _PER_SHARE.finditer(label) if not _GIVEN.search(label[: found.start()])), None)
    shares = None if _AMOUNT.search(label) else _SHARES.search(label)
    if per_share and shares:
        per_share, shares = (per_share, None) if per_share.start() < shares.start() else (None, shares)
    measures = stated(label)
    scale = measures.scale if measures.scale is not None else measures.share_scale
    percent = bool(_PERCENT.search(label))
    currency = measures.currency if scale is not None else None
    plain = not shares and is_plain(label)
    return RowKind(bool(per_share), bool(shares), percent, plain, scale=scale, currency=currency)


def is_plain(label: str) -> bool:
    """Whether a label names a length of time, or things that are counted."""
    if names_time(label):
        return True
    count = _COUNT.search(label)
    return count is not None and not _EACH.search(label[: count.start()])


def names_time(label: str) -> bool:
    """Whether a label names a length of time."""
    return bool(_TIME.search(label))
