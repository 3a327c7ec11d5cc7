"""Sums of one table, in both directions, as equations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from service.checks.concepts.words import carries_forward
from service.checks.numeric.ratios.percent import Ratio
from service.checks.numeric.relations.equation import Check, Sum
from service.checks.numeric.sums.footing import find_sums
from service.checks.numeric.sums.footing_grid import FootingGrid, across, by_kind, down
from service.checks.numeric.sums.running import running_of
from service.checks.numeric.sums.same_heads import Searched, sums_under_same_heads
from service.checks.numeric.sums.schedule import schedules_of
from service.checks.numeric.sums.votes.blanks import empty_term, missing_totals
from service.checks.numeric.sums.votes.partly_filled import fair_votes
from service.checks.numeric.sums.votes.vote import Vote
from service.checks.numeric.sums.votes.voted_sum import VotedSum
from service.checks.numeric.table.sheet import Figure, Sheet


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one table; ``left_out`` of its lines and columns would take too long to search for what they sum."""

    equations: tuple[Sum, ...]
    left_out: int = 0
    unsettled: tuple[Sum, ...] = ()
    """What totals of a statement must come to and do in no column; none of them is an equation."""
    searched: tuple[Searched, ...] = ()
    """The grids of the table with what was found in each."""


def sums_of(sheet: Sheet, ratios: Iterable[Ratio] = ()) -> Sums:
    """Every sum that the columns or rows of the sheet agree on, held or broken, one equation for each column or row.

    Percentages that ``ratios`` explain as changes are not added up, nor are schedules, and running balances not down
    their column.
    """
    left = {(r.figures[0].line, r.figures[0].lane) for r in ratios if r.form == "change"}
    left.update((number, lane) for lane in schedules_of(sheet) for number in range(len(sheet.lines)))
    additive = _without(sheet, left) if left else sheet
    running = list(running_of(additive))
    equations: list[Sum] = [equation for balance in running for equation in balance.equations]
    unsettled: list[Sum] = []
    searched: list[Searched] = []
    left_out = 0
    balances = {(number, balance.lane) for balance in running for number in range(len(sheet.lines))}
    for whole in (down(_without(additive, balances) if balances else additive), across(additive)):
        for grid in by_kind(whole):
            found = find_sums(grid)
            adding = Counter(vote.voter for voted in found.sums for vote in voted.holding)
            of_target = {voted.target: voted for voted in found.sums}
            for voted in found.sums:
                counted = replace(voted, votes=tuple(fair_votes(grid, voted, of_target)))
                equations.extend(_equations(sheet, grid, counted, adding))
            for voted in found.unsettled:
                unsettled.extend(_sum(sheet, "column_total", voted.score, vote, ()) for vote in voted.votes)
            searched.append(Searched(sheet, grid, found.sums))
            left_out += len(found.left_out)
    return Sums(tuple(equations), left_out, tuple(unsettled), tuple(searched))


def shared_sums(tables: Iterable[Sums]) -> Iterator[Sum]:
    """The sums of tables that others with the same heads show, held or broken, one for each column or row."""
    for one, voted in sums_under_same_heads([grid for table in tables for grid in table.searched]):
        check = _check(one.grid, voted)
        for vote in (*voted.holding, *voted.broken):
            yield _sum(one.sheet, check, voted.score, vote, ())


def _without(sheet: Sheet, places: set[tuple[int, int]]) -> Sheet:
    lines = tuple(
        replace(line, figures=tuple(None if (number, lane) in places else f for lane, f in enumerate(line.figures)))
        for number, line in enumerate(sheet.lines)
    )
    return replace(sheet, lines=lines)


def _equations(sheet: Sheet, grid: FootingGrid, voted: VotedSum, adding: Mapping[int, int]) -> Iterator[Sum]:
    check, strength = _check(grid, voted), voted.score
    for vote in (*voted.holding, *voted.broken, *missing_totals(sheet, grid, voted, adding)):
        yield _sum(sheet, check, strength, vote, empty_term(sheet, grid, voted, vote))


def _sum(sheet: Sheet, check: Check, strength: float, vote: Vote, empty: tuple[tuple[int, Figure], ...]) -> Sum:
    terms = (*vote.terms, *empty)
    return Sum(
        check,
        (vote.target, *(figure for _, figure in terms)),
        strength,
        tuple(Decimal(sign) for sign, _ in terms),
        sheet.printed(Decimal(vote.twice_tolerance) / 2),
    )


def _check(grid: FootingGrid, voted: VotedSum) -> Check:
    first = min(voted.terms)
    if first < voted.target and carries_forward(grid.labels[first], grid.labels[voted.target]):
        return "roll_forward"
    return "column_total" if grid.direction == "down" else "row_total"
