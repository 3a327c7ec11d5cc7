"""The exchange rates that a report states, each with its currency, its day or period, and what it is of."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from service.checks.consistency.sentence.period import Period
from service.checks.consistency.sentence.periods import column_period
from service.checks.external.ecb.currencies import BASE, QUOTED, currencies_in
from service.checks.external.places import column_of, figure_place, row_label
from service.findings import Location
from service.reports.model import Report, Table

Kind = Literal["closing", "average"]
_RATES = re.compile(
    r"\b(?:exchange|closing|average|currency|conversion|spot)[ -]rates?\b|\brates? of exchange\b", re.IGNORECASE
)
_CLOSING = re.compile(
    r"\b(?:clos(?:e|ing)|year[ -]end|period[ -]end|spot|end of (?:the )?(?:year|period)|balance sheet)\b", re.IGNORECASE
)
_AVERAGE = re.compile(r"\b(?:average|avg|mean)\b", re.IGNORECASE)
_OF_ONE = re.compile(
    r"(?:\b1|\bone|\bper)\s*(?:1\s*)?(?P<one>[^\W\d]+(?: [^\W\d]+)?|€|£|\$)|(?P<sign>€|£)\s*1\b", re.IGNORECASE
)
_SIGNS = {"€": "EUR", "£": "GBP"}
_BY_THE_BANK = re.compile(r"\bEuropean Central Bank\b|\bECB\b|\bEZB\b|\bBCE\b")
_NEAR = 4
"""Paragraphs before a table that may say what its rates are."""
_LARGEST = Decimal(100_000)
_YEAR_OF_MONTHS = 12


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate as printed: so many of ``currency`` for one of ``base``, or the other way round."""

    table: int
    currency: str
    base: str
    kind: Kind
    start: date
    """Of an average the first day, of a closing rate its day."""
    end: date
    printed: Decimal
    hundreds: bool
    """It says that it is of 100 units."""
    by_the_bank: bool
    """The report says that its rates are the European Central Bank's."""
    place: Location


def stated_rates(report: Report, period_end: date | None) -> tuple[StatedRate, ...]:
    """Every rate of the report's tables of exchange rates whose currency, kind and day are told."""
    if period_end is None:
        return ()
    home = _home(report)
    return tuple(
        rate
        for table in report.tables
        if _RATES.search(about := _about(report, table))
        for rate in _of_table(report, table, about, home, period_end)
    )


def _of_table(report: Report, table: Table, about: str, home: str | None, period_end: date) -> Iterator[StatedRate]:
    base = _base(about) or home
    if base is None:
        return
    near = " ".join((about, *(one.text for one in report.paragraphs[table.paragraph : table.paragraph + 1])))
    by_the_bank = bool(_BY_THE_BANK.search(near))
    headings = _headings(table)
    for cell in table.cells:
        if cell.number is None or cell.kind != "number" or cell.header or not 0 < cell.number.value < _LARGEST:
            continue
        left, above = row_label(table, cell), column_of(table, cell)
        words = (above, left, headings.get(cell.row, ""), table.title, table.caption_text)
        currency = _one_currency(base, left, above)
        period = next((period for text in words if (period := column_period(text)) is not None), None)
        kind = _kind_of(words, period)
        span = _span(period, kind, period_end) if kind and period and period.year else None
        if currency is None or kind is None or span is None or "%" in cell.number.text:
            continue
        hundreds = "100" in left.split() or "(100)" in left
        place = figure_place(report, table, cell)
        yield StatedRate(table.index, currency, base, kind, *span, cell.number.value, hundreds, by_the_bank, place)


def _about(report: Report, table: Table) -> str:
    """The words around a table that say what it is of."""
    before = report.paragraphs[max(0, table.paragraph - _NEAR) : table.paragraph]
    heads = (column.label for column in table.columns)
    return " ".join((table.title, table.caption_text, *(one.text for one in before), *dict.fromkeys(heads)))


def _headings(table: Table) -> dict[int, str]:
    """For each row the last row of mere words above it."""
    figures = {cell.row for cell in table.cells if cell.number is not None}
    found: dict[int, str] = {}
    heading = ""
    for row in range(table.rows):
        if row in figures:
            found[row] = heading
        elif words := " ".join(cell.text for cell in table.cells if cell.row == row and cell.kind == "text"):
            heading = words
    return found


def _base(text: str) -> str | None:
    """The currency of which the rates are of one: "1 EUR =", "per euro", "€1"."""
    found: Counter[str] = Counter()
    for match in _OF_ONE.finditer(text):
        named = match["sign"] or match["one"]
        codes = (_SIGNS[named],) if named in _SIGNS else currencies_in(named)
        found.update(codes[:1])
    return found.most_common(1)[0][0] if len(found) == 1 else None


def _home(report: Report) -> str | None:
    """The currency of most of the report's tables, if the bank knows it."""
    counted = Counter(table.unit for table in report.tables if table.unit)
    for table in report.tables:
        counted.update(column.unit for column in table.columns if column.unit in QUOTED or column.unit == BASE)
    known = [code for code, _ in counted.most_common(1) if code in QUOTED or code == BASE]
    return known[0] if known else None


def _one_currency(base: str, *texts: str) -> str | None:
    """The only currency besides the base that the first text with one names."""
    for text in texts:
        others = [code for code in currencies_in(text) if code != base]
        if others:
            return others[0] if len(others) == 1 else None
    return None


def _kind_of(words: Iterable[str], period: Period | None) -> Kind | None:
    """By the first text that says closing or average; a rate of a day is a closing one without a word."""
    for text in words:
        if (said := _kind(text)) is not None:
            return said
    return "closing" if period is not None and period.day and not period.months else None


def _kind(text: str) -> Kind | None:
    closing, average = _CLOSING.search(text), _AVERAGE.search(text)
    if bool(closing) == bool(average):
        return None
    return "closing" if closing else "average"


def _span(period: Period, kind: Kind, period_end: date) -> tuple[date, date] | None:
    """The day of a closing rate, or the first and the last of an average; what only names a year ends as the report's.

    None where it names a part of a year without its end, or lies beyond the report's period.
    """
    if period.part or (period.month is None and period.months not in {None, _YEAR_OF_MONTHS}):
        return None
    month = period.month or period_end.month
    last = calendar.monthrange(period.year, month)[1]
    of_the_report = period_end.month == month
    day = min(period.day or (period_end.day if of_the_report else last), last)
    if of_the_report and period.day is None and period_end.day == calendar.monthrange(period_end.year, month)[1]:
        day = last
    end = date(period.year, month, day)
    if end > period_end:
        return None
    if kind == "closing":
        return end, end
    return _months_before(end, period.months or _YEAR_OF_MONTHS), end


def _months_before(end: date, months: int) -> date:
    """The day after the one so many months before ``end``: 1 January for twelve months before 31 December."""
    at = end.year * 12 + end.month - months  # of the month in which the span begins, counted from zero
    year, month = divmod(at, 12)
    if end.day >= 28:
        return date(year, month + 1, 1)
    return date(year - (month == 0), month or 12, end.day)
