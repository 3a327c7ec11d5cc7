"""Dates in workbooks: numbers of days, shown as dates by their format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

_DAY: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of the usual calendar, in which 1900 is taken to be a leap year: right from March 1900 on."""
_EPOCH_1904: Final = date(1904, 1, 1)
_LAST: Final = 2_958_465
"""The last day of the year 9999."""
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MINUTES: Final = 1440


@dataclass(frozen=True, slots=True)
class Day:
    """A date, and the minutes of the day that have passed."""

    date: date
    minutes: int


def is_day(code: str) -> bool:
    """Whether a format without its literals shows a date or a time."""
    return bool(_DAY.search(code)) and "general" not in code.lower() and not re.search(r"[0#?]", code)


def day_of(value: Decimal, *, from_1904: bool) -> Day | None:
    """The day that a number stands for; None where it is beyond the calendar."""
    whole = int(value)
    if not 0 <= whole <= _LAST:
        return None
    start = _EPOCH_1904 if from_1904 else _EPOCH
    try:
        return Day(start + timedelta(days=whole), int((value - whole) * _MINUTES + Decimal("0.5")))
    except OverflowError:
        return None


def shown_day(day: Day, code: str) -> str:
    """A date in words, with the parts that its format shows: "31 December 2025", "December 2025", "2025"."""
    code = code.lower()
    clock = f"{day.minutes // 60:02d}:{day.minutes % 60:02d}"
    if "y" not in code and "d" not in code:
        return clock if "h" in code or "s" in code else _MONTHS[day.date.month - 1]
    parts: list[str] = []
    if "d" in code:
        parts.append(str(day.date.day))
    if "m" in code:
        parts.append(_MONTHS[day.date.month - 1])
    if "y" in code:
        parts.append(str(day.date.year))
    return " ".join([*parts, clock] if "h" in code else parts)
