"""Figures under their captions, as they are found again in other tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from service.checks.consistency.table.rows import PeriodCell, PeriodRow, Rows
from service.checks.consistency.text.folding import words_of

_FEWEST_DIGITS = 4
"""Significant digits that chance hardly prints twice under one caption."""
Key = tuple[tuple[str, ...], Decimal]
"""The words of a caption, and the value as printed, without its sign."""


@dataclass(frozen=True, slots=True)
class Captioned:
    """A figure under its caption."""

    row: PeriodRow
    entry: PeriodCell
    key: Key

    @property
    def table(self) -> int:
        """Index of its table."""
        return self.row.table.index


Found = Mapping[Key, list[Captioned]]


def captioned(rows: Rows) -> Found:
    """The figures of enough digits that are amounts, by caption and value."""
    found: dict[Key, list[Captioned]] = defaultdict(list)
    for row in rows:
        words = words_of(row.label)
        for entry in (*row.entries, *row.undated) if words else ():
            if _is_amount(entry):
                key = words, abs(entry.number.value)
                found[key].append(Captioned(row, entry, key))
    return found


def by_table(found: Found) -> Mapping[int, list[Captioned]]:
    """The same figures by the table that they are in."""
    tables: dict[int, list[Captioned]] = defaultdict(list)
    for alike in found.values():
        for one in alike:
            tables[one.table].append(one)
    return tables


def elsewhere(one: Captioned, found: Found) -> Iterator[Captioned]:
    """The same figure under the same caption in other tables."""
    return (other for other in found[one.key] if other.table != one.table)


def _is_amount(entry: PeriodCell) -> bool:
    number = entry.number
    digits = len(str(abs(number.value)).replace(".", "").strip("0"))
    return digits >= _FEWEST_DIGITS and number.unit not in ("%", "pp", "bp", "x", "shares") and not number.per_share
