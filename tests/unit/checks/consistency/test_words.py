"""The words that tie a sentence to a row: what they weigh."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from service.checks.consistency.sentence.words import content, weight

COMMON = ["total", "net", "gross", "income", "expense", "cost", "loss", "gain", "asset", "liability", "balance"]


def test_a_word_in_every_second_caption_tells_a_third_of_another() -> None:
    assert content("Total net Merger reserve") == {"total", "net", "merger", "reserve"}
    assert weight(["merger", "reserve"]) == 2
    assert weight(["total", "merger"]) == 1.35


@given(st.lists(st.sampled_from([*COMMON, "merger", "reserve", "goodwill"])), st.randoms())
def test_what_words_weigh_does_not_depend_on_their_order(words: list[str], random: Random) -> None:
    weighed = weight(words)
    random.shuffle(words)

    assert weight(words) == weighed
