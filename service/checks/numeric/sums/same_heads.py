"""A definition that one table shows, held against others with the same heads: the same note of another year, say.

A table in which several rows are wrong outvotes its own definition, and one of a single column has nothing to vote
with. Where another table under the same heads shows what comes to what, that is what it comes to here as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.checks.concepts.captions import words_of
from service.checks.concepts.words import says_sum
from service.checks.numeric.relations.evidence import FIRM, most_broken
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.votes.partly_filled import fair_votes
from service.checks.numeric.sums.votes.vote import Signs, Vote, vote
from service.checks.numeric.sums.votes.voted_sum import VotedSum
from service.checks.numeric.table.sheet import Sheet

WORTH = 2.0
"""Digits of evidence that another table under the same heads is taken for."""
TOTAL = frozenset(("total",))
Heads = tuple[frozenset[str], ...]
"""The words of one head after the other, dates aside."""


@dataclass(frozen=True, slots=True)
class Searched:
    """One grid of a table, and the sums that were found in it."""

    sheet: Sheet
    grid: FootingGrid
    sums: tuple[VotedSum, ...]


@dataclass(frozen=True, slots=True)
class _Definition:
    """What comes to what under these heads, as offsets from the first of them, and the table that shows it."""

    table: int
    heads: Heads
    target: int
    terms: tuple[int, ...]
    signs: Signs


def sums_under_same_heads(searched: Sequence[Searched]) -> Iterator[tuple[Searched, VotedSum]]:
    """For each grid the sums that it has by another table's definition, where its own figures said too little."""
    known: dict[tuple[str, str, Heads], list[_Definition]] = defaultdict(list)
    heads = [tuple(map(_words, one.grid.labels)) for one in searched]
    for one, own in zip(searched, heads, strict=True):
        for definition in _shown(one, own):
            known[(*_sort(one.grid), definition.heads[:1])].append(definition)
    for one, own in zip(searched, heads, strict=True):
        yield from ((one, voted) for voted in _held_against(one, own, known))


def _shown(one: Searched, heads: Heads) -> Iterator[_Definition]:
    """The sums of a grid that others may go by: enough of its own rows or columns show them, under heads with words."""
    for voted in one.sums:
        first, last = min(voted.places), max(voted.places)
        firm = voted.distinct >= FIRM and len(voted.broken) <= most_broken(voted.distinct, least=0)
        if firm and not voted.by_layout and all(heads[first : last + 1]):
            terms = tuple(term - first for term in voted.terms)
            yield _Definition(one.sheet.table.index, heads[first : last + 1], voted.target - first, terms, voted.signs)


def _held_against(
    one: Searched, heads: Heads, known: Mapping[tuple[str, str, Heads], Sequence[_Definition]]
) -> Iterator[VotedSum]:
    of_target = {voted.target: voted for voted in one.sums}
    known_here = list(one.sums)
    for first in range(len(heads)):
        for definition in known.get((*_sort(one.grid), heads[first : first + 1]), ()):
            target = first + definition.target
            same = heads[first : first + len(definition.heads)] == definition.heads
            terms = tuple(first + term for term in definition.terms)
            if not same or definition.table == one.sheet.table.index or _is_known(target, terms, known_here):
                continue
            voted = _voted(one.grid, target, terms, definition.signs)
            fair = replace(voted, votes=tuple(fair_votes(one.grid, voted, of_target)))
            if _is_borne_out(fair):
                known_here.append(fair)
                yield fair


def _is_known(target: int, terms: tuple[int, ...], sums: Sequence[VotedSum]) -> bool:
    """One of the sums is of the same places, or comes to the same from some of the same."""
    places = frozenset((target, *terms))
    return any(one.places == places or (one.target == target and not places.isdisjoint(one.terms)) for one in sums)


def _voted(grid: FootingGrid, target: int, terms: tuple[int, ...], signs: Signs) -> VotedSum:
    return VotedSum(target, terms, signs, tuple(_votes(grid, target, terms, signs)), WORTH)


def _votes(grid: FootingGrid, target: int, terms: tuple[int, ...], signs: Signs) -> Iterator[Vote]:
    for voter, figure in enumerate(grid.figures[target]):
        both = zip(signs, terms, strict=True)
        printed = tuple((sign, one) for sign, term in both if (one := grid.figures[term][voter]) is not None)
        if figure is not None and any(one.amount for _, one in printed):
            yield vote(voter, figure, printed, rates=grid.rates[voter])


def _is_borne_out(voted: VotedSum) -> bool:
    """It holds here, too, no less often than it does not, and slips explain where it does not."""
    holding, broken = voted.distinct, voted.broken
    unmarked = sum(not one.is_marked for one in broken)
    return 0 < holding >= len(broken) and unmarked <= most_broken(holding) and all(one.explained for one in broken)


def _sort(grid: FootingGrid) -> tuple[str, str]:
    """What only like grids share: their direction, and the kind of their figures."""
    kind = next((figure.kind for row in grid.figures for figure in row if figure is not None), "")
    return grid.direction, kind


def _words(label: str) -> frozenset[str]:
    return words_of(label) or (TOTAL if says_sum(label) else frozenset())
