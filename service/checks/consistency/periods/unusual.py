"""A year over a column that no other table has, in a head that is as usual but for this year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.checks.consistency.periods.heads import years_of
from service.reports.model import Column, Report, Table

_FEWEST = 2
"""Columns of a head that can be told from others."""
_USUAL = 3
"""Tables with the same years, at least, before these are the usual ones."""

Years = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UnusualYear:
    """A column whose year would be the usual one if it were that of the same column of ``like``."""

    table: Table
    column: Column
    stated: int
    usual: int
    like: Table
    twin: Column


def unusual_years(report: Report) -> Iterator[UnusualYear]:
    """Every year that one table alone has, and with which its years are not so far apart as those of other tables.

    A table of this year and the next is as far apart, and one with a column of no year may be of what is to come.
    """
    heads = [(table, years) for table in report.tables if len(years := _years(table)) >= _FEWEST]
    usual = Counter(years for _, years in heads)
    first = {years: table for table, years in reversed(heads)}
    tables: dict[int, set[int]] = defaultdict(set)
    for table, years in heads:
        for year in years:
            tables[year].add(table.index)
    for table, own in heads:
        for other in (years for years, times in usual.items() if times >= _USUAL):
            at = _apart(own, other)
            if at is not None and tables[own[at]] == {table.index}:
                like = first[other]
                yield UnusualYear(table, table.columns[at], own[at], other[at], like, like.columns[at])
                break


def _years(table: Table) -> Years:
    """The year of each column; none where a column prints no year, or several."""
    each = [set(years_of(column.label)) for column in table.columns]
    return tuple(years.pop() for years in each) if all(len(years) == 1 for years in each) else ()


def _apart(own: Years, other: Years) -> int | None:
    """The one column in which they differ, if the steps between the years differ, too."""
    if len(own) != len(other):
        return None
    apart = [at for at, (one, two) in enumerate(zip(own, other, strict=True)) if one != two]
    return apart[0] if len(apart) == 1 and _steps(own) != _steps(other) else None


def _steps(years: Years) -> list[int]:
    return [one - two for one, two in pairwise(years)]
