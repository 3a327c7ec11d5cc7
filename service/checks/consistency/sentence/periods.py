"""Periods that sentences and column headers name, where they are, with what one takes over from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.period_forms import NUMBER, PERIOD, period_of


@dataclass(frozen=True, slots=True)
class Mention:
    """A period, where it is in a sentence."""

    period: Period
    start: int
    end: int


_RELATIVE = re.compile(
    r"""\b(?:the\s)?(?:(?:same|corresponding|comparable|similar|equivalent)\s(?:period|quarter|months)\s(?:(?:of|in|from)\s)?(?:the\s)?)?
    (?:(?:comparable|corresponding)\s)?
    (?:(?:prior|previous|preceding|last)[\s-](?:fiscal\s|financial\s)?year(?:[’']s)?(?:[\s-](?:period|quarter))?|year[\s-]ago\s(?:period|quarter)
    |(?:a\s)?year\s(?:ago|earlier))\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""A period named by the one before it: "the same quarter of the prior year"."""
_MONTHS = re.compile(r"\b(three|six|nine|twelve|3|6|9|12)[\s-]months?\b", re.IGNORECASE)
_JOINED = re.compile(
    r"\s?(?:,|and|or|&|,\sand|compared\s(?:to|with)|versus|vs\.?|from|/)\s?(?:the\s)?(?:same\s(?:period|quarter)\s(?:of|in)\s)?"
)
_NO_PERIOD = re.compile(
    r"chang|varian|increase|decrease|\bvs\b|versus|growth|%|budget|forecast|pro ?forma|target|plan\b", re.IGNORECASE
)


def mentions(text: str) -> tuple[Mention, ...]:
    """The periods a sentence names, in order. "March 31, 2020 and 2021" names March 31 of both years."""
    found: list[Mention] = []
    for match in PERIOD.finditer(text):
        period = period_of(match)
        if not period:
            continue
        bare = match["year"] and match["year"] == match["digits"]
        if found and bare and _JOINED.fullmatch(text[found[-1].end : match.start()]):
            period = replace(found[-1].period, year=period.year)
        found.extend(_mentioned(match, period))
    return _with_relative(text, _backwards(text, found))


def _mentioned(match: re.Match[str], period: Period) -> Iterable[Mention]:
    """The period where it is; two of them in "the three and six months ended June 30, 2025"."""
    longer = match["longer"] or match["revlonger"]
    if not longer:
        return (Mention(period, match.start(), match.end()),)
    at = match.start("longer" if match["longer"] else "revlonger")
    other = replace(period, months=NUMBER[longer.lower()], part=None)
    return (Mention(period, match.start(), at), Mention(other, at, match.end()))


def _with_relative(text: str, found: list[Mention]) -> tuple[Mention, ...]:
    """With the periods that are named as a year before one that is."""
    relative: list[Mention] = []
    for match in _RELATIVE.finditer(text):
        before = [mention for mention in found if mention.end <= match.start()]
        if before and not any(match.start() < mention.end and mention.start < match.end() for mention in found):
            period = replace(before[-1].period, year=before[-1].period.year - 1)
            relative.append(Mention(period, match.start(), match.end()))
    return tuple(sorted((*found, *relative), key=lambda mention: mention.start))


def column_period(label: str) -> Period | None:
    """The one period that a column's header names; None for none, for several, and for columns of changes."""
    if _NO_PERIOD.search(label):
        return None
    periods = {mention.period for mention in mentions(label)}
    if len({period.year for period in periods}) != 1:
        return None
    best = max(periods, key=lambda period: (period.months or 0, period.month or 0, period.day or 0))
    return best if best.months else replace(best, months=_length(label))


def _length(label: str) -> int | None:
    """The months of the period that a header names apart from its date: "Three Months Ended", "Years ended"."""
    months = _MONTHS.search(label)
    if months:
        return NUMBER[months[1].lower()]
    if re.search(r"\bquarter", label, re.IGNORECASE):
        return 3
    return 12 if re.search(r"\byears?\b", label, re.IGNORECASE) else None


def _backwards(text: str, found: list[Mention]) -> list[Mention]:
    """In "three months ended March 31, 2025 and March 31, 2024" the second date has the length of the first."""
    for at in range(1, len(found)):
        before, this = found[at - 1], found[at]
        if (
            before.period.months
            and this.period.months is None
            and this.period.month
            and this.period.month == before.period.month
            and _JOINED.fullmatch(text[before.end : this.start])
        ):
            found[at] = replace(this, period=replace(this.period, months=before.period.months))
    return found
