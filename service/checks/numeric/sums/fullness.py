"""Columns that leave a term empty and print what it is made of, or print a term that no other column has.

A formula is the same for all columns, but columns fill in different lines of it: a total printed in one column only, a
column of totals that most lines leave blank. What a column does not print can not make it object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.checks.numeric.sums.ballot import Ballot, Vote, vote
from service.checks.numeric.sums.lattice import Lattice
from service.checks.numeric.table.sheet import Figure

LEAST = 100
"""Units of the last place: what is smaller is printed somewhere by chance."""
MANY = 2
"""Terms that a column leaves empty and most others print: it is not filled in."""


def told_in_full(lattice: Lattice, ballot: Ballot, found: Mapping[int, Ballot]) -> Iterator[Vote]:
    """The votes of a ballot: of broken ones those that hold with what they print instead, or that nothing excuses."""
    for one in ballot.votes:
        if one.holds or ballot.vouched:
            yield one
            continue
        if one.is_excused:
            continue
        instead = _spelled_out(lattice, ballot, found, one)
        if instead is not None and instead.holds:
            yield instead
        elif not any(excuses(lattice, ballot, one) for excuses in (_has_one_more, _has_more, _is_turned, _is_sparse)):
            yield one


def _spelled_out(lattice: Lattice, ballot: Ballot, found: Mapping[int, Ballot], one: Vote) -> Vote | None:
    """With the terms of each total that its column leaves empty in place of the total; None where there is none."""
    terms: list[tuple[int, Figure]] = []
    spelled = False
    for sign, term in zip(ballot.signs, ballot.terms, strict=True):
        figure = lattice.grid[term][one.voter]
        inner = found.get(term)
        if figure is not None or inner is None:
            terms.extend([(sign, figure)] if figure is not None else [])
            continue
        parts = zip(inner.signs, inner.terms, strict=True)
        printed = [(sign * s, f) for s, part in parts if (f := lattice.grid[part][one.voter]) is not None]
        terms.extend(printed)
        spelled = spelled or bool(printed)
    return vote(one.voter, one.target, tuple(terms), rates=one.rates) if spelled else None


def _has_one_more(lattice: Lattice, ballot: Ballot, one: Vote) -> bool:
    """It prints what it misses where all columns that hold print nothing: there the formula has one term more."""
    if abs(one.residual) < LEAST * one.target.step:
        return False
    holding = [vote.voter for vote in ballot.holding]
    first, last = min(ballot.places), max(ballot.places)
    for row in (lattice.grid[at] for at in range(max(0, first - 1), min(last + 2, lattice.positions))):
        figure = row[one.voter]
        if figure is None or abs(figure.amount) != abs(one.residual):
            continue
        if not any((other := row[voter]) is not None and other.amount for voter in holding):
            return True
    return False


def _has_more(lattice: Lattice, ballot: Ballot, one: Vote) -> bool:
    """What it misses are the lines between that it prints and all columns that hold leave nil."""
    holding = [vote.voter for vote in ballot.holding]
    between = set(range(min(ballot.places), max(ballot.places))) - ballot.places
    rows = [lattice.grid[at] for at in between if not any(_amount(lattice.grid[at][voter]) for voter in holding)]
    amounts = [amount for row in rows if (amount := _amount(row[one.voter]))]
    return len(amounts) > 1 and 2 * abs(abs(sum(amounts)) - abs(one.residual)) <= one.slack


def _is_turned(lattice: Lattice, ballot: Ballot, one: Vote) -> bool:
    """It holds if one line has the other sign, which no column that holds tells, for all of them leave it nil, nor the
    print, for nothing has a sign there."""
    holding = [vote.voter for vote in ballot.holding]
    return min(figure.amount for _, figure in one.terms) >= 0 and any(
        2 * abs(one.residual + 2 * sign * figure.amount) <= one.slack
        and not any(_amount(lattice.grid[term][voter]) for voter in holding)
        for sign, term in zip(ballot.signs, ballot.terms, strict=True)
        if (figure := lattice.grid[term][one.voter]) is not None
    )


def _amount(figure: Figure | None) -> int:
    return figure.amount if figure is not None else 0


def _is_sparse(lattice: Lattice, ballot: Ballot, one: Vote) -> bool:
    """It leaves several terms empty, more than it prints, which together other columns fill in."""
    empty = [term for term in ballot.terms if lattice.grid[term][one.voter] is None]
    filled = len(ballot.terms) - len(empty)
    others = [term for term in empty if any(f is not None and f.amount for f in lattice.grid[term])]
    return len(others) > MANY and len(others) >= filled and _adds_across(lattice, ballot, one)


def _adds_across(lattice: Lattice, ballot: Ballot, one: Vote) -> bool:
    """At both ends of the formula it prints what all other columns come to: it is the column of their totals."""
    for position in (ballot.target, ballot.terms[-1]):
        own = lattice.grid[position][one.voter]
        others = [f.amount for f in lattice.grid[position] if f is not None and f.lane != (own.lane if own else -1)]
        if own is None or own.amount != sum(others):
            return False
    return True
