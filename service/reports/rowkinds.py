"""What a row's figures count, from its label and from the line it stands under: money, shares, money per share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from service.reports.scales import stated
from service.reports.slots import Slots

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


_PLAIN = re.compile(
    r"\((?:in )?(?:years|months|days|weeks)\)|\bin (?:years|months|days)\b|,\s(?:years|months)$"
    r"|\b(?:remaining|expected|useful) (?:\w+ )?(?:term|life|lives)\b"
    r"|\bnumber of\b|\b(?:no\.|number)$|\bheadcount\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RowKind:
    per_share: bool = False
    shares: bool = False
    percent: bool = False
    plain: bool = False
    """Years of life or term, people, branches: neither money nor scaled."""
    inherited: bool = False
    """Only the line above the row says that it is per share."""
    scale: int | None = None
    currency: str | None = None


def row_kinds(slots: Slots) -> list[RowKind]:
    """The kind of each row. A line without figures names the rows under it, until the next such line or a gap."""
    kinds: list[RowKind] = []
    above = RowKind()
    for row in slots.rows:
        label = next((slot.raw.text for slot in row if slot.kind == "text" and not slot.header), "")
        own = _kind(label)
        if not any(slot.figure and not slot.header for slot in row):
            above = own
            kinds.append(own)
            continue
        kinds.append(own if own.per_share or own.shares else _under(own, above))
    return [_between(kinds, at) for at in range(len(kinds))]


def _between(kinds: list[RowKind], at: int) -> RowKind:
    """A row between two that count shares counts shares too: what dilution adds."""
    inside = 0 < at < len(kinds) - 1 and kinds[at - 1].shares and kinds[at + 1].shares
    return replace(kinds[at], shares=True) if inside and not kinds[at].per_share else kinds[at]


def _under(own: RowKind, above: RowKind) -> RowKind:
    return replace(
        own,
        per_share=above.per_share,
        shares=above.shares,
        inherited=above.per_share,
        scale=own.scale if own.scale is not None else above.scale,
        currency=own.currency or above.currency,
    )


def _kind(label: str) -> RowKind:
    """The kind a label names; of "shares" and "per share" the one that stands first is what the row counts."""
    if not label:
        return RowKind()
    per_share = _PER_SHARE.search(label)
    shares = None if _AMOUNT.search(label) else _SHARES.search(label)
    if per_share and shares:
        per_share, shares = (per_share, None) if per_share.start() < shares.start() else (None, shares)
    said = stated(label)
    scale = said.scale if said.scale is not None else said.share_scale
    percent = bool(re.search(r"(?<!\d)(?<!\d )%\)?$|^%|\((?:in )?per ?cent\)", label))
    currency = said.currency if scale is not None else None
    plain = not shares and is_plain(label)
    return RowKind(bool(per_share), bool(shares), percent, plain, scale=scale, currency=currency)


def is_plain(label: str) -> bool:
    """Whether a label names a length of time, or things that are counted."""
    return bool(_PLAIN.search(label))
