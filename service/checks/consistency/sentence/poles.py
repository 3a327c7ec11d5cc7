"""Whether a figure is called a loss or a gain by the words beside it."""

from __future__ import annotations

import re

from service.checks.consistency.sentence.masked import Masked, Token

_LOSS = r"loss|losses|deficit|outflows?|shortfall|cash used|expense|charge|provision"
_GAIN = r"gains?|income|profit|earnings|inflows?|surplus|benefit|cash provided|recovery|credit"
_BEFORE = re.compile(rf"\b(?:(?P<loss>{_LOSS})|(?P<gain>{_GAIN}))\s(?:\w+\s){{0,2}}?of\s*$", re.IGNORECASE)
_AFTER = re.compile(rf"\s(?:of\s(?:\w+\s)?)?(?:net\s)?(?:(?P<loss>{_LOSS})|(?P<gain>{_GAIN}))\b", re.IGNORECASE)


def crossed(masked: Masked, one: Token, other: Token) -> bool:
    """Whether one of the two figures is called a loss and the other a gain."""
    poles = {pole(masked, one), pole(masked, other)}
    return poles == {"loss", "gain"}


def pole(masked: Masked, token: Token) -> str | None:
    """ "loss" or "gain", as the words beside the figure call it; None where they do not."""
    called = _AFTER.match(masked.text, token.end) or _BEFORE.search(token.before)
    return called and ("loss" if called["loss"] else "gain")
