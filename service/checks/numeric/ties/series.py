"""Series: one caption's figures by period, however the table prints them.

A line whose columns are periods is one; with several columns for a period it is one for each of the things that the
columns are headed by. ``columns.py`` finds those whose periods stand in the lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.checks.concepts.captions import are_alike, words_of
from service.checks.concepts.measures import measures
from service.checks.concepts.words import says_sum
from service.checks.numeric.table.notes import NoteNumbers, references_of
from service.checks.numeric.table.period import ColumnPeriod, period_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet

PeriodFigure = tuple[ColumnPeriod | None, Figure]
Words = frozenset[str]
NO_WORDS: Words = frozenset()
MANY_WORDS = 5
"""Words of a name that are not given to two things by chance."""
_OF_TIME: Words = frozenset(("three", "six", "nine", "twelve", "week", "ended", "ending"))
"""Words in the head of a column that say of which period it is and not what it prints."""
LEAST_OF_TITLE = 2
"""Words of a caption that a table's title must hold before the caption is taken for what the table is about."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one caption. ``whole`` is a line of its table with all of its columns, as printed."""

    words: Words
    """The caption's own words, or those of what it stands under."""
    full: Words
    """The same with the words of the heading above it and of its columns."""
    title: Words
    """For a total that has no name of its own, what its table is about."""
    entries: tuple[PeriodFigure, ...]
    label: str
    whole: bool = False
    line: Words = NO_WORDS
    """For a figure down a column, the words of its lines alone: with them the column may be but a part of another."""
    notes: NoteNumbers = frozenset()
    """The notes that its line refers to."""
    measures: Words = NO_WORDS
    """The measures that the head of every one of its columns names: of the same hospitals, adjusted."""

    @property
    def key(self) -> tuple[int, int]:
        """Table and line of its first figure."""
        return self.entries[0][1].table, self.entries[0][1].line

    def named_as(self, other: Series) -> bool:
        """The two have the same name, by itself or with what they stand under."""
        return bool({self.words, self.full} & {other.words, other.full})

    def is_of_other_measure(self, other: Series) -> bool:
        """Its columns name a measure that nothing says of the other."""
        own = self.measures - other.measures
        return bool(own) and not own <= measures(other.label)

    def long_named_as(self, other: Series) -> bool:
        """The two have one name of many words."""
        return any(len(name) >= MANY_WORDS for name in {self.words, self.full} & {other.words, other.full})

    def named_beside(self, other: Series) -> bool:
        """It adds to the name of the other what the other stands under: "Diluted" under "Shares"."""
        return bool(other.words) and other.words < self.words < other.full

    def may_be(self, other: Series) -> bool:
        """The words of the lines of one, without those of its column, are the name of the other."""
        return (bool(self.line) and self.line == other.words) or (bool(other.line) and other.line == self.words)

    def near(self, other: Series) -> bool:
        """At least half of their words are the same, or one has all words of the other."""
        return are_alike(self.words, other.words)

    def titles(self, other: Series) -> bool:
        """It is the nameless total of a table whose title names the other."""
        return len(other.words) >= LEAST_OF_TITLE and other.words <= self.title

    def heads(self, other: Series) -> bool:
        """It is the nameless total of a column whose head is a part of the name of the other."""
        return bool(self.title) and not self.whole and bool(self.words) and self.words <= other.words

    def is_total_of(self, other: Series, note: str) -> bool:
        """It is a total in the note that the line of the other refers to."""
        return note in other.notes and (not self.label or says_sum(self.label))


def series_of(sheet: Sheet) -> Iterator[Series]:
    """Every line of a table, and the parts of those that have several columns for a period."""
    notes = references_of(sheet.table)
    context = f"{sheet.table.title} {sheet.table.caption_text}"
    periods = tuple(period_of(label, context) for label in sheet.lanes)
    lanes = tuple(_headed(label) for label in sheet.lanes)
    named: tuple[Words, ...] = tuple(measures(label) for label in sheet.lanes)
    dated = [period for period in periods if period is not None]
    crowded = len(set(dated)) < len(dated)
    for line in sheet.lines:
        entries = tuple((p, f) for p, f in zip(periods, line.figures, strict=True) if f is not None)
        own = notes.get(line.row, frozenset())
        of_all = _in_all(named, entries)
        yield replace(_named(sheet, line, entries, NO_WORDS), whole=True, notes=own, measures=of_all)
        if crowded:
            for part, words in _parts(line, periods, lanes):
                yield replace(_named(sheet, line, part, words), notes=own, measures=_in_all(named, part))


def _in_all(named: Sequence[Words], entries: tuple[PeriodFigure, ...]) -> Words:
    """The measures that the heads of all figures of a period name; a column of changes is of its neighbours'."""
    of_each = [named[figure.lane] for period, figure in entries if period is not None]
    return NO_WORDS.union(*of_each).intersection(*of_each)


def _headed(label: str) -> Words:
    """What a column prints, by its head; one that names nothing but a period is told by that."""
    words = words_of(label)
    return words - _OF_TIME or words


def _named(sheet: Sheet, line: Line, entries: tuple[PeriodFigure, ...], lanes: Words) -> Series:
    own, heading, title = words_of(line.label), words_of(line.heading), words_of(sheet.table.title)
    nameless = not own and (not line.label or says_sum(line.label))
    about = title | words_of(sheet.table.caption_text) if nameless else NO_WORDS
    words = (own | lanes) or heading or title
    return Series(words, words | heading | lanes, about, entries, line.label)


def _parts(
    line: Line, periods: Sequence[ColumnPeriod | None], lanes: Sequence[Words]
) -> Iterator[tuple[tuple[PeriodFigure, ...], Words]]:
    """The line once for each set of its columns in which every period stands but once."""
    groups: dict[Words, list[PeriodFigure]] = defaultdict(list)
    for period, figure, words in zip(periods, line.figures, lanes, strict=True):
        if period is not None and figure is not None:
            groups[words].append((period, figure))
    for words, entries in groups.items():
        for block in _blocks(entries):
            yield tuple(block), words


def _blocks(entries: list[PeriodFigure]) -> Iterator[list[PeriodFigure]]:
    """Entries cut where their periods begin again: 2024, 2023 for the group and 2024, 2023 for the company."""
    block: list[PeriodFigure] = []
    for entry in entries:
        if any(entry[0] == period for period, _ in block):
            yield block
            block = []
        block.append(entry)
    if block:
        yield block
