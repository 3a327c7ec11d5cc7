"""Dates that no calendar has: 31 June, 30 February, 29 February of a year that is no leap year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if number}
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,%]\d|[\d%:/-])"
    rf"|(?<![\d.,/-])(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month_behind>{_MONTH}))\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_LONGEST = 31
_LEAP = 2000
"""A year that has a 29 February, for dates without a year."""


def impossible(text: str) -> Iterator[re.Match[str]]:
    """Every date in a text that does not exist."""
    for found in _DATE.finditer(text):
        month = _MONTHS[(found["month"] or found["month_behind"]).lower()]
        day, year = int(found["day"] or found["day_before"]), int(found["year"] or _LEAP)
        if calendar.monthrange(year, month)[1] < day <= _LONGEST:
            yield found
