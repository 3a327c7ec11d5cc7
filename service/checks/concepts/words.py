"""Weak evidence from words: what the general language of accounts says about a line. Arithmetic has the last word."""

from __future__ import annotations

import re
from functools import lru_cache

_TOTAL = re.compile(
    r"\b(sub-?totals?|totals?|net|sum|gross|overall|aggregate|consolidated|combined|balances?|ending|closing"
    r"|other comprehensive (income|loss|expense))\b"
    r"|\bat (the )?end\b|\bend of (the )?(year|period|quarter)\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"\b(sub-?)?totals?\b", re.IGNORECASE)
_OPENING = re.compile(
    r"\b(opening|beginning|brought forward|b/f)\b|\bat (the )?start\b|\bstart of (the )?(year|period)\b", re.IGNORECASE
)
_CLOSING = re.compile(
    r"\b(closing|ending|carried forward|c/f)\b|\bat (the )?end\b|\bend of (the )?(year|period|quarter)\b", re.IGNORECASE
)
_BALANCE = re.compile(
    r"\bbalances?\b|\boutstanding\b|\bnon-?vested\b|\bunvested\b"
    r"|^(as )?at (the )?\d{1,2}(st|nd|rd|th)?\b|^(as )?at [a-z]+ \d",
    re.IGNORECASE,
)
_TAX_AT_RATE = re.compile(
    r"\b(statutory|standard|domestic|federal|notional|expected|applicable|computed|calculated|at the rate)\b"
    r".*\b(rates?|tax(es|ation)?)\b|\btax(es|ation)?\b.*\b(statutory|standard|federal|at the .*rate|at \d)",
    re.IGNORECASE,
)
_TAX_AS_CHARGED = re.compile(
    r"\b(effective|actual|total|reported)\b.*\b(tax|rate)\b|\bprovision for\b.*\btax(es)?\b"
    r"|\btax(es|ation)?\b.*\b(expenses?|charged?|credit|benefit|provision|for the (year|period))\b",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(r"\beffective\b", re.IGNORECASE)
_DEDUCTION = re.compile(
    r"\b(less|deduct(ions?)?|costs?|expenses?|charges?|loss(es)?|provision|tax(es)?|depreciation|amorti[sz]ation"
    r"|impairments?|payments?|paid|interest|allowances?|discounts?|returns|treasury|deficit"
    r"|exercised|vested|cancell?ed|cancell?ations?|forfeit(ed|ures?)|expired|disposals?|disposed|released|utili[sz]ed"
    r"|settle(d|ments?)|redeemed|redemptions?|repurchased?s?|withdrawals?|write-?offs?"
    r"|attributable to non-?controlling|eliminations?|liabilit(y|ies))\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"\b(changes?|chg|var(iance)?|increase|decrease|growth|movement)\b", re.IGNORECASE)
_NON_ADDITIVE = re.compile(
    r"\b(average|weighted|price|rate|ratio|margin|yield|per (share|unit|option|award|annum)|percent(age)?|life|lives"
    r"|in years|contractual term)\b|%",
    re.IGNORECASE,
)

_SHARES_USED = re.compile(
    r"\b(shares?|units?)\b.*\b(used|outstanding|calculation|computation|computing|basic|diluted)\b", re.IGNORECASE
)
_CONTRASTS = (
    re.compile(r"\b(including|before|total)\b", re.IGNORECASE),
    re.compile(r"\b(attributable|available|excluding|after|applicable)\b", re.IGNORECASE),
)
_COMPREHENSIVE = re.compile(r"\bcomprehensive\b", re.IGNORECASE)
"""A profit and the comprehensive income are equal in the years that have no other."""
_INTENDED = re.compile(r"\b(targets?|targeted|budget(ed)?|plan(ned)?|forecast|policy|range|limit)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def averages_shares(words: str) -> bool:
    """The words of a line and its heading say that it counts the shares of a period, which are not added up."""
    return bool(_SHARES_USED.search(words))


@lru_cache(maxsize=4096)
def _sides(label: str) -> tuple[bool, bool]:
    return bool(_CONTRASTS[0].search(label)), bool(_CONTRASTS[1].search(label))


def contrasts(one: str, other: str) -> bool:
    """Two captions say that of one thing the first is with a part of it and the second without."""
    mine, theirs = _sides(one), _sides(other)
    comprehensive = bool(_COMPREHENSIVE.search(one)) != bool(_COMPREHENSIVE.search(other))
    return comprehensive or (mine != theirs and (mine[1] or theirs[1]))


@lru_cache(maxsize=4096)
def says_intended(label: str) -> bool:
    """The words say that the column is what is aimed at, not what is."""
    return bool(_INTENDED.search(label))


@lru_cache(maxsize=4096)
def says_total(label: str) -> bool:
    """The words say that the line may sum others."""
    return bool(_TOTAL.search(label))


@lru_cache(maxsize=4096)
def says_sum(label: str) -> bool:
    """The words say outright that the line is a total."""
    return bool(_SUM.search(label))


@lru_cache(maxsize=4096)
def opens_balance(label: str) -> bool:
    """The words say that the line is a balance brought forward."""
    return bool(_OPENING.search(label))


@lru_cache(maxsize=4096)
def closes_balance(label: str) -> bool:
    """The words say that the line is a balance carried forward."""
    return bool(_CLOSING.search(label))


@lru_cache(maxsize=4096)
def says_balance(label: str) -> bool:
    """The words say that the line is a balance at some date."""
    return bool(_BALANCE.search(label)) or opens_balance(label) or closes_balance(label)


def may_open(label: str) -> bool:
    """The line may be the balance that an account begins with."""
    return says_balance(label) and not closes_balance(label)


def may_close(label: str) -> bool:
    """The line may be the balance that an account ends with."""
    return says_balance(label) and not opens_balance(label)


def carries_forward(first: str, last: str) -> bool:
    """The words of two lines say that they are the opening and closing balance of one account."""
    return may_open(first) and may_close(last)


def leads_to(first: str, last: str) -> bool:
    """The words of two lines say that the second is the first with what comes between.

    The opening and closing balance of one account; tax at a statutory rate and the tax that is charged, or both rates.
    """
    return carries_forward(first, last) or (taxes_at_rate(first) and charges_tax(last))


@lru_cache(maxsize=4096)
def taxes_at_rate(label: str) -> bool:
    """The words say that the line is the tax at the rate of the law."""
    return bool(_TAX_AT_RATE.search(label)) and not _EFFECTIVE.search(label)


@lru_cache(maxsize=4096)
def charges_tax(label: str) -> bool:
    """The words say that the line is the tax that is charged."""
    return bool(_TAX_AS_CHARGED.search(label)) and not _TAX_AT_RATE.search(label)


@lru_cache(maxsize=4096)
def says_deduction(label: str) -> bool:
    """The words say that the line is subtracted when it is printed without a sign."""
    return bool(_DEDUCTION.search(label))


@lru_cache(maxsize=4096)
def says_change(label: str) -> bool:
    """The words say that the column compares two others."""
    return bool(_CHANGE.search(label))


@lru_cache(maxsize=4096)
def says_non_additive(label: str) -> bool:
    """The words say that the column or line holds prices, rates or durations, which are not added up."""
    return bool(_NON_ADDITIVE.search(label))
