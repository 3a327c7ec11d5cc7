"""Empty places where a figure is missing: the other columns print one, and the formula that they agree on needs one.

A place left empty where a line does not apply is no error: with nothing there, the sum holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.votes.vote import Signs, Vote, vote
from service.checks.numeric.sums.votes.voted_sum import VotedSum
from service.checks.numeric.table.period import period_of
from service.checks.numeric.table.sheet import Figure, Sheet

UNLIKE = 10
"""Figures of one line that differ more than so many times are not alike."""
LEAST_DIGITS = 2.0
"""Smaller figures may be levels, years of life, ranks: nobody adds them up."""
PERIODS = 2
"""Columns of a statement with its comparatives, where a line may apply to one of them only."""
PLAIN = 1.5
"""Evidence from layout and words that a total needs which only one other column prints."""


def with_empty_term(grid: FootingGrid, target: int, terms: tuple[int, ...], signs: Signs, one: Vote) -> Vote:
    """The vote with the term that it leaves empty, if it breaks, and one figure there would mend it."""
    if one.holds:
        return one
    empty = [(term, sign) for term, sign in zip(terms, signs, strict=True) if one.voter in grid.empty[term]]
    if len(empty) != 1:
        return one
    term, sign = empty[0]
    others = [voter for voter, figure in enumerate(grid.figures[target]) if figure and voter != one.voter]
    if not _all_print(grid, term, others) or not _like(grid, term, others, sign * one.residual):
        return one
    return replace(one, empty=term)


def missing_totals(sheet: Sheet, grid: FootingGrid, voted: VotedSum, adding: Mapping[int, int]) -> Iterator[Vote]:
    """Votes of those that print all terms, but not the total that every other one prints.

    ``adding`` counts the formulas of the table that each voter is known to follow: prices or amounts in several
    currencies stand beside what is added up, and have no total. Where none says so, columns of periods are alike.
    """
    if voted.broken or voted.by_layout or (voted.distinct < 2 and voted.layout < PLAIN):
        return
    for voter in sorted(grid.empty[voted.target]):
        terms = [(sign, grid.figures[term][voter]) for sign, term in zip(voted.signs, voted.terms, strict=True)]
        printed = tuple((sign, figure) for sign, figure in terms if figure is not None)
        alike = adding.get(voter, 0) or period_of(grid.voter_labels[voter])
        lane = voter if grid.direction == "down" else _line_or_lane(grid, voted.target)
        if (
            alike
            and not _stands_apart(sheet, lane)
            and len(printed) == len(terms)
            and _misses_its_total(grid, voted, voter, printed)
        ):
            found = vote(voter, _figure(sheet, grid, voted.target, voter), printed, rates=grid.rates[voter])
            if not found.rates and found.weight >= LEAST_DIGITS:
                yield found


def empty_term(sheet: Sheet, grid: FootingGrid, voted: VotedSum, one: Vote) -> tuple[tuple[int, Figure], ...]:
    """The figure that the vote leaves empty, with its sign."""
    if one.empty is None:
        return ()
    sign = voted.signs[voted.terms.index(one.empty)]
    return ((sign, _figure(sheet, grid, one.empty, one.voter)),)


def _misses_its_total(grid: FootingGrid, voted: VotedSum, voter: int, terms: tuple[tuple[int, Figure], ...]) -> bool:
    """Every other one that prints its terms prints the total, and this one prints whatever they do, but not that."""
    total = sum(sign * figure.amount for sign, figure in terms)
    weighty = [figure for _, figure in terms if figure.amount]
    if len(weighty) < 2 or not {(figure.kind, figure.step) for figure in weighty} <= voted.additive:
        return False
    others = [v for v in range(grid.voters) if v != voter and any(grid.figures[term][v] for term in voted.terms)]
    if not _all_print(grid, voted.target, others) or not _like(grid, voted.target, others, total):
        return False
    return not any(
        abs(figure.amount) == abs(total)
        if (figure := row[voter]) is not None
        else at != voted.target and _all_print(grid, at, others)
        for at, row in enumerate(grid.figures)
    )


def _all_print(grid: FootingGrid, position: int, voters: list[int]) -> bool:
    """All of them print a figure there, and not a dash."""
    return bool(voters) and all((figure := grid.figures[position][v]) and figure.amount for v in voters)


def _like(grid: FootingGrid, position: int, voters: list[int], amount: int) -> bool:
    """It has the sign of one of those that are printed, and about its size."""
    printed = (figure.amount for v in voters if (figure := grid.figures[position][v]))
    return any(
        amount * other > 0 and abs(other) <= UNLIKE * abs(amount) <= UNLIKE * UNLIKE * abs(other) for other in printed
    )


def _figure(sheet: Sheet, grid: FootingGrid, position: int, voter: int) -> Figure:
    at = _line_or_lane(grid, position)
    return sheet.left_empty(at, voter) if grid.direction == "down" else sheet.left_empty(voter, at)


def _line_or_lane(grid: FootingGrid, position: int) -> int:
    one = next(figure for figure in grid.figures[position] if figure is not None)
    return one.line if grid.direction == "down" else one.lane


def _stands_apart(sheet: Sheet, lane: int) -> bool:
    """Of several columns it alone prints something on some line: it goes on to what the others do not reach."""
    return len(sheet.lanes) > PERIODS and any(
        line.figures[lane] is not None and sum(f is not None for f in line.figures) == 1 for line in sheet.lines
    )
