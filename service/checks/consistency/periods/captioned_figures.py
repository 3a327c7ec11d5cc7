"""Figures that tell where they are: under a caption, in a column whose head names a period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.checks.concepts.words import says_balance
from service.checks.consistency.periods.heads import years_of
from service.checks.consistency.sentence.period import NEVER, Period
from service.checks.consistency.table.rows import PeriodCell, PeriodRow, Rows
from service.checks.consistency.text.folding import stems_of, words_of
from service.reports.model import Cell, Table

_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b(?:beginning|opening|start) ", re.IGNORECASE)
"""A caption with a year, or of an opening balance: what is in its column is of another time."""
_OPENS = re.compile(r"\b(?:january 1|1 january|beginning|opening|balance)\b(?! ?\d)", re.IGNORECASE)
"""A head of opening balances, which are those of the year before."""
_OF_PERIOD = re.compile(
    r"\b(?:three|six|nine|twelve|first|second|third|fourth|months?|quarters?|years?|weeks?|periods?|ended|ending|fiscal"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|as of|as at|unaudited|audited|restated)\b"
    r"|\d+|\([^)]*\)",
    re.IGNORECASE,
)
_HEADS_AGAIN = re.compile(
    r"\b(?:months?|quarters?|years?|weeks?)\s+(?:then\s+)?(?:ended|to)\b|^(?:as )?(?:at|of) \w+ \d", re.IGNORECASE
)
_NOTE = re.compile(r"[\s,–—-]*\((?:see\s+)?notes?\s+\d{1,2}(?:\s*(?:,|and|&)\s*\d{1,2})*\)\s*$", re.IGNORECASE)
"""Where a caption points to: the note prints the same caption without it."""
_FEWEST_DIGITS = 3
"""Significant digits of a figure that chance does not print twice under one caption so easily."""

Key = tuple[tuple[str, ...], Decimal]
"""The words of a caption, and the value without its sign."""
Place = tuple[int, int]
"""A table and a logical column of it."""


@dataclass(frozen=True, slots=True)
class CaptionedFigure:
    """A figure under its caption in a column of a named period."""

    row: PeriodRow
    entry: PeriodCell
    key: Key
    sort: frozenset[str]
    """What the head says beside the period: "total", "notional amount"."""

    @property
    def place(self) -> Place:
        """The column that it is in."""
        return self.row.table.index, self.entry.column

    @property
    def period(self) -> Period:
        """The period that its head names."""
        return self.entry.period

    def differs(self, other: CaptionedFigure) -> bool:
        """The two heads name two years, or two lengths of one year; a balance has no length."""
        if self.period.year != other.period.year:
            return True
        lengths = (self.period.months, other.period.months)
        return all(lengths) and lengths[0] != lengths[1] and not says_balance(self.row.label)

    def told_apart(self, other: CaptionedFigure) -> bool:
        """Where the other is, there is a column of this one's period, too, with another figure in the same row."""
        own = [entry for entry in other.row.entries if entry.period.agrees(self.period)]
        return digits(self.entry) > _FEWEST_DIGITS and bool(own) and all(_value(entry) != self.key[1] for entry in own)


def captioned_figures(rows: Rows) -> Iterator[CaptionedFigure]:
    """Every figure of enough digits whose head prints a year, but for opening balances, rates and prices."""
    again = _heads_again(rows)
    for row in rows:
        if not row.label or _DATED.search(row.label) or row.row > again.get(row.table.index, row.row):
            continue
        words = words_of(_NOTE.sub("", row.label))
        for entry in row.entries:
            if _tells(entry) and sum(_value(other) == _value(entry) for other in row.entries) == 1:
                yield CaptionedFigure(row, entry, (words, _value(entry)), stems_of(_OF_PERIOD.sub(" ", entry.label)))


def _heads_again(rows: Rows) -> dict[int, int]:
    """For each table the first row below its head that names other periods for what is below it."""
    tables = {row.table.index: row.table for row in rows}
    return {
        index: min(below)
        for index, table in tables.items()
        if (below := [cell.row for cell in table.cells if cell.column and _heads(table, cell)])
    }


def _heads(table: Table, cell: Cell) -> bool:
    return cell.row >= table.header_rows and cell.kind == "text" and bool(_HEADS_AGAIN.search(cell.text))


def digits(entry: PeriodCell) -> int:
    """Its significant digits."""
    return len(str(_value(entry)).replace(".", "").strip("0"))


def _tells(entry: PeriodCell) -> bool:
    number = entry.number
    counted = number.unit not in ("%", "pp", "bp", "x") and not number.per_share
    named = entry.period != NEVER and bool(years_of(entry.label)) and not _OPENS.search(entry.label)
    return counted and named and digits(entry) >= _FEWEST_DIGITS


def _value(entry: PeriodCell) -> Decimal:
    return abs(entry.number.value)
