"""Columns that leave a term empty and print what it is made of, or print a term that no other column has.

A formula is the same for all columns, but columns fill in different lines of it: a total printed in one column only, a
column of totals that most lines leave blank. What a column does not print cannot make it object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.checks.numeric.relations.evidence import LEAST_UNITS
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.votes.vote import Vote, vote
from service.checks.numeric.sums.votes.voted_sum import VotedSum
from service.checks.numeric.table.sheet import Figure

MANY = 2
"""Terms that a column leaves empty and most others print: it is not filled in."""


def fair_votes(grid: FootingGrid, voted: VotedSum, found: Mapping[int, VotedSum]) -> Iterator[Vote]:
    """The votes that count: a broken one only if it holds with what it prints instead, or if nothing excuses it."""
    for one in voted.votes:
        if one.holds or voted.by_layout:
            yield one
            continue
        if one.is_excused:
            continue
        instead = _spelled_out(grid, voted, found, one)
        if instead is not None and instead.holds:
            yield instead
        elif not any(excuses(grid, voted, one) for excuses in (_has_one_more, _has_more, _is_turned, _is_sparse)):
            yield one


def _spelled_out(grid: FootingGrid, voted: VotedSum, found: Mapping[int, VotedSum], one: Vote) -> Vote | None:
    """With the terms of each total that its column leaves empty in place of the total; None where there is none."""
    terms: list[tuple[int, Figure]] = []
    spelled = False
    for sign, term in zip(voted.signs, voted.terms, strict=True):
        figure = grid.figures[term][one.voter]
        inner = found.get(term)
        if figure is not None or inner is None:
            terms.extend([(sign, figure)] if figure is not None else [])
            continue
        parts = zip(inner.signs, inner.terms, strict=True)
        printed = [(sign * s, f) for s, part in parts if (f := grid.figures[part][one.voter]) is not None]
        terms.extend(printed)
        spelled = spelled or bool(printed)
    return vote(one.voter, one.target, tuple(terms), rates=one.rates) if spelled else None


def _has_one_more(grid: FootingGrid, voted: VotedSum, one: Vote) -> bool:
    """It prints what it misses where all columns that hold print nothing: there the formula has one term more."""
    if abs(one.residual) < LEAST_UNITS * one.target.step:
        return False
    holding = [vote.voter for vote in voted.holding]
    first, last = min(voted.places), max(voted.places)
    for row in (grid.figures[at] for at in range(max(0, first - 1), min(last + 2, grid.positions))):
        figure = row[one.voter]
        if figure is None or abs(figure.amount) != abs(one.residual):
            continue
        if not any((other := row[voter]) is not None and other.amount for voter in holding):
            return True
    return False


def _has_more(grid: FootingGrid, voted: VotedSum, one: Vote) -> bool:
    """What it misses are the lines between that it prints and all columns that hold leave nil."""
    holding = [vote.voter for vote in voted.holding]
    between = set(range(min(voted.places), max(voted.places))) - voted.places
    rows = [grid.figures[at] for at in between if not any(_amount(grid.figures[at][voter]) for voter in holding)]
    amounts = [amount for row in rows if (amount := _amount(row[one.voter]))]
    return len(amounts) > 1 and 2 * abs(abs(sum(amounts)) - abs(one.residual)) <= one.twice_tolerance


def _is_turned(grid: FootingGrid, voted: VotedSum, one: Vote) -> bool:
    """It holds if one line has the other sign, which no column that holds tells, for all of them leave it nil, nor the
    print, for nothing has a sign there."""
    holding = [vote.voter for vote in voted.holding]
    return min(figure.amount for _, figure in one.terms) >= 0 and any(
        2 * abs(one.residual + 2 * sign * figure.amount) <= one.twice_tolerance
        and not any(_amount(grid.figures[term][voter]) for voter in holding)
        for sign, term in zip(voted.signs, voted.terms, strict=True)
        if (figure := grid.figures[term][one.voter]) is not None
    )


def _amount(figure: Figure | None) -> int:
    return figure.amount if figure is not None else 0


def _is_sparse(grid: FootingGrid, voted: VotedSum, one: Vote) -> bool:
    """It leaves several terms empty, more than it prints, which together other columns fill in."""
    empty = [term for term in voted.terms if grid.figures[term][one.voter] is None]
    filled = len(voted.terms) - len(empty)
    others = [term for term in empty if any(f is not None and f.amount for f in grid.figures[term])]
    return len(others) > MANY and len(others) >= filled and _adds_across(grid, voted, one)


def _adds_across(grid: FootingGrid, voted: VotedSum, one: Vote) -> bool:
    """At both ends of the formula it prints what all other columns come to: it is the column of their totals."""
    for position in (voted.target, voted.terms[-1]):
        own = grid.figures[position][one.voter]
        others = [f.amount for f in grid.figures[position] if f is not None and f.lane != (own.lane if own else -1)]
        if own is None or own.amount != sum(others):
            return False
    return True
