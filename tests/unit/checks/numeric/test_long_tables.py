"""Tables of thousands of lines: what is found in short ones is found in them, and what is not searched is said."""

from __future__ import annotations

from random import Random

from service.checks.numeric.sums.candidates.known_totals import KnownTotals
from service.checks.numeric.sums.candidates.roll_forwards import RollForwards
from service.checks.numeric.sums.candidates.search_budget import SearchBudget
from service.checks.numeric.sums.candidates.walk import LONGEST_RUN, Walks
from service.checks.numeric.sums.footing import find_sums
from service.checks.numeric.sums.footing_grid import down
from service.checks.numeric.table.sheet import sheet_of
from service.checks.numeric.words.ticks import unsearched_of
from service.reports.model import Table
from tests.unit.checks.given.drawn import findings, outcome, place, printed, report, table

HEADS = ("", "Cost", "Reserve", "Limit")
LINES = 3_000
Amounts = tuple[int, ...]


def _items(count: int, seed: int) -> list[Amounts]:
    dice = Random(seed)
    return [tuple(dice.randrange(1_000, 99_999) for _ in HEADS[1:]) for _ in range(count)]


def _sum(rows: list[Amounts]) -> Amounts:
    return tuple(map(sum, zip(*rows, strict=True)))


def _row(label: str, amounts: Amounts) -> tuple[str, ...]:
    return label, *map(printed, amounts)


def _ledger(items: list[Amounts], total: Amounts) -> Table:
    return table(HEADS, *(_row(f"Item {n}", row) for n, row in enumerate(items)), _row("Total", total))


def test_a_total_of_thousands_of_lines_is_checked() -> None:
    # given
    items = _items(LINES, seed=1)
    # when
    result = outcome(_ledger(items, _sum(items)))
    # then: each column has its total, every figure is ticked, and nothing is left open
    (coverage,) = result.coverage
    assert (result.counts.passed, result.counts.failed, result.untested) == (3, 0, ())
    assert coverage.ticked == coverage.figures == 3 * (LINES + 1)


def test_a_wrong_total_of_thousands_of_lines_is_found() -> None:
    items = _items(LINES, seed=2)
    total = _sum(items)
    (found,) = findings(_ledger(items, (total[0], total[1] + 90_000, total[2])))
    assert place(found) == (0, LINES + 1, 2)
    assert found.expected == str(total[1])


def test_a_total_of_hundreds_of_subtotals_is_checked() -> None:
    # given: more groups than one walk is long
    groups = [_items(Random(n).randrange(3, 9), seed=n) for n in range(2 * LONGEST_RUN)]
    lines = [
        _row(f"Item {n}.{at}", amounts) if at < len(rows) else _row(f"Total group {n}", amounts)
        for n, rows in enumerate(groups)
        for at, amounts in enumerate([*rows, _sum(rows)])
    ]
    # when
    result = outcome(table(HEADS, *lines, _row("Grand total", _sum([_sum(rows) for rows in groups]))))
    # then
    assert result.findings == ()
    assert result.untested == ()
    assert result.counts.passed == 3 * (len(groups) + 1)


def test_the_way_to_the_terms_of_a_line_is_no_longer_in_a_longer_table() -> None:
    def steps(lines: int) -> int:
        grid = down(sheet_of(_ledger(_items(lines, seed=3), (1, 1, 1))))
        roll_forwards, known_totals = RollForwards(grid.labels), KnownTotals()
        walks = Walks(grid, roll_forwards, known_totals)
        return max(sum(len(walk.steps) for walk in walks.up(target)) for target in range(lines))

    assert steps(400) == steps(2_000)


def test_what_is_too_much_alike_to_be_searched_is_said() -> None:
    # given: nearly every run of lines adds up to some line
    dice = Random(5)
    lines = [(f"Item {n}", *(printed(dice.randint(-3, 3)) for _ in HEADS[1:])) for n in range(300)]
    grid = down(sheet_of(table(HEADS, *lines)))
    # when: little budget is allowed
    found = find_sums(grid, SearchBudget(grid.voters, candidates=2_000))
    # then: the lines that it did not suffice for are named
    assert len(found.left_out) > 200


def test_lines_that_were_not_searched_are_listed_with_their_table() -> None:
    amounts = _ledger(_items(4, seed=8), (1, 1, 1))
    (said,) = unsearched_of(report(amounts), [sheet_of(amounts)], [1_234])
    assert said.location.table == 0
    assert "of 1,234 of its lines it is not known" in said.reason


def test_a_total_is_searched_where_the_effort_for_other_lines_is_used_up() -> None:
    # given
    dice = Random(6)
    items = [tuple(dice.randint(-3, 3) for _ in HEADS[1:]) for _ in range(300)]
    grid = down(sheet_of(_ledger(items, _sum(items))))
    # when
    found = find_sums(grid, SearchBudget(grid.voters, candidates=2_000))
    # then
    assert len(items) not in found.left_out


def test_totals_too_far_from_their_terms_are_said_not_to_be_searched() -> None:
    # given
    items = _items(200, seed=7)
    lines = [
        *(_row(f"Item {n}", row) for n, row in enumerate(items)),
        _row("Total", _sum(items)),
        _row("Other", (1, 2, 3)),
    ]
    grid = down(sheet_of(table(HEADS, *lines)))
    # when: long walks are cut short
    found = find_sums(grid, SearchBudget(grid.voters, steps=100))
    # then
    assert found.sums == ()
    assert found.left_out == {len(items)}


def test_one_column_of_thousands_of_lines_is_not_explained_by_chance() -> None:
    # given: so many lines that some are the sum of a few others
    dice = Random(11)
    lines = [(f"Item {n}", printed(dice.randrange(10_000, 99_999))) for n in range(LINES)]
    # when
    result = outcome(table(("", "Amount"), *lines))
    # then
    assert (result.findings, result.ticks) == ((), ())
    assert len(result.untested) == 1
