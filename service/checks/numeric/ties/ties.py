"""The same figure printed twice: lines of different tables, or of one, whose figures agree in some periods must agree
in all.

Lines are paired by their figures first: two lines belong together when figures of several digits are equal in columns
of the same period. Captions only tell how much agreement is enough.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from service.checks.concepts.words import says_total
from service.checks.numeric.relations.equation import Equation, Place, Sum
from service.checks.numeric.ties.columns import columns_of
from service.checks.numeric.ties.one_figure import prints_one_figure
from service.checks.numeric.ties.pair import LEAST_WORDS, Pair, can_pair, comparable, tie_of
from service.checks.numeric.ties.reconciling_items import ReconcilingItems
from service.checks.numeric.ties.series import Series, Words, series_of

CROWD = 24
"""A value printed on more lines than this says nothing about which of them belong together."""


def ties_between(items: ReconcilingItems, equations: Sequence[Equation]) -> tuple[Sum, ...]:
    """Every pair of figures that are the same one printed twice, equal or not.

    Two lines of which one is part of the other, as ``equations`` say, are not the same.
    """
    parts = {
        tuple(sorted(((total.table, total.line), (term.table, term.line))))
        for equation in equations
        for total in equation.figures[:1]
        for term in equation.figures[1:]
    }
    rows = [row for sheet in items.sheets for row in (*series_of(sheet), *columns_of(sheet))]
    names = Counter((row.key[0], row.words) for row in rows if row.whole)
    crowded = frozenset(name for name, count in names.items() if count > CROWD)
    found: dict[frozenset[Place], Sum] = {}
    for one, other in _neighbours(rows):
        first, second = rows[one], rows[other]
        if first.key[0] == second.key[0] and not _may_be_one(first, second, crowded):
            continue
        if tuple(sorted((first.key, second.key))) not in parts:
            for tie in _ties(items, first, second):
                found.setdefault(frozenset(figure.place for figure in tie.figures), tie)
    return tuple(found.values())


def _neighbours(rows: Sequence[Series]) -> Iterator[tuple[int, int]]:
    """Pairs of series that print the same value, or have the same name of several words."""
    index: dict[Decimal | frozenset[str], set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        if len(row.words) >= LEAST_WORDS or "cash" in row.words:
            index[row.words].add(number)
        for _, figure in row.entries:
            if can_pair(figure):
                index[abs(figure.scaled)].add(number)
    seen: set[tuple[int, int]] = set()
    for group in index.values():
        if 2 <= len(group) <= CROWD:
            for pair in combinations(sorted(group), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _may_be_one(first: Series, second: Series, crowded: Collection[tuple[int, Words]]) -> bool:
    """Two lines of one table can be one figure: they have one name, or one of them is called a total.

    What a crowd of lines has in common ("Account 1017") is no name.
    """
    if not (first.whole and second.whole):
        return False
    if first.words == second.words and (first.key[0], first.words) in crowded:
        return False
    return first.words == second.words or says_total(first.label) or says_total(second.label)


def _ties(items: ReconcilingItems, first: Series, second: Series) -> Iterator[Sum]:
    same = first.key[0] == second.key[0]
    columns = tuple(comparable(first, second))
    for sign in (1,) if same else (1, -1):
        pair = Pair(first, second, columns, sign)
        if prints_one_figure(items, pair):
            for column in columns:
                yield tie_of(pair, column)
            return
