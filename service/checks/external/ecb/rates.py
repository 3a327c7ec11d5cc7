"""Reference rates as the European Central Bank publishes them: a rate for each day on which it quotes one."""

from __future__ import annotations

import csv
import io
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from service.checks.external.ecb.currencies import BASE

_COLUMNS = {"CURRENCY", "TIME_PERIOD", "OBS_VALUE"}
_HOLIDAYS = timedelta(days=7)
"""So many days before, at most, was the last day on which rates were quoted."""
_LEAST, _MOST = Decimal("1e-7"), Decimal("1e7")
"""Of one currency for another; what is beyond is no rate."""
_QUOTED_SHARE = Decimal("0.6")
"""Of the days of a span, at least; about 0.7 are working days."""


@dataclass(frozen=True, slots=True)
class RateSeries:
    """The rates of one currency for one euro, by day."""

    days: tuple[date, ...]
    values: tuple[Decimal, ...]

    def closing(self, day: date) -> Decimal | None:
        """The rate of the day, or of the last one before on which there was one."""
        at = bisect_right(self.days, day) - 1
        return self.values[at] if at >= 0 and day - self.days[at] <= _HOLIDAYS else None

    def average(self, start: date, end: date) -> Decimal | None:
        """The mean of the days from ``start`` to ``end``; None where rates are missing."""
        values = self.values[bisect_left(self.days, start) : bisect_right(self.days, end)]
        if len(values) < _QUOTED_SHARE * ((end - start).days + 1):
            return None
        return sum(values, Decimal(0)) / len(values)


_RateOf = Callable[[RateSeries], Decimal | None]


class Rates:
    """The rates of several currencies."""

    def __init__(self, series: Mapping[str, RateSeries]) -> None:
        self._series = series

    def closing(self, currency: str, base: str, day: date) -> Decimal | None:
        """So many of ``currency`` for one of ``base`` at the end of a day."""
        return self._crossed(currency, base, lambda series: series.closing(day))

    def average(self, currency: str, base: str, start: date, end: date) -> Decimal | None:
        """The same on average over a span."""
        return self._crossed(currency, base, lambda series: series.average(start, end))

    def _crossed(self, currency: str, base: str, rate_of: _RateOf) -> Decimal | None:
        above, below = (Decimal(1) if code == BASE else self._of(code, rate_of) for code in (currency, base))
        return above / below if above is not None and below else None

    def _of(self, code: str, rate_of: _RateOf) -> Decimal | None:
        return rate_of(self._series[code]) if code in self._series else None


def rates_of(body: bytes) -> Rates:
    """The rates of an answer in CSV.

    Raises:
        ValueError: it is no such answer.
    """
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
    found: dict[str, dict[date, Decimal]] = defaultdict(dict)
    try:
        if not _COLUMNS.issubset(rows.fieldnames or ()):
            raise ValueError("it lacks the columns CURRENCY, TIME_PERIOD and OBS_VALUE")
        for row in rows:
            day, value = date.fromisoformat(row["TIME_PERIOD"]), Decimal(row["OBS_VALUE"] or "NaN")
            if value.is_finite() and _LEAST < value < _MOST:
                found[row["CURRENCY"]][day] = value
    except (InvalidOperation, TypeError, csv.Error) as error:
        raise ValueError(f"a row of it is none ({type(error).__name__})") from error
    return Rates({code: _series(by_day) for code, by_day in found.items()})


def _series(by_day: Mapping[date, Decimal]) -> RateSeries:
    days = tuple(sorted(by_day))
    return RateSeries(days, tuple(by_day[day] for day in days))
