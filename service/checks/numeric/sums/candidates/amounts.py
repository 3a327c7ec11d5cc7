"""The amounts of a footing grid as integers, and how much evidence a sum of them can give at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from service.checks.concepts.words import says_deduction
from service.checks.numeric.sums.candidates.candidate import CandidateSum
from service.checks.numeric.sums.candidates.column_fields import ColumnAmounts, ColumnFields, ColumnSet
from service.checks.numeric.sums.candidates.walk import LONGEST_RUN
from service.checks.numeric.sums.footing_grid import FootingGrid
from service.checks.numeric.sums.votes.vote import INEXACT_COST, Sort, most_digits


class Amounts:
    """The amounts of each position: as a tuple, and all columns in one integer (``column_fields``)."""

    def __init__(self, grid: FootingGrid) -> None:
        self._grid = grid
        self._amounts = tuple(tuple(f.amount if f else 0 for f in row) for row in grid.figures)
        self._coarsest = max((f.step for row in grid.figures for f in row if f), default=1)
        largest = max((abs(amount) for row in self._amounts for amount in row), default=0)
        # The target and all terms, two of them doubled, and what rounding may add to that.
        self.fields = ColumnFields(grid.voters, (grid.positions + 4) * (largest + self._coarsest))
        self.rows: Sequence[ColumnAmounts] = tuple(map(self.fields.packed, self._amounts))
        self.voting: Sequence[ColumnSet] = tuple(self.fields.chosen(map(bool, row)) for row in self._amounts)
        """The columns that print something other than zero."""
        self._printed = tuple(self.fields.chosen(f is not None for f in row) for row in grid.figures)
        self._deductions = tuple(map(says_deduction, grid.labels))
        signed = zip(self.rows, self._deductions, strict=True)
        self.signed_rows: Sequence[ColumnAmounts] = tuple(-row if deduction else row for row, deduction in signed)
        """The rows; those that the words call deductions have the other sign."""
        self.rounding_limits: Sequence[ColumnAmounts] = tuple(
            map(self.rounding_limit, range(min(LONGEST_RUN, grid.positions) + 1))
        )
        """``rounding_limit`` for each number of terms that a walk can have."""
        self._sorts: dict[tuple[int, Sort], ColumnSet] = {}
        largest_of = [max(map(abs, column), default=0) for column in _columns(self._amounts)]
        self._room = tuple(most_digits((most, most), 0, 1) for most in largest_of)
        """The most digits of evidence in any sum of each column."""
        self._telling = self.fields.limits(tuple(_most_left(most, self._coarsest) for most in largest_of))
        """The most that a sum can leave of each column that still tells something."""

    def are_deductions(self, terms: Iterable[int]) -> tuple[bool, ...]:
        """Which of the terms the words call deductions."""
        return tuple([self._deductions[term] for term in terms])

    def rounding_limit(self, count: int) -> ColumnAmounts:
        """The most that rounding can leave of a target less so many terms, as ``ColumnFields.within`` takes it."""
        return self.fields.same_limit((count + 1) * self._coarsest // 2)

    def promises(self, target: int, one: CandidateSum, enough: float) -> bool:
        """Whether the columns that agree give ``enough`` digits of evidence, if the sum holds in all of them."""
        if enough <= 0:
            return True
        columns = self.fields.numbers(one.agreeing & self.fields.within(one.remainder, self._telling))
        if sum(self._room[column] for column in columns) < enough:
            return False
        promised = 0.0
        for column in columns:
            promised += self._most_digits(target, one, column)
            if promised >= enough:
                return True
        return False

    def _most_digits(self, target: int, one: CandidateSum, column: int) -> float:
        goal = self._amounts[target][column]
        amounts = [self._amounts[term][column] for term in one.terms]
        signed = [amount * sign for amount, sign in zip(amounts, one.signs, strict=True)]
        if goal in signed or len(amounts) - amounts.count(0) < 2:
            return 0.0  # it holds by accident of dashes
        figure = self._grid.figures[target][column]
        assert figure is not None
        return most_digits(amounts, goal - sum(signed), figure.step)

    def objections(self, target: int, terms: tuple[int, ...], sort: Sort, agreeing: Sequence[int]) -> int:
        """At least so many columns of a sort add up figures here and are not among those ``agreeing``."""
        one = several = telling = 0
        for term in terms:
            several |= one & self._printed[term]
            one |= self._printed[term]
            telling |= self.voting[term]
        chosen = set(agreeing)
        holding = self.fields.chosen(voter in chosen for voter in range(self._grid.voters))
        return (self._of_sort(target, sort) & several & telling & ~holding).bit_count()

    def _of_sort(self, target: int, sort: Sort) -> ColumnSet:
        """The columns whose figure there is of this sort and is no price or rate, dashes left out."""
        known = self._sorts.get((target, sort))
        if known is None:
            figures = zip(self._grid.figures[target], self._grid.rates, strict=True)
            chosen = (f is not None and bool(f.amount) and not rate and (f.kind, f.step) == sort for f, rate in figures)
            known = self._sorts[target, sort] = self.fields.chosen(chosen)
        return known


def _columns(amounts: Sequence[Sequence[int]]) -> Iterator[Sequence[int]]:
    return zip(*amounts, strict=True)


def _most_left(largest: int, step: int) -> int:
    """What a sum of amounts of this size leaves at most while it is worth any digits of evidence."""
    return (2 * largest + step) * 100 // int(200 * 10**INEXACT_COST) + 1
