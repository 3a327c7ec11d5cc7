"""Captions are cut at a word, so that nobody takes a part of one for the whole."""

from __future__ import annotations

import pytest

from service.checks.numeric.check import check
from service.checks.numeric.words.shortened import shortened
from service.reports.reading import read

TOTAL = "Total of what was set aside for repairs of harbours and of all vessels"
REPORT = f"""# Repairs

| EUR m | 2031 | 2030 |
|---|---|---|
| Harbours | 1040 | 931 |
| Vessels | 212 | 309 |
| {TOTAL} | 1262 | 1240 |
""".encode()
"""The first total is ten too high."""


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Freight", 7, "Freight"),
        ("Freight and wages", 12, "Freight and…"),
        ("Freight and wages", 14, "Freight and…"),
        ("Freight, and wages", 9, "Freight…"),
        ("Freight (inland)", 9, "Freight…"),
        ("Donaudampfschifffahrt", 6, "Donau…"),
        ("1,200 + 300 + 45", 10, "1,200 +…"),
    ],
)
def test_a_text_is_cut_at_a_word_and_never_longer_than_asked(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected
    assert len(expected) <= most


def test_a_long_caption_in_a_relation_ends_at_a_word_and_the_place_has_all_of_it() -> None:
    [found] = check(read("report.md", REPORT), lambda _: None).findings

    caption = found.relations[0].partition(" (2031)")[0]
    assert caption == "Total of what was set aside for repairs of harbours and of…"
    assert found.locations[0].row_label == TOTAL
