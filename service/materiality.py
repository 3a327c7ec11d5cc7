"""Materiality as an operator sets it: an amount, or a percentage, of a benchmark that may be named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Basis = Literal["profit", "revenue", "assets"]
"""What materiality is a percentage of: profit before tax, revenue, total assets."""
_AMOUNT = re.compile(r"[0-9]{1,24}(?:\.[0-9]{1,8})?")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%(?: of (profit|revenue|assets))?")


@dataclass(frozen=True, slots=True)
class RequestedMateriality:
    """``amount`` in whole currency units, or ``percent``, of ``of`` or of whichever benchmark the report offers."""

    amount: Decimal | None = None
    percent: Decimal | None = None
    of: Basis | None = None


def wanted(text: str) -> RequestedMateriality:
    """What a setting asks for: "1500000", "3%", "0.5% of revenue".

    Raises:
        ValueError: it is none of these.
    """
    said = " ".join(text.lower().split())
    if _AMOUNT.fullmatch(said) and Decimal(said):
        return RequestedMateriality(amount=Decimal(said))
    share = _PERCENT.fullmatch(said)
    if share and 0 < Decimal(share.group(1)) <= 100:
        return RequestedMateriality(percent=Decimal(share.group(1)), of=_basis(share.group(2)))
    raise ValueError(
        "give an amount in whole currency units (1500000), a percentage (3%), or one of profit, revenue or assets "
        "(0.5% of revenue)"
    )


def stated(text: str) -> str | None:
    """The text itself where it asks for something, in one spelling of blanks; None where it is blank.

    Raises:
        ValueError: it is none of what ``wanted`` understands.
    """
    said = " ".join(text.split())
    if said:
        wanted(said)
    return said or None


def _basis(word: str | None) -> Basis | None:
    match word:
        case "profit" | "revenue" | "assets":
            return word
        case _:
            return None
