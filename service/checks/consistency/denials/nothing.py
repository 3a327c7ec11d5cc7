"""Sentences that say of one thing that there was none: "No dividends were paid in 2031", "borrowings were nil"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.periods import mentions
from service.checks.consistency.sentence.words import content, is_faint
from service.checks.consistency.table.rows import PeriodCell, PeriodRow, Rows

_VERBS = (
    r"(?:outstanding|recogni[sz]ed|recorded|declared|paid|proposed|charged|incurred|issued|drawn|made|repurchased"
    r"|capitali[sz]ed|in issue|due|held)"
)
_WHEN = r"(?:as of|as at|at|in|during|for|for the|in the|on) @(?:(?:,? (?:and|or) |, |/)@)*"
_NAMED = r"(?P<named>[a-z][a-z '’-]{2,60}?)"
_WHO = r"(?:the (?:company|group|bank|trust|partnership)|we)"
_SAID = rf"(?P<verbs> {_VERBS}(?: (?:or|and) {_VERBS})?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WHEN},? (?:there (?:was|were)|{_WHO} had) no {_NAMED}{_SAID}\W*",
        rf"(?:there (?:was|were)|{_WHO} had) no {_NAMED}{_SAID} {_WHEN}\W*",
        rf"no {_NAMED} (?:was|were|has been|have been){_SAID} {_WHEN}\W*",
        rf"{_WHO} (?:did not have|had not|paid|recorded|recogni[sz]ed|declared) (?:any"
        rf"|no) {_NAMED}{_SAID} {_WHEN}\W*",
        rf"(?:the )?{_NAMED} (?:was|were|amounted to) (?:nil|zero){_SAID} {_WHEN}\W*",
    )
)
"""Whole sentences, with a mark in place of each period."""
_NO = re.compile(r"\b(?:no|nil|zero|not)\b", re.IGNORECASE)
_AT_DATE = re.compile(r"\b(?:as of|as at|at|on) @", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LIMITED = re.compile(
    r"\b(?:other|material|significant|individual\w*|additional|further|new|such|single|more|longer|changes?"
    r"|transfers?"
    r"|certain|similar)\b",
    re.IGNORECASE,
)
"""Words by which there may be some of it all the same."""
_VERB_TEXT = (
    "outstanding recognized recorded declared paid proposed charged incurred issued drawn made repurchased capitalized"
)
_VERB_WORDS = frozenset(_VERB_TEXT.split())
_WEAK = frozenset(("charge", "loss", "expense", "amount", "balance", "cash"))
_DECIDES = frozenset(("paid", "declared", "proposed"))
"""What is declared in one year may be paid in another."""
_OF_THE_WHOLE = 2
"""Words that tell, at least, before a row of another section can be meant."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A sentence that says of ``named`` that there was none in these periods."""

    passage: Passage
    named: str
    words: frozenset[str]
    verbs: frozenset[str]
    periods: tuple[Period, ...]
    at_date: bool
    """There was none at the end of the periods; otherwise there was none in them."""


def nothing_said(spoken: Iterable[Passage]) -> Iterator[Nothing]:
    """Every sentence that says this alone and begins its paragraph; others may be about what is before."""
    for passage in spoken:
        text = passage.masked.text
        if not _NO.search(text) or passage.scope or not passage.opens:
            continue
        bare = _BRACKETS.sub("", text)
        found = mentions(bare)
        if not found or _LIMITED.search(bare):
            continue
        marked = "".join(
            bare[before : mention.start] + "@"
            for before, mention in zip((0, *(one.end for one in found)), found, strict=False)
        )
        match = next((one for form in _FORMS if (one := form.fullmatch(marked + bare[found[-1].end :]))), None)
        if match:
            verbs = content(f"{match['verbs'] or ''}") & _VERB_WORDS | content(bare) & _DECIDES
            words = content(match["named"]) - _VERB_WORDS
            at_date = bool(_AT_DATE.search(match.string))
            yield Nothing(passage, match["named"], words, verbs, tuple(one.period for one in found), at_date)


def contradicted(denial: Nothing, rows: Rows) -> tuple[PeriodRow, PeriodCell] | None:
    """The one row that is called the same and has a figure for one of the periods."""
    found = [
        (row, entry)
        for row in rows.sharing(denial.words)
        if _is_of(row, denial)
        for entry in row.entries
        if entry.number.value and _is_then(entry, row, denial)
    ]
    return found[0] if found and len({row.table.index for row, _ in found}) == 1 else None


def _is_then(entry: PeriodCell, row: PeriodRow, denial: Nothing) -> bool:
    """A balance is held against a date, what happened against a length; a bare year may be both."""
    if not any(entry.period.surely_agrees(period) for period in denial.periods):
        return False
    bare = not entry.period.months and not entry.period.month
    if denial.at_date:
        return bare or not entry.period.months
    return bool(entry.period.months) or (bare and (bool(denial.verbs & _DECIDES) or _is_near(row, denial)))


def _is_near(row: PeriodRow, denial: Nothing) -> bool:
    return row.table.section == denial.passage.section


def _is_of(row: PeriodRow, denial: Nothing) -> bool:
    if row.scope or _telling(row.words) != _telling(denial.words):
        return False
    deciding = denial.verbs & _DECIDES
    if deciding:
        return bool(row.words & deciding)
    return _is_near(row, denial) or sum(not is_faint(word) for word in _telling(denial.words)) >= _OF_THE_WHOLE


def _telling(words: frozenset[str]) -> frozenset[str]:
    telling = words - _VERB_WORDS
    return telling - _WEAK or telling
