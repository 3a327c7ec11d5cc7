"""Years that a sentence names for the table below it, against the years over its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from service.checks.consistency.periods.heads import years_of
from service.checks.consistency.table.heads import column_periods
from service.reports.model import Column, Paragraph, Report, Table
from service.reports.prose.sentences import sentences

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_JOINED = re.compile(
    rf"(?:[\s,()/&-]|\b(?:and|or|to|with|compared|versus|vs|the|of|for|at|as|in|ended|ending|months?|years?|periods?|fiscal|financial"
    rf"|three|six|nine|twelve|quarters?|weeks?|first|second|third|fourth|from|{_MONTH}|\d{{1,2}})\b\.?)+",
    re.IGNORECASE,
)
"""What is between two years of one list."""
_SHORT, _LINES_BETWEEN = 40, 1
"""Characters of a line that may be between a sentence and its table, and how many such lines."""
_LEAST, _MOST = 2, 4
"""Years of a list."""


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A sentence that names other years than the table below it has: all but one are the same."""

    paragraph: Paragraph
    span: tuple[int, int]
    """Where its years are."""
    stated: int
    table: Table
    column: Column
    headed: int
    """The year of the column that the sentence does not name, where it says ``said``."""
    of_sentence: bool
    """The year of the sentence is the one that no other table has as often."""


def misnamed(report: Report) -> Iterator[Misnamed]:
    """Every table that the paragraph right above it announces with other years than its columns have, but for one."""
    heads = {table.index: _years(table) for table in report.tables}
    usual = Counter(year for years in heads.values() for year in set(years.values()))
    for table in report.tables:
        years = list(dict.fromkeys(heads[table.index].values()))
        if table.paragraph and _LEAST <= len(years) <= _MOST:
            paragraph = _above(report, table)
            named = _named(paragraph.text)
            if named and (pair := _one_apart(named[0], years)):
                stated, headed = pair
                at = next(index for index, year in heads[table.index].items() if year == headed)
                column = next(column for column in table.columns if column.index == at)
                yield Misnamed(paragraph, named[1], stated, table, column, headed, usual[stated] <= usual[headed])


def _above(report: Report, table: Table) -> Paragraph:
    """The paragraph right above a table, or above the short lines over it that name no year: "Utilities"."""
    at = table.paragraph - 1
    for before in range(at, max(at - _LINES_BETWEEN, 0), -1):
        if len(report.paragraphs[before].text) > _SHORT or _YEAR.search(report.paragraphs[before].text):
            return report.paragraphs[before]
    return report.paragraphs[max(at - _LINES_BETWEEN, 0)]


def _years(table: Table) -> dict[int, int]:
    """The year of each column that prints one; none where a column names several, or one for all is in the title."""
    periods = column_periods(table)
    dated = {index: period.year for index, (period, label) in periods.items() if period and years_of(label)}
    undated = [label for index, (_, label) in periods.items() if index not in dated]
    return {} if any(years_of(label) for label in undated) else dated


def _named(text: str) -> tuple[list[int], tuple[int, int]] | None:
    """The years of the last sentence, if they are one list, and where it stands."""
    spoken = sentences(text)
    if not spoken:
        return None
    last = spoken[-1]
    found = list(_YEAR.finditer(last.text))
    if not _LEAST <= len(found) <= _MOST:
        return None
    if not all(_JOINED.fullmatch(last.text[one.end() : other.start()]) for one, other in pairwise(found)):
        return None
    return [int(one.group()) for one in found], (last.start + found[0].start(), last.start + found[-1].end())


def _one_apart(stated: list[int], headed: list[int]) -> tuple[int, int] | None:
    """The one year that differs, in the sentence and in the head; None where none does, or more than one.

    Years that are all off by as much are called by another name: fiscal 2030 may end in 2031. They differ at each
    place, so where the columns begin with the latest year, places are compared.
    """
    if len(stated) != len(headed) or set(stated) == set(headed):
        return None
    apart = [(one, other) for one, other in zip(stated, headed, strict=True) if one != other]
    if headed == sorted(headed, reverse=True):
        return apart[0] if len(apart) == 1 else None
    more, less = set(stated) - set(headed), set(headed) - set(stated)
    steps = {one - other for one, other in zip(sorted(stated), sorted(headed), strict=True)}
    return (more.pop(), less.pop()) if len(more) == len(less) == 1 and len(steps) > 1 else None
