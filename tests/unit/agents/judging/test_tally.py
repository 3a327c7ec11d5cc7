"""What a judgement says of questions that had no answer."""

from __future__ import annotations

import pytest

from service.agents.judging.tally import Tally


@pytest.mark.parametrize(
    ("unanswered", "said"),
    [
        (("second look",), "Of 9 questions to openai/desk 1 was not answered (not valid, 1 time), so that"),
        (("logic lens", "second look"), "Of 10 questions to openai/desk 2 were not answered (not valid, 2 times), so"),
    ],
)
def test_what_had_no_answer_is_counted_in_words(unanswered: tuple[str, ...], said: str) -> None:
    tally = Tally("openai/desk", 1, 8, tuple((purpose, "not valid") for purpose in unanswered), 8, "was asked")

    [incomplete] = tally.incomplete("logic_consistency")

    assert incomplete.severity == "low"
    assert incomplete.description.startswith(said)
    assert all(purpose in incomplete.description for purpose in unanswered)
