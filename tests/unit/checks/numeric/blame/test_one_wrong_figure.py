"""A statement whose relations are known by construction, with one figure corrupted at a time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from service.reports.model import Table
from tests.trying import examples
from tests.unit.checks.given.drawn import findings, outcome, place, printed, table

YEARS = 3


@dataclass(frozen=True)
class Statement:
    """A balance sheet by construction: amounts by line and year, and which lines add up to which."""

    labels: tuple[str, ...]
    amounts: tuple[tuple[int, ...], ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]

    def drawn(self, wrong: tuple[int, int, int] | None = None) -> Table:
        """The statement as a table, with one figure replaced: (line, year, value)."""
        rows = [
            (label, *(printed(wrong[2] if wrong and wrong[:2] == (i, y) else a) for y, a in enumerate(line)))
            for i, (label, line) in enumerate(zip(self.labels, self.amounts, strict=True))
        ]
        return table(("", "2025", "2024", "2023"), *rows)

    def related(self, line: int) -> set[int]:
        """The figures of all sums that the line takes part in, as rows of the table."""
        return {place + 1 for total, terms in self.sums if line in (total, *terms) for place in (total, *terms)}


SEEDS = st.integers(0, 2**32)


def statement_of(seed: int) -> Statement:
    """Current and non-current assets of random length, with deductions, their subtotals, and the total of all.

    From a seed: amounts that Hypothesis makes small and equal agree by coincidence, which is another matter.
    """
    dice = Random(seed)
    labels: list[str] = []
    amounts: list[tuple[int, ...]] = []
    sums: list[tuple[int, tuple[int, ...]]] = []
    for name in ("current", "non-current"):
        terms = []
        for i in range(dice.randint(2, 5)):
            terms.append(len(labels))
            labels.append(f"{name} item {'abcde'[i]}")
            amounts.append(tuple(dice.randint(1_200, 98_000) for _ in range(YEARS)))
        if dice.random() < 0.5:
            terms.append(len(labels))
            labels.append(f"{name} allowance")
            amounts.append(tuple(-dice.randint(150, 900) for _ in range(YEARS)))
        sums.append((len(labels), tuple(terms)))
        labels.append(f"Total {name} assets")
        amounts.append(tuple(sum(amounts[t][y] for t in terms) for y in range(YEARS)))
    subtotals = tuple(total for total, _ in sums)
    sums.append((len(labels), subtotals))
    labels.append("Total assets")
    amounts.append(tuple(sum(amounts[t][y] for t in subtotals) for y in range(YEARS)))
    return Statement(tuple(labels), tuple(amounts), tuple(sums))


def corrupted(seed: int) -> tuple[Statement, tuple[int, int, int]]:
    """A statement and one figure in it that is wrong in a usual way."""
    statement, dice = statement_of(seed), Random(~seed)
    line, year = dice.randrange(len(statement.labels)), dice.randrange(YEARS)
    value = statement.amounts[line][year]
    swapped = f"{abs(value)}"
    swapped = swapped[1] + swapped[0] + swapped[2:]
    wrong = dice.choice((-value, value * 10, value + 100, int(swapped) * (1 if value > 0 else -1)))
    return statement, (line, year, wrong if wrong != value else -value)


@examples(25)
@given(SEEDS)
def test_a_statement_that_adds_up_is_clean(seed: int) -> None:
    statement = statement_of(seed)
    result = outcome(statement.drawn())
    assert [f for f in result.findings if f.severity != "info"] == []
    assert result.counts.failed == 0
    assert result.counts.passed >= YEARS * len(statement.sums)


@examples(60)
@given(SEEDS)
def test_one_corrupted_figure_is_found_at_its_place(seed: int) -> None:
    statement, wrong = corrupted(seed)
    found = findings(statement.drawn(wrong))
    line, year, _ = wrong
    assert (0, line + 1, year + 1) in {(at.table, at.row, at.column) for f in found for at in f.locations}
    assert {place(f)[2] for f in found} == {year + 1}
    assert {place(f)[1] for f in found} <= statement.related(line)


@examples(25)
@given(SEEDS, st.integers(0, YEARS - 1), st.integers(0, 1))
def test_a_subtotal_that_breaks_two_sums_is_the_one_root_cause(seed: int, year: int, which: int) -> None:
    statement = statement_of(seed)
    line = statement.sums[which][0]
    value = statement.amounts[line][year]
    (found,) = findings(statement.drawn((line, year, value * 10)))
    assert place(found) == (0, line + 1, year + 1)
    assert found.expected == str(value)
    assert found.cause_text == "it is off by a power of ten; it is the only figure that 2 broken relations share"
