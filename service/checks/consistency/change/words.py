"""The words around a stated change: verbs, and what leads to its amount, its ends, its period or out of it."""

from __future__ import annotations

import re

from service.checks.concepts.measures import OTHER_MEASURE

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
BY = re.compile(r"^[\s,(]*(?:(?:or|i\.e\.|that is)[\s,]*)?(?:by an?|by|of|,|\()?[\s(,]*$")
_ROLE = r"\s+(?:an? )?(?:net )?(?:(?:loss|gain|income|profit|expense|benefit|deficit|surplus) of )?$"
TO = re.compile(rf"\bto(?: a total of)?{_ROLE}")
FROM = re.compile(rf"\b(?:from|(?:as )?compared (?:to|with)|versus|vs\.?|(?:as )?against|as opposed to){_ROLE}")
BASE = re.compile(r"\b(?:from|compared|comparison|versus|vs\.?|over|than|against|same)\b")
"""What makes a period the one that is compared with."""
BRACKET, COLON = re.compile(r"^\s*\($"), re.compile(r"^\s*:\s*$")
"""Around a period that is compared with: "to $48 million (2023: $45 million)"."""
ALSO = re.compile(r"^[\s)]*(?:,|and|, and)\s*(?:by |to |from )?$")
CLAUSE = re.compile(
    r"[;:•]|,\s(?:and|while|whereas|but|with)\s|\bwhile\b|\bwhereas\b|,\s(?:which|that)\s", re.IGNORECASE
)
NOUN = re.compile(r"increase|decrease|decline|rise|fall|drop|growth|reduction", re.IGNORECASE)
"""Verbs that are nouns as well: "an increase of"."""
_SAID = r"(?:which )?(?:represent\w*|reflect\w*|correspond\w* to|equals?|is|was|that is|i\.e\.)[\s,]+"
_SIZE = r"(?:net|overall|total|year[\s-]over[\s-]year|yearly|annual)\s"
APPOSED = re.compile(rf"^(?:[^,(]*(?:[,(–—]|\s-))?\s*(?:(?:{_SAID})?(?:an?|the)\s+|{_SAID})(?:{_SIZE})?$")
"""Between a figure and "increase of": the figure is what it increased to."""
APPOSED_WAY = re.compile(rf"^[^,(]*(?:[,(–—]|\s-)\s*(?:{_SAID})?$")
"""Between a figure and "up" or "down"."""
FOLLOWS = re.compile(r"^[\s)]*,?\s*(?:and|or|but)?\s*(?:by\s)?an?\s*(?:net\s)?$")
"""Between the end of one change and the noun of the next: both are of the same figures."""
COMPARED = re.compile(
    r"\b(?:compared|comparison|versus|vs\.?|against|as opposed to|from|relative to|over)\b|\($", re.IGNORECASE
)
"""Between two figures before "an increase of": the second is where the first came from."""
QUALIFIED = re.compile(
    rf"^[\s,(]*(?:(?:on|in|at|of|after|before|when) )?(?:an? |the )?(?:{OTHER_MEASURE})", re.IGNORECASE
)
"""What makes the figure before it one of another measure than the figures beside it."""
ASIDE = re.compile(rf"^\s*\([^()]*(?:{OTHER_MEASURE})[^()]*\)", re.IGNORECASE)
"""A bracket that gives the same change in another measure; the sentence goes on after it."""
HYPOTHETICAL = re.compile(
    r"\b(?:would|could|will|(?-i:may)|might|if|expect\w*|hypothetical\w*|assum\w*|should|forecast|target\w*|outlook|guidance)\b",
    re.IGNORECASE,
)
"""What did not happen, or has yet to."""
SUPPOSED = re.compile(r"\b(?:would|could|hypothetical\w*)\b", re.IGNORECASE)
"""Anywhere in a sentence, this makes its changes suppositions."""
PLANNED = re.compile(
    r"\b(?:would|could|will|hypothetical\w*|might|expects?|expected to|anticipat\w+|plan(?:s|ned)? to|intends? to"
    r"|forecast\w*|budget\w*|guidance|outlook)\b",
    re.IGNORECASE,
)
"""Before a figure, this makes it one that is not there yet."""
STEP = re.compile(
    r"(?P<before>\b(?:increas\w+|decreas\w+|declin\w+|gr[eo]w\w*|rose|fell|dropped|reduc\w+|up|down|higher|lower)\s(?:by|of)?\s*$)"
    r"|(?P<after>^[\s,)]*(?:increase|decrease|decline|rise|fall|drop|reduction|growth|improvement|change)s?\b)",
    re.IGNORECASE,
)
"""Beside a figure, this makes it the amount of a change."""
SHARE = re.compile(r"\s(?:of|as a percentage of|on)\s(?!an? (?:constant|organic|comparable|adjusted))", re.IGNORECASE)
"""After a percentage, this makes it a share of something, and no change: "or 3.9% of gross sales"."""
