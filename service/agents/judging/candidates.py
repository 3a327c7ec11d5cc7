"""The lines of a report that come nearest to what an item asks for: sentences, and tables as whole as there is room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from service.agents.judging.blocks import paragraph_lines, path_of, table_block
from service.agents.judging.contents import Contents
from service.checks.claims.places import TextsByPlace
from service.checks.disclosures.lists.schema import Item
from service.checks.disclosures.search.nearest import Nearest
from service.checks.disclosures.search.passages import Passage

PASSAGES_EACH = 8
"""That come nearest to an item."""
LINES_CHARACTERS = 36_000
"""Of all that come nearest to the items of one question: with the items less than a part of a report."""
LONGEST_TABLE = 4_000
"""Characters of a table that is given whole: forty rows; of a longer one only the rows that come nearest are given."""
TABLES_BESIDE = 3
"""Of a section of which the heading, a sentence or a row comes near: what is asked for may be in the next table."""

Block = tuple[int, int]
"""A table and -1, or -1 and a paragraph."""


class Candidates:
    """The passages of one report, without those of its tables of contents."""

    def __init__(self, places: TextsByPlace, passages: Sequence[Passage]) -> None:
        self._places = places
        self._report = places.report
        contents = Contents(self._report)
        disclosing = [one for one in passages if not contents.has(one.place)]
        self._nearest = Nearest(disclosing)
        self._of_section: defaultdict[int, list[int]] = defaultdict(list)
        for at in sorted({one.place.table for one in disclosing if one.place.table is not None}):
            section = self._report.tables[at].section
            if section is not None:
                self._of_section[section].append(at)

    def lines(self, items: Iterable[Item]) -> str:
        """The lines in the order of the report; where there is no room for all, those that come nearest."""
        ranks = zip_longest(*(self._nearest.to(item, PASSAGES_EACH) for item in items))
        nearest = list(dict.fromkeys(_at(one) for rank in ranks for one in rank if one is not None))
        rows: defaultdict[int, set[int]] = defaultdict(set)
        for table, at in nearest:
            if table >= 0:
                rows[table].add(at)
        kept: dict[Block, list[str]] = {}
        room = LINES_CHARACTERS
        for block in self._blocks(nearest):
            if block in kept:
                continue
            for lines in self._versions(block, rows):
                if (length := _length(lines)) <= room:
                    kept[block] = lines
                    room -= length
                    break
        return "\n".join(line for block in sorted(kept) for line in kept[block])

    def _blocks(self, nearest: Sequence[Block]) -> Iterator[Block]:
        """What comes near, then the tables beside it."""
        yield from ((table, -1) if table >= 0 else (table, at) for table, at in nearest)
        for block in nearest:
            yield from ((beside, -1) for beside in self._beside(*block))

    def _beside(self, table: int, at: int) -> list[int]:
        """The tables that are nearest to a table or paragraph in its section."""
        here = self._report.paragraphs[at] if table < 0 else self._report.tables[table]
        after = at if table < 0 else self._report.tables[table].paragraph
        tables = [] if here.section is None else self._of_section.get(here.section, [])
        return sorted(tables, key=lambda other: abs(self._report.tables[other].paragraph - after))[:TABLES_BESIDE]

    def _versions(self, block: Block, rows: dict[int, set[int]]) -> Iterator[list[str]]:
        """A paragraph; a table whole, if it is not too long, or the rows of it that come near."""
        table, at = block
        if table < 0:
            yield [self._head(self._report.paragraphs[at].section), *paragraph_lines(self._report.paragraphs[at])]
            return
        whole = self._of_table(table, None)
        if _length(whole) <= LONGEST_TABLE:
            yield whole
        if table in rows:
            yield self._of_table(table, rows[table])

    def _of_table(self, table: int, rows: set[int] | None) -> list[str]:
        block = table_block(self._report.tables[table], self._places, rows)
        return [self._head(self._report.tables[table].section), *block.heads, *block.lines]

    def _head(self, section: int | None) -> str:
        return f"== {path_of(self._report, section)}"


def _at(passage: Passage) -> Block:
    """The table and row of a passage, or -1 and its paragraph."""
    place = passage.place
    if place.table is not None:
        return place.table, place.row or 0
    return -1, place.paragraph or 0


def _length(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)
