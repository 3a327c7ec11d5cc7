"""The measure that words name, beside the reported one: adjusted, organic, at constant currency, of the same stores."""

from __future__ import annotations

import re

_FAMILIES = {
    "constant currency": (
        r"constant[\s-](?:exchange[\s-]rates?|currenc\w+|dollars?|rates?)|(?:fx|currency)[\s-]neutral|local[\s-]currenc\w+"
        r"|(?:constant|unchanged|comparable) exchange rates|currency[\s-]adjusted|in constant\b"
        r"|(?:exclud\w+|factoring(?: in)?|adjusting for|net of|removing) (?:the )?(?:impact|effects?|influence) of\b"
    ),
    "organic": r"organic(?:ally)?",
    "operational": r"operationally|operational (?:basis|growth|increase|decrease|decline|change)",
    "adjusted": (
        r"adjusted|non[\s-]gaap|underlying|normali[sz]ed|core (?:earnings|profit|income|net)"
        r"|(?:before|excluding) (?:special|exceptional|one[\s-]off|one[\s-]time|non-?recurring) items"
    ),
    "like for like": (
        r"like[\s-]for[\s-]like|comparable (?:store )?sales|comparable basis"
        r"|same[\s-](?:store|hospital|propert(?:y|ies)|facilit(?:y|ies)|communit(?:y|ies)|cent(?:er|re)|clinic|club|hotel"
        r"|restaurant|salon|school|shop)s?"
    ),
    "pro forma": r"pro[\s-]forma",
    "excluding": r"exclud\w+|excl\.",
    "average": r"average",
}
_READ = tuple((name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for name, pattern in _FAMILIES.items())
OTHER_MEASURE = "|".join((*(pattern for name, pattern in _FAMILIES.items() if name != "average"), "comparable"))
"""A pattern of the words that make a figure one of another measure than those beside it."""


def measures(text: str) -> frozenset[str]:
    """The measures that the words name; none for the reported one."""
    return frozenset(name for name, pattern in _READ if pattern.search(text))
