"""The year that a report is for, from its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from service.reports.model import Report

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{'|'.join(_MONTHS)}),? (?P<year>20\d\d)"
_DAY_LAST = rf"(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}}),? (?P<year>20\d\d)"
_ENDED = tuple(
    re.compile(rf"\b(?:years?|52 weeks|53 weeks|twelve months|12 months)(?: then)? (?:ended|ending|to) (?:on )?{day}\b")
    for day in (_DAY, _DAY_LAST)
)
_A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ReportingYear:
    """The year that ends on a day, and the words that say so."""

    end: date
    quote: str

    @property
    def begin(self) -> date:
        """Its first day, for a year; one of 53 weeks begins a week before."""
        return self.end - _A_YEAR + timedelta(days=1)


def reporting_year(report: Report) -> ReportingYear | None:
    """The latest year of those that the report speaks of most; None where it names none.

    A year that is named in passing, such as the one to come, is named less often than half as often as the other.
    """
    counts: Counter[date] = Counter()
    quotes: dict[date, str] = {}
    for text in _texts(report):
        for end, quote in _ends(text):
            counts[end] += 1
            quotes.setdefault(end, quote)
    if not counts:
        return None
    most = max(counts.values())
    end = max(day for day, count in counts.items() if count * 2 >= most)
    return ReportingYear(end, quotes[end])


def _texts(report: Report) -> Iterator[str]:
    for paragraph in report.paragraphs:
        yield paragraph.text
    for table in report.tables:
        yield table.title
        yield from dict.fromkeys(column.label for column in table.columns)


def _ends(text: str) -> Iterator[tuple[date, str]]:
    plain = " ".join(text.split())
    low = plain.lower()
    if len(low) != len(plain):
        return
    for pattern in _ENDED:
        for match in pattern.finditer(low):
            try:
                end = date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
            except ValueError:
                continue  # there is no such day: whoever checks dates says so
            yield end, plain[match.start() : match.end()]
