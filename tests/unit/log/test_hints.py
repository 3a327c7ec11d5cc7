"""Hints: which audits are named to whoever asks, and when nobody can be named."""

from __future__ import annotations

import asyncio

import pytest

from service.log import hints
from service.log.hints import Hints

LONG_S = 3600


async def test_who_asks_is_told_all_that_was_named_since_the_last_time() -> None:
    heard = Hints()
    heard.hear(["a"])
    heard.hear(["b", "a"])

    assert await heard.wait(LONG_S) == {"a", "b"}
    assert await heard.wait(0) == frozenset()


async def test_who_waits_goes_on_with_the_first_hint() -> None:
    heard = Hints()
    waiting = asyncio.create_task(heard.wait(LONG_S))
    await asyncio.sleep(0)

    heard.hear(["a"])

    assert await waiting == {"a"}


@pytest.mark.parametrize("order", [(["a"], []), ([], ["a"])])
async def test_a_hint_that_names_none_is_about_all_of_them_whatever_others_name(order: tuple[list[str], ...]) -> None:
    heard = Hints()
    for named in order:
        heard.hear(named)

    assert await heard.wait(LONG_S) == frozenset()
    heard.hear(["b"])
    assert await heard.wait(LONG_S) == {"b"}


async def test_more_names_than_are_worth_remembering_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "MAX_NAMED", 3)
    heard = Hints()
    heard.hear("abcd")

    assert await heard.wait(LONG_S) == frozenset()
