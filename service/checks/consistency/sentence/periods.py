"""Periods that sentences and column headers name: a year, a date, a quarter, "nine months ended ..."."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from service.reports.figures.dates import DATE, read_date

_YEAR_OF_MONTHS = 12
_FIRST_MONTHS = (1, 2)
_ENDS = {"Q1": (3, 4), "Q2": (6, 7), "Q3": (9, 10), "Q4": (12, 1), "H1": (6, 7), "H2": (12, 1)}
"""The months in which the quarters and halves of a calendar year end; 52 weeks may end some days later."""


@dataclass(frozen=True, slots=True)
class Period:
    """A period as far as it is named. ``months`` is how long it is, None where it is not said or a point in time."""

    year: int
    month: int | None = None
    day: int | None = None
    months: int | None = None
    part: str | None = None
    """"Q1" to "Q4", "H1", "H2"."""
    fiscal: bool = field(default=False, compare=False)
    """It is called a fiscal year, which may be named for the year in which it begins or ends."""

    late: bool = field(default=False, compare=False)
    """It ends in the first months of its year."""

    def agrees(self, other: Period) -> bool:
        """Nothing that both name differs; a date and a length agree, since one may end on the other."""
        pairs = ((self.month, other.month), (self.part, other.part))
        if self.late and other.month not in _FIRST_MONTHS:
            return False
        if not self._in_year(other) or any(a and b and a != b for a, b in pairs):
            return False
        if self.day and other.day and self.month and other.month and self.day != other.day:
            return False
        return not (self.months and other.months and self.months != other.months)

    def may_last_as_long(self, other: Period) -> bool:
        """Whether neither is a part of a year where the other is but a year: "fourth quarter of 2031" and "2031"."""
        for one, year in ((self, other), (other, self)):
            if one.months and one.months < _YEAR_OF_MONTHS and not (year.months or year.month or year.part):
                return False
        return True

    def surely_agrees(self, other: Period) -> bool:
        """The same, where a quarter is that of the calendar: others may count theirs from another month."""
        if not self.may_last_as_long(other):
            return False
        parts = ((self.part, other.month), (other.part, self.month))
        return self.agrees(other) and all(not part or not month or month in _ENDS[part] for part, month in parts)

    def readings(self) -> tuple[Period, ...]:
        """The years it can be: "fiscal 2023" is 2023, or what ends in the first months of 2024."""
        if not self.fiscal or self.month:
            return (self,)
        return (replace(self, fiscal=False), replace(self, year=self.year + 1, fiscal=False, late=True))

    def _in_year(self, other: Period) -> bool:
        """The same year; "fiscal 2023" may end in the first months of 2024."""
        for one, end in ((self, other), (other, self)):
            if one.fiscal and one.month is None and end.month in _FIRST_MONTHS and end.year == one.year + 1:
                return True
        return self.year == other.year

    def same_length(self, other: Period) -> bool:
        """Whether the two can be compared: both as long, and the same part of their years."""
        if (self.months or 0) != (other.months or 0) or self.part != other.part:
            return False
        return not (self.month and other.month and abs(self.month - other.month) not in (0, 1, 11))


NEVER = Period(0)
"""Of what no period is said; it agrees with none that is named."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A period, where it stands in a sentence."""

    period: Period
    start: int
    end: int


_NUMBER = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "3": 3, "6": 6, "9": 9, "12": 12}
_ORDINAL = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YEAR = r"(?:19|20)\d\d"
_ENDED = r"(?:ended|ending|to|through|then\sended)"
_FISCAL = r"(?:fiscal|financial|calendar)"


def _date(number: int) -> str:
    """The pattern of a date, with a group name of its own."""
    return DATE.pattern.replace("(?P<mark>", f"(?P<mark{number}>").replace("(?P=mark)", f"(?P=mark{number})")


