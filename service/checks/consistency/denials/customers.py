"""Sentences that say that no customer is large, against those that tell of one that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.periods import mentions

_PERCENT = r"(?P<number>\d{1,2}(?:\.\d+)?|ten)\s?(?:%|per\s?cent)"
_BASE = r"(?P<base>revenues?|sales|turnover|receivables?)"
_NONE = re.compile(
    rf"\b(?:no (?:single |individual |one |external |major )?customers?|none of (?:its|our|the(?: Company[’']s"
    rf"| Group[’']s)?) customers)\b"
    rf"[^.;]{{0,60}}?\b(?:more than|over|exceed\w*|in excess of|greater than|at least|for|contributed"
    rf"|represented)?\s?{_PERCENT}[^.;]{{0,80}}?\b{_BASE}\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"\b(?:one (?:single |external )?customer|a (?:single )?customer|(?:its|our|the|the (?:Company"
    rf"|Group)[’']s) (?:single )?(?:largest|biggest|main|major)(?: single)? customer"
    rf"|customer [A-Z])\b[^.;]{{0,60}}?\b(?:account(?:s|ed|ing) for|represent(?:s|ed|ing)|contribut(?:es|ed|ing)"
    rf"|ma(?:kes|de) up)\b"
    rf"[^.;%]{{0,20}}?{_PERCENT}[^.;]{{0,60}}?\b{_BASE}\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:other|another|else|aside|apart|except\w*|besides|exclud\w*|segments?|division|subsidiar\w+|former\w*"
    r"|prior|previous\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LargeCustomer:
    """Two sentences: one says that no customer has more than ``limit``, and the other tells of one that has."""

    denied: Passage
    contradicting: Passage
    limit: str
    percent: str
    base: str


@dataclass(frozen=True, slots=True)
class _Statement:
    passage: Passage
    number: Decimal
    shown: str
    base: str
    years: frozenset[int]


def large_customers(spoken: Sequence[Passage], current: int | None) -> Iterator[LargeCustomer]:
    """Every denial with the first sentence that contradicts it for a year of its own."""
    about = [passage for passage in spoken if "ustomer" in passage.masked.text]
    denials = tuple(_statements(about, _NONE, current))
    large = tuple(_statements(about, _ONE, current)) if denials else ()
    for denial in denials:
        for one in large:
            if one.base == denial.base and one.years & denial.years and one.number > denial.number:
                yield LargeCustomer(denial.passage, one.passage, denial.shown, one.shown, denial.base)
                break


def _statements(about: Iterable[Passage], form: re.Pattern[str], current: int | None) -> Iterator[_Statement]:
    for passage in about:
        text = passage.masked.text
        found = form.search(text)
        if not found or _OTHER.search(text):
            continue
        years = frozenset(mention.period.year for mention in mentions(text)) or frozenset((current,) if current else ())
        shown = "10" if found["number"].lower() == "ten" else found["number"]
        base = "receivables" if "receivable" in found["base"].lower() else "sales"
        yield _Statement(passage, Decimal(shown), f"{shown}%", base, years)
