"""A period as far as it is named: a year, a date, a quarter, "nine months ended ..."."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

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
