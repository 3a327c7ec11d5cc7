"""The last days of the periods that a report speaks of, of years and of parts of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from service.reports.model import Report

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_NUMBER = r"(?:three|six|nine|twelve|thirteen|twenty[- ]six|thirty[- ]nine|fifty[- ](?:two|three)|\d{1,2})"
_LASTING = (
    r"(?:(?:financial |fiscal )?(?:half[- ])?years?|quarter(?:ly period)?"
    rf"|{_NUMBER}[- ](?:months?|weeks?)(?: period)?)"
)
_ENDED = tuple(
    re.compile(rf"\b{_LASTING}(?: then)? (?:ended|ending|to) (?:on )?{day}\b")
    for day in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (?P<year>20\d\d)",
        rf"{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>20\d\d)",
    )
)


def periods_said(report: Report) -> Iterator[date]:
    """The end of each period that is named, as often as it is; each head of a column once a table."""
    for paragraph in report.paragraphs:
        yield from _ends(paragraph.text)
    for table in report.tables:
        for text in dict.fromkeys((table.title, *(column.label for column in table.columns))):
            yield from _ends(text)


def _ends(text: str) -> Iterator[date]:
    low = " ".join(text.lower().split())
    for pattern in _ENDED:
        for match in pattern.finditer(low):
            try:
                yield date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
            except ValueError:
                continue  # there is no such day: whoever checks dates says so
