"""A count agrees with its noun."""

from __future__ import annotations

from service.counting import counted


def test_one_is_singular_and_all_else_is_plural() -> None:
    assert [counted(count, "finding") for count in (0, 1, 2)] == ["0 findings", "1 finding", "2 findings"]
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(12_345, "entry", "entries") == "12,345 entries"
