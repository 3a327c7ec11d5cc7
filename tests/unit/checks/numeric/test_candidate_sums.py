"""Candidates told from one prefix to the next are those that adding up afresh finds."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from service.checks.numeric.sums.candidates.amounts import Amounts
from service.checks.numeric.sums.candidates.candidate_sums import candidate_sums
from service.checks.numeric.sums.candidates.signs import FREE_TERMS, MOST_SINGLED_OUT
from service.checks.numeric.sums.footing_grid import FootingGrid, down
from service.checks.numeric.sums.votes.vote import vote
from service.checks.numeric.table.sheet import sheet_of
from tests.trying import examples
from tests.unit.checks.given.drawn import printed, table

LINES, YEARS = 26, 3
SEEDS = st.integers(0, 2**32)


def _grid(seed: int) -> FootingGrid:
    """Small amounts, so that many candidates come out even; some lines are called deductions."""
    dice = Random(seed)
    rows = [
        (f"Less: item {i}" if dice.random() < 0.2 else f"Item {i}", *(printed(dice.randint(-9, 30)) for _ in "abc"))
        for i in range(LINES)
    ]
    return down(sheet_of(table(("", "2025", "2024", "2023"), *rows)))


def _left(grid: FootingGrid, target: int, terms: tuple[int, ...], signs: tuple[int, ...]) -> list[int]:
    """What the terms leave of the target, in every column that prints one other than zero."""
    return [
        goal.amount - sum(sign * f.amount for sign, t in zip(signs, terms, strict=True) if (f := grid.figures[t][v]))
        for v in range(YEARS)
        if (goal := grid.figures[target][v]) and goal.amount
    ]


@examples(20)
@given(SEEDS)
def test_every_candidate_comes_out_even_in_some_column(seed: int) -> None:
    grid = _grid(seed)
    for one in candidate_sums(Amounts(grid), LINES - 1, range(LINES - 2, -1, -1)):
        assert any(2 * abs(left) <= len(one.terms) + 1 for left in _left(grid, LINES - 1, one.terms, one.signs))


@examples(20)
@given(SEEDS)
def test_none_is_missed_of_those_added_up_but_for_one_term(seed: int) -> None:
    grid = _grid(seed)
    found = {(one.terms, one.signs) for one in candidate_sums(Amounts(grid), LINES - 1, range(LINES - 2, -1, -1))}
    for count in range(2, LINES):
        terms = tuple(range(LINES - 2, LINES - 2 - count, -1))
        turned = range(count) if count <= MOST_SINGLED_OUT else ()
        patterns = [tuple(-1 if i == one else 1 for i in range(count)) for one in (None, *turned)]
        patterns.append((-1,) * (count - 1) + (1,))
        for signs in patterns:
            left = _left(grid, LINES - 1, terms, signs)
            assert (any(2 * abs(rest) <= count + 1 for rest in left)) == ((terms, signs) in found)


@examples(20)
@given(SEEDS)
def test_no_more_evidence_comes_of_a_candidate_than_it_promises(seed: int) -> None:
    grid = _grid(seed)
    amounts = Amounts(grid)
    for one in candidate_sums(amounts, LINES - 1, range(LINES - 2, LINES - 3 - FREE_TERMS, -1)):
        signed = list(zip(one.signs, one.terms, strict=True))
        votes = [
            vote(v, goal, tuple((sign, f) for sign, term in signed if (f := grid.figures[term][v])))
            for v in range(YEARS)
            if (goal := grid.figures[LINES - 1][v]) and goal.amount
        ]
        evidence = sum(each.digits for each in votes if each.holds and each.telling)
        assert amounts.promises(LINES - 1, one, evidence - 1e-9)
