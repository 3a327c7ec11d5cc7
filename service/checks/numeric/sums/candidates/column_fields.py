"""Amounts side by side: those of all columns at one position in one integer, so that one operation serves all columns.

Each column has a field of bits, wide enough for any sum that is looked at. A negative amount borrows from the field
above it, so that packed amounts add up, double and turn like plain ones; looking at the fields undoes the borrowing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

ColumnAmounts = int
"""One amount for each column."""
ColumnSet = int
"""Some of the columns: the highest bit of each one's field."""
_BYTE = 8


class ColumnFields:
    """Room for ``columns`` amounts, each at most ``largest`` in size."""

    def __init__(self, columns: int, largest: int) -> None:
        self._field = (largest.bit_length() + 2 + _BYTE - 1) // _BYTE
        """Bytes."""
        self._bytes = self._field * columns
        self._ones = int.from_bytes((b"\1" + bytes(self._field - 1)) * columns, "little")
        self._high = 1 << (_BYTE * self._field - 1)
        self._bias = self._ones * self._high
        self.same_limit = lru_cache(maxsize=None)(self._same_limit)

    def packed(self, amounts: Iterable[int]) -> ColumnAmounts:
        """The amounts, that of the first column lowest."""
        fields = b"".join([(amount + self._high).to_bytes(self._field, "little") for amount in amounts])
        return int.from_bytes(fields, "little") - self._bias

    def chosen(self, chosen: Iterable[bool]) -> ColumnSet:
        """The columns for which it is true."""
        without = bytes(self._field)
        within = bytes(self._field - 1) + b"\x80"
        return int.from_bytes(b"".join([within if one else without for one in chosen]), "little")

    def within(self, left: ColumnAmounts, limits: ColumnAmounts) -> ColumnSet:
        """The columns in which what is left is at most the size that ``limits`` was made from.

        A field of ``limits`` is that size above the middle: with an amount added to it, and with one taken away, it
        stays in the upper half if the amount is small enough on either side.
        """
        return (limits + left) & (limits - left) & self._bias

    def numbers(self, columns: ColumnSet) -> Sequence[int]:
        """The numbers of the columns in a set, in order."""
        tops = columns.to_bytes(self._bytes, "little")[self._field - 1 :: self._field]
        return [column for column, top in enumerate(tops) if top]

    def limits(self, sizes: Iterable[int]) -> ColumnAmounts:
        """What ``within`` takes as its limits: one size for each column. ``same_limit`` gives them for one size."""
        return self._bias + self.packed(sizes)

    def _same_limit(self, size: int) -> ColumnAmounts:
        return self._bias + self._ones * size
