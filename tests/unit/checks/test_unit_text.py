"""What a figure counts is said with its scale."""

from __future__ import annotations

import pytest

from service.checks.unit_text import unit_text


@pytest.mark.parametrize(
    ("unit", "scale", "said"),
    [("EUR", 3, "EUR thousand"), (None, 6, "million"), ("%", 0, "%"), ("USD", 9, "USD billion"), (None, 0, None)],
)
def test_the_scale_is_part_of_the_unit(unit: str | None, scale: int, said: str | None) -> None:
    assert unit_text(unit, scale) == said
