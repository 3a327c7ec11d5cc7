"""Figures that two reports of one entity print for the same period, under the same title and caption."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.checks.consistency.table.rows import PeriodCell, PeriodRow, rows_of
from service.checks.external.telling import cleaned
from service.findings import Location
from service.reports.model import Report

RESTATED = re.compile(
    r"\b(?:re-?stated|re-?statements?|re-?classif\w+|re-?presented|re-?presentation)\b", re.IGNORECASE
)
_CHANGING = re.compile(
    r"\b(?:consolidated|group|company|condensed|continued|unaudited|audited|the|for|and|of|as|at|on|in|years?|periods?"
    r"|months?|ended|ending|then|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|[\W\d_]+"
)
"""What a title has in one year and may lack, or have otherwise, in another."""
_FOOTNOTE = re.compile(r"[(\[][^)\]]{0,12}[)\]]|[\d*†‡]+$")
_THOUSANDS = (Decimal(1000), Decimal(1_000_000))
_YEAR_OF_MONTHS = 12
_DAYS_OF_A_YEAR, _DAYS_OFF = 365, 10
_Key = tuple[str, frozenset[str], str, frozenset[str], int, str]
"""Title, group, caption, what the head says beside the period, months, and part of the year."""


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """A figure of a row, and whether its head or its caption says that it was restated."""

    row: PeriodRow
    cell: PeriodCell
    restated: bool

    @property
    def place(self) -> Location:
        return Location(
            table=self.row.table.index,
            row=self.cell.cell.row,
            column=self.cell.cell.column,
            table_title=self.row.table.title or None,
            row_label=self.row.label or None,
            column_label=self.cell.label or None,
            page=self.row.table.page_of(self.cell.cell.row),
            quote=self.cell.number.text,
        )

    @property
    def words(self) -> str:
        """Where it is, in words."""
        page = self.row.table.page_of(self.cell.cell.row)
        where = f" on page {page}" if page else ""
        return f"“{cleaned(self.row.label, 80)}” of “{cleaned(self.row.table.title, 80)}”{where}"

    def is_like(self, other: ComparedFigure) -> bool:
        """Whether both can be one value, without sign, whatever their scales; one that is not stated may be any."""
        if self.cell.value.meets(other.cell.value):
            return True
        if self.row.table.scale_stated and other.row.table.scale_stated:
            return False
        ours, theirs = (abs(one.cell.number.value).scaleb(one.cell.number.scale) for one in (self, other))
        return any(ours == theirs * factor or theirs == ours * factor for factor in _THOUSANDS)

    def is_of_when(self, other: ComparedFigure, *, bare: bool) -> bool:
        """Whether both are of one period; without its month only where a ``bare`` year will do."""
        ours, theirs = self.cell.period, other.cell.period
        return ours.agrees(theirs) and (bare or bool(ours.month and theirs.month))

    def counts_what(self, other: ComparedFigure) -> bool:
        """Whether nothing says that they count different things."""
        units = self.cell.number.unit, other.cell.number.unit
        return None in units or units[0] == units[1]


def pairs_of(report: Report, earlier: Report, ends: tuple[date, date]) -> list[tuple[ComparedFigure, ComparedFigure]]:
    """The figures that two reports each print once for one period, under the same title and caption.

    ``ends`` are those of their periods, the later first: of two that are a year apart a bare year is the same period.
    """
    end = ends[1]
    a_year = abs((ends[0] - end).days - _DAYS_OF_A_YEAR) <= _DAYS_OFF
    ours, theirs = _figures(report, end.year), _figures(earlier, end.year)
    found = ((ours[key][0], theirs[key][0]) for key in ours if len(ours[key]) == len(theirs.get(key, ())) == 1)
    return [(one, other) for one, other in found if one.counts_what(other) and one.is_of_when(other, bare=a_year)]


def _figures(report: Report, year: int) -> Mapping[_Key, list[ComparedFigure]]:
    found: dict[_Key, list[ComparedFigure]] = defaultdict(list)
    for row in rows_of(report):
        title, caption = _lasting(row.table.title), _caption(row.label)
        for entry in row.entries if title and caption else ():
            if entry.period.year == year:
                head_words = frozenset(word for word in entry.sort if not RESTATED.search(word))
                group = frozenset(word for word in row.context if not any(char.isdigit() for char in word))
                months = entry.period.months or _YEAR_OF_MONTHS
                key = (title, group, caption, head_words, months, entry.period.part or "")
                found[key].append(ComparedFigure(row, entry, bool(RESTATED.search(f"{entry.label} {row.label}"))))
    return found


def _lasting(title: str) -> str:
    """A table's title without what changes from year to year."""
    return " ".join(_CHANGING.sub(" ", title.lower()).split())


def _caption(label: str) -> str:
    return " ".join(_FOOTNOTE.sub(" ", label.lower()).split()).strip(" :.")