_MENTION = re.compile(
    rf"""(?<![\w.,$£€-])(?:
      (?:the\s)?(?P<span>three|six|nine|twelve|3|6|9|12)(?:[\s-]months?)?(?:\sand\s(?P<longer>six|nine|twelve))?[\s-]months?(?:\speriods?)?\s{_ENDED}\s(?P<spandate>{_date(1)})
    | (?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)\s(?:fiscal\s)?(?P<unit>quarters?|half)\s
        (?:(?:of|in)\s)?(?:the\s)?(?:{_FISCAL}\s)?(?:year\s)?(?P<ordyear>{_YEAR})
    | (?:the\s)?(?P<revyear>{_YEAR})\s(?:(?P<revordinal>first|second|third|fourth)[\s-](?P<revunit>quarter|half)
        (?:\sand\s(?P<revlonger>six|nine)[\s-]months?\speriods?)?
        |(?P<revspan>three|six|nine|twelve)[\s-]months?\speriod)
    | (?P<part>[QH][1-4]|[1-4][QH])\s?(?:of\s)?(?:FY\s?)?(?P<partyear>{_YEAR}|['’]?\d\d)
    | (?P<ended>(?:(?:{_FISCAL}\s)?(?:years?|52|53)(?:[\s-]weeks?)?(?:\speriods?)?\s{_ENDED}\s)?(?:the\s)?)
        (?P<date>{_date(2)})
    | (?:FY\s?|F)['’]?(?P<short>\d\d(?:\d\d)?)
    | (?P<year>(?:{_FISCAL}\s(?:years?\s)?|(?:the\s)?years?\s)?(?P<digits>{_YEAR}))
    )(?![\w%])(?!,\d|\.\d)""",
    re.VERBOSE | re.IGNORECASE,
)
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
    for match in _MENTION.finditer(text):
        period = _period(match)
        if not period:
            continue
        bare = match["year"] and match["year"] == match["digits"]
        if found and bare and _JOINED.fullmatch(text[found[-1].end : match.start()]):
            period = replace(found[-1].period, year=period.year)
        found.extend(_mentioned(match, period))
    return _with_relative(text, _backwards(text, found))


def _mentioned(match: re.Match[str], period: Period) -> Iterable[Mention]:
    """The period where it stands; two of them in "the three and six months ended June 30, 2025"."""
    longer = match["longer"] or match["revlonger"]
    if not longer:
        return (Mention(period, match.start(), match.end()),)
    at = match.start("longer" if match["longer"] else "revlonger")
    other = replace(period, months=_NUMBER[longer.lower()], part=None)
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
        return _NUMBER[months[1].lower()]
    if re.search(r"\bquarter", label, re.IGNORECASE):
        return 3
    return 12 if re.search(r"\byears?\b", label, re.IGNORECASE) else None


def _period(match: re.Match[str]) -> Period | None:
    if match["span"]:
        return _dated(match["spandate"], _NUMBER[match["span"].lower()])
    if match["ordinal"]:
        letter = "Q" if match["unit"].lower().startswith("q") else "H"
        return Period(
            int(match["ordyear"]),
            months=3 if letter == "Q" else 6,
            part=f"{letter}{_ORDINAL[match['ordinal'].lower()]}",
        )
    if match["revyear"]:
        return _reversed(match)
    if match["part"]:
        letter, number = sorted(match["part"].upper(), reverse=True)
        year = match["partyear"].lstrip("'’")
        return Period(_full(year), months=3 if letter == "Q" else 6, part=f"{letter}{number}")
    if match["date"]:
        return _dated(match["date"], 12 if match["ended"].strip().lower() not in ("", "the") else None)
    if match["short"]:
        return Period(_full(match["short"]), fiscal=True) if match[0][0] == "F" else None
    return Period(int(match["digits"]), fiscal=match["year"].lower().startswith(("fiscal", "financial")))


def _reversed(match: re.Match[str]) -> Period:
    """ "The 2018 second quarter", "the 2018 six-month period"."""
    year = int(match["revyear"])
    if match["revspan"]:
        return Period(year, months=_NUMBER[match["revspan"].lower()])
    letter = "Q" if match["revunit"].lower() == "quarter" else "H"
    return Period(year, months=3 if letter == "Q" else 6, part=f"{letter}{_ORDINAL[match['revordinal'].lower()]}")


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _dated(text: str, months: int | None) -> Period | None:
    date = read_date(text)
    if not date or not date.year:
        return None
    return Period(date.year, date.month, date.day, months)


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
