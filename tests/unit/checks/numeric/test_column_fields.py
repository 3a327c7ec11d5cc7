"""ColumnAmounts amounts add up like plain ones, and are seen to come out even where those do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.checks.numeric.sums.candidates.column_fields import ColumnFields

LARGEST = 10**6
AMOUNTS = st.integers(-LARGEST, LARGEST)
ROWS = st.integers(1, 9).flatmap(
    lambda columns: st.lists(st.lists(AMOUNTS, min_size=columns, max_size=columns), min_size=1, max_size=6)
)


@given(ROWS, st.integers(0, LARGEST))
def test_a_sum_over_all_columns_comes_out_even_where_each_column_does(rows: list[list[int]], size: int) -> None:
    # given: room for all amounts together
    fields = ColumnFields(len(rows[0]), (len(rows) + 1) * LARGEST)
    # when: all rows are taken away from the first, in one operation each
    left = 2 * fields.packed(rows[0]) - sum(fields.packed(row) for row in rows)
    # then: what is left is small in just the columns in which it is
    plain = [2 * column[0] - sum(column) for column in zip(*rows, strict=True)]
    even = fields.within(left, fields.same_limit(size))
    assert fields.numbers(even) == [at for at, amount in enumerate(plain) if abs(amount) <= size]


@given(st.lists(st.booleans(), min_size=1, max_size=40), AMOUNTS)
def test_a_mask_has_the_columns_that_it_was_made_of(chosen: list[bool], largest: int) -> None:
    fields = ColumnFields(len(chosen), abs(largest))
    assert fields.numbers(fields.chosen(chosen)) == [at for at, one in enumerate(chosen) if one]
    assert fields.chosen(chosen).bit_count() == sum(chosen)
