"""Running balances: a column in which each line is the line above with the movement that stands beside it.

Ledgers and statements of account print debit, credit and the balance after each posting, or one signed movement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from service.checks.concepts.words import says_balance, says_non_additive, says_sum
from service.checks.numeric.relations.equation import Sum
from service.checks.numeric.relations.evidence import OF_A_RUNNING_BALANCE, most_broken
from service.checks.numeric.relations.plausible import CERTAIN
from service.checks.numeric.sums.votes.vote import Vote, vote
from service.checks.numeric.table.sheet import Figure, Line, Sheet

LEAST = 8
"""Postings in which a balance must follow, none of them zero, before it is taken for a running one."""
BROKEN_BY_ONE = 2
"""Postings that one wrong balance breaks: its own, and the one after it."""
PROBES = 24
"""Postings that are tried first: of them most must follow already."""
Movement = tuple[tuple[int, int], ...]
"""The lanes that move a balance, each with its sign."""


@dataclass(frozen=True, slots=True)
class RunningBalance:
    """A column of running balances, and what follows in it."""

    lane: int
    equations: tuple[Sum, ...]


def running_of(sheet: Sheet) -> Iterator[RunningBalance]:
    """Every column of running balances, with the movement that explains most of it."""
    lanes = [lane for lane, label in enumerate(sheet.lanes) if not says_non_additive(label)]
    following = list(_following(sheet))
    for lane in lanes:
        couples = list(_couples(following, lane))
        if len(couples) >= LEAST:
            tried = (_postings(couples, movement) for movement in _movements(lane, lanes) if _begins(couples, movement))
            best = max(tried, key=lambda votes: sum(v.holds for v in votes), default=list[Vote]())
            if _accepted(best):
                yield RunningBalance(lane, tuple(_sum(sheet, v) for v in _believable(best)))


def _following(sheet: Sheet) -> Iterator[tuple[Line, Line]]:
    """Lines of postings, each after the line that it follows: neither a gap nor a total stands between the two."""
    lines = [line for line in sheet.lines if line.gap_above or not says_sum(line.label)]
    for above, line in pairwise(lines):
        if not line.gap_above and not says_balance(line.label):
            yield above, line


def _couples(following: Sequence[tuple[Line, Line]], lane: int) -> Iterator[tuple[Figure, Line, Figure]]:
    """Each balance with its line and the balance before it."""
    for above, line in following:
        before, after = above.figures[lane], line.figures[lane]
        if before is not None and after is not None and before.kind == after.kind == "amount":
            yield before, line, after


def _movements(lane: int, lanes: Sequence[int]) -> Iterator[Movement]:
    others = [other for other in lanes if other != lane]
    for one in others:
        yield ((one, 1),)
        yield ((one, -1),)
        yield from (((one, 1), (other, -1)) for other in others if other != one)


def _begins(couples: Sequence[tuple[Figure, Line, Figure]], movement: Movement) -> bool:
    first = _postings(couples[:PROBES], movement)
    return 2 * sum(v.holds for v in first) > len(first)


def _postings(couples: Sequence[tuple[Figure, Line, Figure]], movement: Movement) -> list[Vote]:
    """The votes of all lines that print a movement, and in which the balance does not begin anew."""
    votes: list[Vote] = []
    for number, (before, line, after) in enumerate(couples):
        moved = tuple((sign, figure) for lane, sign in movement if (figure := line.figures[lane]) is not None)
        came = sum(sign * figure.amount for sign, figure in moved)
        if came and all(figure.kind == "amount" for _, figure in moved) and came != after.amount:
            votes.append(vote(number, after, ((1, before), *moved)))
    return votes


def _accepted(votes: Sequence[Vote]) -> bool:
    holding = sum(v.holds for v in votes)
    return holding >= LEAST and len(votes) - holding <= most_broken(holding, least=BROKEN_BY_ONE)


def _believable(votes: Sequence[Vote]) -> Iterator[Vote]:
    """Those that hold, and of the others those in which a figure went wrong rather than another account begins.

    A wrong balance is out by as much as the next one is out the other way; a wrong movement bears the mark of a slip.
    """
    for at, one in enumerate(votes):
        beside = [votes[n].residual for n in (at - 1, at + 1) if 0 <= n < len(votes)]
        if one.holds or -one.residual in beside or one.slips & CERTAIN:
            yield one


def _sum(sheet: Sheet, posting: Vote) -> Sum:
    return Sum(
        "roll_forward",
        (posting.target, *(figure for _, figure in posting.terms)),
        OF_A_RUNNING_BALANCE,
        tuple(Decimal(sign) for sign, _ in posting.terms),
        sheet.printed(Decimal(posting.twice_tolerance) / 2),
    )
