"""Which standing claims are the same claim, made again: those that dispute the same figure at the same place.

Claims are not merged because they are near each other: two errors in one line stay two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.checks.claims.figures import printed_figures
from service.checks.claims.guard import ProvenClaim
from service.checks.claims.quoting import Quoted
from service.checks.claims.reckoning import rounds_to


@dataclass(frozen=True, slots=True)
class Made:
    """A standing claim, by which lens and in which pass it was made."""

    claim: ProvenClaim
    lens: str
    number: int
    """Of the pass, from 1 on."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A claim, and who made it: each pass once, whatever its lens."""

    claim: ProvenClaim
    lens: str
    """The lens that made it most often."""
    passes: tuple[int, ...]


def agreed(made: Iterable[Made]) -> tuple[Agreed, ...]:
    """The distinct claims, each in the words that have most evidence, of several the first."""
    groups: list[list[Made]] = []
    for one in made:
        own = next((group for group in groups if all(same(each.claim, one.claim) for each in group)), None)
        if own is None:
            groups.append([one])
        else:
            own.append(one)
    return tuple(_together(group) for group in groups)


def same(one: ProvenClaim, other: ProvenClaim) -> bool:
    """Whether they dispute the same figure at the same place, and not another one besides.

    Where one of them disputes no figure they are the same if they are of one kind, and each quote of either is of the
    same words as one of the other.
    """
    if one.disputed and other.disputed:
        return not set(one.disputed).isdisjoint(other.disputed) and _of_one_error(one, other)
    if one.kind != other.kind or not _of_one_matter(one, other):
        return False
    return _covered(one.quotes, other.quotes) and _covered(other.quotes, one.quotes)


def _of_one_error(one: ProvenClaim, other: ProvenClaim) -> bool:
    """Whether all that is held against the figure in common is the same: what one place prints, or a sum gives."""
    if one.kind == other.kind:
        return _within(one, other) or _within(other, one)
    return _within(one, other) if other.kind == "arithmetic" else _within(other, one)


def _within(one: ProvenClaim, other: ProvenClaim) -> bool:
    """Whether each figure that one disputes is disputed by the other, too, or is what its arithmetic gives."""
    theirs = {each.figure for each in other.disputed}
    given = [value for each in other.sums if each.fails for value in each.nears]
    return all(each.figure in theirs or any(rounds_to(value, each.figure) for value in given) for each in one.disputed)


def _of_one_matter(one: ProvenClaim, other: ProvenClaim) -> bool:
    """Whether they have a figure in common, where both name any: a sentence can be wrong in two ways."""
    figures = [set(printed_figures(f"{claim.title} {claim.explanation}")) for claim in (one, other)]
    return not all(figures) or bool(figures[0] & figures[1])


def _covered(quotes: Iterable[Quoted], others: tuple[Quoted, ...]) -> bool:
    return all(any(_of_one_cell(quote, other) for other in others) for quote in quotes)


def _of_one_cell(one: Quoted, other: Quoted) -> bool:
    if one.place.table >= 0 and one.place.row >= 0:
        return one.text_at == other.text_at and one.location.column == other.location.column
    return one.overlaps(other)


def _together(group: list[Made]) -> Agreed:
    lenses = [one.lens for one in group]
    most = max(dict.fromkeys(lenses), key=lenses.count)
    strongest = max((one.claim for one in group), key=_evidence)
    return Agreed(strongest, most, tuple(sorted({one.number for one in group})))


def _evidence(claim: ProvenClaim) -> tuple[int, int, int]:
    """Arithmetic that fails before quotes; quotes of different lines before several of one."""
    return sum(one.fails for one in claim.sums), len({one.text_at for one in claim.quotes}), len(claim.quotes)
