"""Amounts side by side: those of all columns at one position in one integer, so that one operation serves all columns.

Each column has a field of bits, wide enough for any sum that is looked at. A negative amount borrows from the field
above it, so that packed amounts add up, double and turn like plain ones; looking at the fields undoes the borrowing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

Packed = int
"""One amount for each column."""
Mask = int
"""Some of the columns: the highest bit of each one's field."""
_BYTE = 8


class Packing:
    """Room for ``columns`` amounts, each at most ``largest`` in size."""

    def __init__(self, columns: int, largest: int) -> None:
        self._field = (largest.bit_length() + 2 + _BYTE - 1) // _BYTE
        """Bytes."""
        self._bytes = self._field * columns
        self._ones = int.from_bytes((b"\1" + bytes(self._field - 1)) * columns, "little")
        self._high = 1 << (_BYTE * self._field - 1)
        self._bias = self._ones * self._high
        self.near_all = lru_cache(maxsize=None)(self._near_all)

    def packed(self, amounts: Iterable[int]) -> Packed:
        """The amounts, that of the first column lowest."""
        fields = b"".join([(amount + self._high).to_bytes(self._field, "little") for amount in amounts])
        return int.from_bytes(fields, "little") - self._bias

    def mask(self, chosen: Iterable[bool]) -> Mask:
        """The columns for which it is true."""
        without = bytes(self._field)
        within = bytes(self._field - 1) + b"\x80"
        return int.from_bytes(b"".join([within if one else without for one in chosen]), "little")

    def even(self, left: Packed, near: Packed) -> Mask:
        """The columns in which what is left is at most the size that ``near`` or ``near_all`` was made from.

        A field of ``near`` is that size above the middle: with an amount added to it, and with one taken away, it stays
        in the upper half if the amount is small enough on either side.
        """
        return (near + left) & (near - left) & self._bias

    def columns(self, mask: Mask) -> Sequence[int]:
        """The columns of a mask, in order."""
        tops = mask.to_bytes(self._bytes, "little")[self._field - 1 :: self._field]
        return [column for column, top in enumerate(tops) if top]

    def near(self, sizes: Iterable[int]) -> Packed:
        """What ``even`` needs to know of the size up to which it looks in each column."""
        return self._bias + self.packed(sizes)

    def _near_all(self, size: int) -> Packed:
        return self._bias + self._ones * size
