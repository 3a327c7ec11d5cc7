"""The words around a stated change: verbs, and what leads to its amount, its ends, its period or out of it."""

from __future__ import annotations

import re

from service.checks.consistency.measures import OTHER_MEASURE

_UP = (
    r"increas(?:es|ed|e)|gr[eo]w|grown|growth|rose|rises|risen|rise|climbed|jumped|surged|soared|expanded|advanced"
    r"|up(?! to)|(?<=edged )higher"
)
_DOWN = (
    r"decreas(?:es|ed|e)|declin(?:es|ed|e)|fell|falls|fallen|fall|dropped|drop|slipped|slid|shrank|contracted"
    r"|reduction|reduced|down(?! to)|(?<=edged )lower"
)

VERB = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
BREAK = re.compile(
    r";|\bdue\b|driven|primarily|mainly|largely|reflect|because|which|includ|exclud|offset|while|of which|result"
    r"|attribut|related|relating|consist|increas|decreas|declin|\bgrew\b|\brose\b|\bfell\b|adjusted|constant|currenc|organic"
    r"|normali[sz]ed|comparable|basis|net of|before|would|will|could|expect|per year|annual|sequential|\bsame.store\b"
    r"|represent"
)
"""What ends the statement of a change: a cause, another statement, another basis."""
BY = re.compile(r"^[\s,(]*(?:(?:or|and|i\.e\.|that is)[\s,]*)?(?:by an?|by|of|,|\()?[\s(,]*$")
TO = re.compile(r"\bto(?: a total of)?\s*$")
FROM = re.compile(r"\b(?:from|(?:as )?compared (?:to|with)|versus|vs\.?|(?:as )?against|as opposed to)\s*$")
BASE = re.compile(r"\b(?:from|compared|comparison|versus|vs\.?|over|than|against|same)\b")
"""What makes a period the one that is compared with."""
BRACKET, COLON = re.compile(r"^\s*\($"), re.compile(r"^\s*:\s*$")
"""Around a period that is compared with: "to $48 million (2023: $45 million)"."""
ALSO = re.compile(r"^[\s)]*(?:,|and|, and)\s*(?:by |to |from )?$")
CLAUSE = re.compile(
    r"[;:•]|,\s(?:and|while|whereas|but|with)\s|\bwhile\b|\bwhereas\b|,\s(?:which|that)\s", re.IGNORECASE
)
APPOSED = re.compile(
    r"^(?:\s*|[^,(]*(?:[,(–—]|\s-)\s*)"
    r"(?:(?:which )?(?:represent\w*|reflect\w*|correspond\w* to|equals?|is|was|that is|i\.e\.)[\s,]+)?"
    r"(?:an?|the)?\s*(?:(?:net|overall|total|year[\s-]over[\s-]year|yearly)\s)?$"
)
"""Between a figure and "increase of": the figure is what it increased to."""
FOLLOWS = re.compile(r"^[\s)]*,?\s*(?:and|or|but)?\s*(?:by\s)?an?\s*(?:net\s)?$")
"""Between the end of one change and the noun of the next: both are of the same figures."""
COMPARED = re.compile(
    r"\b(?:compared|comparison|versus|vs\.?|against|as opposed to|from|relative to|over)\b|\($", re.IGNORECASE
)
"""Between two figures before "an increase of": the second is where the first came from."""
QUALIFIED = re.compile(rf"^[\s,(]*(?:(?:on|in|at|of) )?(?:an? |the )?(?:{OTHER_MEASURE})", re.IGNORECASE)
"""What makes the figure before it one of another measure than the figures beside it."""
ASIDE = re.compile(rf"^\s*\([^()]*(?:{OTHER_MEASURE})[^()]*\)", re.IGNORECASE)
"""A bracket that gives the same change in another measure; the sentence goes on after it."""
HYPOTHETICAL = re.compile(
    r"\b(?:would|could|will|may|might|if|expect\w*|hypothetical\w*|assum\w*|should|forecast|target\w*|outlook|guidance)\b",
    re.IGNORECASE,
)
"""What did not happen, or has yet to."""
SUPPOSED = re.compile(r"\b(?:would|could|hypothetical\w*)\b", re.IGNORECASE)
"""Anywhere in a sentence, this makes its changes suppositions."""
