"""Dates as reports print them in sentences and column headers, as far as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"

DATE = re.compile(
    rf"""(?<![\w/.-])(?:
      {_MONTH}\s{_DAY}(?:,?\s{_YEAR})?(?![\w%]|,\d|\.\d)
    | {_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?(?!\w)
    | {_MONTH},?\s{_YEAR}(?!\w)
    | {_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\w)
    | (?:0?[1-9]|[12]\d|3[01])(?P<mark>[./])(?:0?[1-9]|[12]\d|3[01])(?P=mark){_YEAR}(?!\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""A date with a month; the year, or the day, may be missing."""

_NAMED_MONTH = re.compile(_MONTH, re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date with the parts that were printed; ``month`` is None where day and month cannot be told apart."""

    year: int | None
    month: int | None
    day: int | None


def read_date(text: str) -> PrintedDate | None:
    """The date that ``text`` (a match of ``DATE``) prints."""
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if iso:
        return PrintedDate(int(iso[1]), int(iso[2]), int(iso[3]))
    numeric = _NUMERIC.fullmatch(text)
    if numeric:
        return _numeric(int(numeric[1]), int(numeric[2]), int(numeric[3]))
    month = _NAMED_MONTH.search(text)
    if not month:
        return None
    year = re.search(_YEAR, text)
    rest = text if not year else text[: year.start()]
    day = re.search(r"\d{1,2}", rest)
    return PrintedDate(
        int(year.group()) if year else None,
        _MONTHS.index(month.group()[:3].lower()) + 1,
        int(day.group()) if day else None,
    )


def _numeric(first: int, second: int, year: int) -> PrintedDate | None:
    """ "31/12/2024" and "12/31/2024" say which is the month; "05/06/2024" does not."""
    if first > 12 and second > 12:
        return None
    if first > 12:
        return PrintedDate(year, second, first)
    if second > 12:
        return PrintedDate(year, first, second)
    return PrintedDate(year, first if first == second else None, None)
