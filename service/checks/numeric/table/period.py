"""Which period a column speaks of, read from its header: enough to say that two columns may be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)")
_SPAN = re.compile(
    r"\b(three|six|nine|twelve|3|6|9|12)[ -]?months?\b|\b(\d\d)[ -]?weeks?\b|\b(quarter|q[1-4]|half)s?\b", re.IGNORECASE
)
_MONTHS = {
    "three": "3m", "3": "3m", "quarter": "3m", "six": "6m", "6": "6m", "half": "6m",
    "nine": "9m", "9": "9m", "twelve": "12m", "12": "12m",
}  # fmt: skip
_WEEKS = ((17, "3m"), (29, "6m"), (41, "9m"), (53, "12m"))
"""Up to so many weeks are a quarter, a half-year and so on: some years are divided into three times 12 weeks and one of
16 or 17."""
_MONTH_NAME = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? *(\d{1,2})?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, and where they are printed the length and the month and day of its end."""

    year: int
    span: str = ""
    month: str = ""

    def may_be(self, other: Period) -> bool:
        """Nothing printed speaks against both meaning the same end date and length."""
        return (
            self.year == other.year
            and (not self.span or not other.span or self.span == other.span)
            and (not self.month or not other.month or self.month == other.month)
        )


def period_of(label: str, context: str = "") -> Period | None:
    """The period in a column's label, completed from its context (title, caption); None if it names no single year."""
    years = set(_YEAR.findall(label)) or set(_YEAR.findall(context))
    if len(years) != 1:
        return None
    spans = {_span(found) for found in _SPAN.finditer(label)}
    months = {m.group(1).lower() + (m.group(2) or "") for m in _MONTH_NAME.finditer(label)}
    return Period(int(years.pop()), spans.pop() if len(spans) == 1 else "", months.pop() if len(months) == 1 else "")


def ends_on(flow: Period, date: Period, dates: Iterable[Period | None]) -> bool:
    """Whether a flow may end on one of several ``dates`` side by side.

    One of a bare year ends on the latest of them or a whole year before it: beside the balance sheets of a half-year
    and of the year before, the flows of the year before end at its half, too.
    """
    latest = max((one for one in dates if one is not None), key=lambda one: one.year, default=date)
    return bool(flow.month) or not date.month or not latest.month or date.month == latest.month


def _span(found: re.Match[str]) -> str:
    if found.group(2):
        return next((span for most, span in _WEEKS if int(found.group(2)) <= most), found.group(0).lower())
    return _MONTHS.get((found.group(1) or found.group(3)).lower(), found.group(0).lower())
