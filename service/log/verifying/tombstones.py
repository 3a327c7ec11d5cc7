"""What is left of an erased audit: a tombstone, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.counting import counted
from service.log.columns import TOMBSTONE, misfits
from service.log.verifying.snapshot import Row
from service.log.verifying.verdict import Problem


def tombstone_problems(row: Row, left: Mapping[str, int]) -> Iterator[Problem]:
    """``row`` has the columns of ``TOMBSTONE``; ``left`` says how many rows of the audit there still are, by table."""
    if wrong := misfits(row, TOMBSTONE):
        yield Problem(f"its tombstone was altered: {'; '.join(wrong)}")
    if there := [f"{counted(count, 'row')} in {table}" for table, count in left.items() if count]:
        yield Problem(f"the audit has a tombstone, and yet its tables hold {', '.join(there)}")
