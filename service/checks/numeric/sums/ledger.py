"""The amounts of a lattice, position by position, and what a sum of them can be worth as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from service.checks.concepts.words import says_deduction
from service.checks.numeric.sums.ballot import INEXACT_COST, Sort, most_digits
from service.checks.numeric.sums.candidate import Candidate
from service.checks.numeric.sums.lattice import Lattice
from service.checks.numeric.sums.packing import Mask, Packed, Packing
from service.checks.numeric.sums.walk import LONGEST_RUN


class Ledger:
    """Amounts as they stand and packed, and what the words say of them."""

    def __init__(self, lattice: Lattice) -> None:
        self._lattice = lattice
        self._amounts = tuple(tuple(f.amount if f else 0 for f in row) for row in lattice.grid)
        self._coarsest = max((f.step for row in lattice.grid for f in row if f), default=1)
        largest = max((abs(amount) for row in self._amounts for amount in row), default=0)
        # The target and all terms, two of them doubled, and what rounding may add to that.
        self.packing = Packing(lattice.voters, (lattice.positions + 4) * (largest + self._coarsest))
        self.rows: Sequence[Packed] = tuple(map(self.packing.packed, self._amounts))
        self.voting: Sequence[Mask] = tuple(self.packing.mask(map(bool, row)) for row in self._amounts)
        """The columns that print something other than zero."""
        self._printed = tuple(self.packing.mask(f is not None for f in row) for row in lattice.grid)
        self._deductions = tuple(map(says_deduction, lattice.labels))
        signed = zip(self.rows, self._deductions, strict=True)
        self.worded_rows: Sequence[Packed] = tuple(-row if deduction else row for row, deduction in signed)
        """The rows, those turned that the words call deductions."""
        self.nears: Sequence[Packed] = tuple(map(self.near, range(min(LONGEST_RUN, lattice.positions) + 1)))
        """``near`` for each number of terms that a walk can have."""
        self._sorts: dict[tuple[int, Sort], Mask] = {}
        largest_of = [max(map(abs, column), default=0) for column in _columns(self._amounts)]
        self._room = tuple(most_digits((most, most), 0, 1) for most in largest_of)
        """The most digits of evidence in any sum of each column."""
        self._telling = self.packing.near(tuple(_most_left(most, self._coarsest) for most in largest_of))
        """The most that a sum can leave of each column that still tells something."""

    def taken(self, terms: Iterable[int]) -> tuple[bool, ...]:
        """Which of the terms the words call deductions."""
        return tuple([self._deductions[term] for term in terms])

    def near(self, count: int) -> Packed:
        """The most that rounding can leave of a target and so many terms."""
        return self.packing.near_all((count + 1) * self._coarsest // 2)

    def promises(self, target: int, one: Candidate, enough: float) -> bool:
        """The columns that come out even, if all of them hold, give enough digits of evidence."""
        if enough <= 0:
            return True
        columns = self.packing.columns(one.even & self.packing.even(one.left, self._telling))
        if sum(self._room[column] for column in columns) < enough:
            return False
        promised = 0.0
        for column in columns:
            promised += self._most_digits(target, one, column)
            if promised >= enough:
                return True
        return False

    def _most_digits(self, target: int, one: Candidate, column: int) -> float:
        goal = self._amounts[target][column]
        amounts = [self._amounts[term][column] for term in one.terms]
        signed = [amount * sign for amount, sign in zip(amounts, one.signs, strict=True)]
        if goal in signed or len(amounts) - amounts.count(0) < 2:
            return 0.0  # it holds by accident of dashes
        figure = self._lattice.grid[target][column]
        assert figure is not None
        return most_digits(amounts, goal - sum(signed), figure.step)

    def objections(self, target: int, terms: tuple[int, ...], sort: Sort, fine: Sequence[int]) -> int:
        """How many columns of a sort add up figures here and do not come out, but for the ``fine`` ones; or more."""
        one = several = telling = 0
        for term in terms:
            several |= one & self._printed[term]
            one |= self._printed[term]
            telling |= self.voting[term]
        chosen = set(fine)
        holding = self.packing.mask(voter in chosen for voter in range(self._lattice.voters))
        return (self._of_sort(target, sort) & several & telling & ~holding).bit_count()

    def _of_sort(self, target: int, sort: Sort) -> Mask:
        """The columns whose figure there is of this sort and is no price or rate, dashes left out."""
        known = self._sorts.get((target, sort))
        if known is None:
            figures = zip(self._lattice.grid[target], self._lattice.rates, strict=True)
            chosen = (f is not None and bool(f.amount) and not rate and (f.kind, f.step) == sort for f, rate in figures)
            known = self._sorts[target, sort] = self.packing.mask(chosen)
        return known


def _columns(amounts: Sequence[Sequence[int]]) -> Iterator[Sequence[int]]:
    return zip(*amounts, strict=True)


def _most_left(largest: int, step: int) -> int:
    """What a sum of amounts of this size leaves at most while it is worth any digits of evidence."""
    return (2 * largest + step) * 100 // int(200 * 10**INEXACT_COST) + 1
