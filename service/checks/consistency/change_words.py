"""The words around a stated change: verbs, and what leads to its amount, its ends, its period or out of it."""

from __future__ import annotations

import re

_UP = r"increas(?:es|ed|e)|gr[eo]w|grown|rose|rises|risen|rise|climbed|up(?! to)"
_DOWN = r"decreas(?:es|ed|e)|declin(?:es|ed|e)|fell|falls|fallen|fall|dropped|drop|down(?! to)"
_OTHER_BASIS = (
    r"constant|organic|normali[sz]ed|adjusted|underlying|comparable|like.for.like|pro forma|excluding|local currenc"
)

VERB = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
BREAK = re.compile(
    r";|\bdue\b|driven|primarily|mainly|largely|reflect|because|which|includ|exclud|offset|while|of which|result"
    r"|attribut|related|relating|consist|increas|decreas|declin|\bgrew\b|\brose\b|\bfell\b|adjusted|constant|currenc|organic"
    r"|normali[sz]ed|comparable|basis|net of|before|would|will|could|expect|per year|annual|sequential|\bsame.store\b"
    r"|represent"
)
"""What ends the statement of a change: a cause, another statement, another basis."""
BY = re.compile(r"^[\s,(]*(?:or|and|by|by a|of|,|\()?[\s(,]*$")
TO = re.compile(r"\bto(?: a total of)?\s*$")
FROM = re.compile(r"\b(?:from|(?:as )?compared (?:to|with)|versus|vs\.?|against)\s*$")
BASE = re.compile(r"\b(?:from|compared|comparison|versus|vs\.?|over|than|against|same)\b")
"""What makes a period the one that is compared with."""
BRACKET, COLON = re.compile(r"^\s*\($"), re.compile(r"^\s*:\s*$")
"""Around a period that is compared with: "to $48 million (2023: $45 million)"."""
ALSO = re.compile(r"^[\s)]*(?:,|and|, and)\s*(?:by )?$")
CLAUSE = re.compile(
    r"[;:•]|,\s(?:and|while|whereas|but|with)\s|\bwhile\b|\bwhereas\b|,\s(?:which|that)\s", re.IGNORECASE
)
APPOSED = re.compile(r"^[^,(]*[,(]\s*(?:(?:which )?(?:represent\w*|reflect\w*|is|was)\s)?(?:an?|the)\s*$")
"""Between a figure and "increase of": the figure is what it increased to."""
QUALIFIED = re.compile(rf"^[\s,(]*(?:(?:on|in|at|of) )?(?:an? |the )?(?:{_OTHER_BASIS})")
"""What makes the figure before it one that the ends beside it do not give."""
ASIDE = re.compile(rf"^\s*\([^()]*(?:{_OTHER_BASIS})[^()]*\)")
"""A bracket that gives the same change on another basis; the sentence goes on after it."""
HYPOTHETICAL = re.compile(
    r"\b(?:would|could|will|may|might|if|expect\w*|hypothetical|assum\w*|should|forecast|target\w*|outlook|guidance)\b",
    re.IGNORECASE,
)
