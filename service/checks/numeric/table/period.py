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
_NAMES = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = "(" + "|".join(_NAMES[1:]) + ")"
_MONTH_NAME = re.compile(rf"\b{_NAME}[a-z]*\.? *(\d{{1,2}})?\b", re.IGNORECASE)
_MONTH_OF_YEAR = re.compile(rf"{_NAME}[a-z]*-(\d\d)", re.IGNORECASE)
"""As workbooks print dates: Sep-23."""
_CENTURY_BEGINS = 70
"""Two digits from here on are of a year of the last century."""


@dataclass(frozen=True, slots=True)
class ColumnPeriod:
    """A year, and where they are printed the length and the month and day of its end."""

    year: int
    span: str = ""
    month: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Year, month and day of its end, for sorting; 0 for what is not printed."""
        return self.year, _NAMES.index(self.month[:3]) if self.month else 0, int(self.month[3:] or 0)

    def may_be(self, other: ColumnPeriod) -> bool:
        """Nothing printed speaks against both meaning the same end date and length."""
        return (
            self.year == other.year
            and (not self.span or not other.span or self.span == other.span)
            and _may_be_one_month(self.month, other.month)
        )


def _may_be_one_month(first: str, second: str) -> bool:
    """Both name one month, and one day where both name a day."""
    shorter, longer = sorted((first, second), key=len)
    return longer == shorter or longer[:3] == shorter or not shorter


def period_of(label: str, context: str = "") -> ColumnPeriod | None:
    """The period in a column's label, completed from its context (title, caption); None if it names no single year."""
    years = {int(year) for year in _YEAR.findall(label) or _YEAR.findall(context)} or _of_two_digits(label)
    if len(years) != 1:
        return None
    spans = {_span(found) for found in _SPAN.finditer(label)}
    months = {m.group(1).lower() + (m.group(2) or "") for m in _MONTH_NAME.finditer(label)}
    return ColumnPeriod(years.pop(), spans.pop() if len(spans) == 1 else "", months.pop() if len(months) == 1 else "")


def _of_two_digits(label: str) -> set[int]:
    """The year of a lone month: "Sep-23"."""
    lone = _MONTH_OF_YEAR.fullmatch(label.strip())
    if lone is None:
        return set()
    year = int(lone.group(2))
    return {year + (1900 if year >= _CENTURY_BEGINS else 2000)}


def ends_on(flow: ColumnPeriod, date: ColumnPeriod, dates: Iterable[ColumnPeriod | None]) -> bool:
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
