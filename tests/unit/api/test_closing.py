"""The reason of a close: as much as a frame holds, in whole characters."""

from __future__ import annotations

import pytest
from starlette.types import Message

from service.api.watching.closing import MAX_REASON_BYTES, CloseCode, close, fitting


@pytest.mark.parametrize("reason", ["", "the audit has ended", "x" * 123, "é" * 61 + "x"])
def test_a_reason_that_fits_stays_as_it_is(reason: str) -> None:
    assert fitting(reason) == reason


@pytest.mark.parametrize("character", ["x", "é", "年", "😀"])
@pytest.mark.parametrize("before", range(4))
def test_a_reason_that_is_too_long_is_cut_between_two_characters(character: str, before: int) -> None:
    reason = "-" * before + character * 200

    cut = fitting(reason)

    assert reason.startswith(cut)
    assert MAX_REASON_BYTES - len(character.encode()) < len(cut.encode()) <= MAX_REASON_BYTES


def test_half_a_surrogate_pair_can_be_said_too() -> None:
    assert fitting("\ud800 is no character") == "? is no character"


async def test_a_close_carries_its_code_and_what_fits_of_its_reason() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await close(send, CloseCode.BAD_CURSOR, "é" * 200)

    assert sent == [{"type": "websocket.close", "code": 4400, "reason": "é" * 61}]
