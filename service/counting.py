"""Counts in words for a person."""

from __future__ import annotations


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 finding", "1,200 findings"; ``many`` where the plural is not ``one`` with an s."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
