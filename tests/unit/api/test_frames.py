"""Texts as WebSocket frames, read back by the library that clients use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Opcode
from websockets.streams import StreamReader

from service.api.watching.frames import frame, frames


def read_back(data: bytes) -> list[str]:
    from websockets.frames import Frame

    reader = StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    texts: list[str] = []
    while True:
        at_end = reader.at_eof()
        try:
            next(at_end)
        except StopIteration as answer:
            if answer.value:
                return texts
        parsing = Frame.parse(reader.read_exact, mask=False)
        with pytest.raises(StopIteration) as done:
            next(parsing)
        parsed: Frame = done.value.value
        assert (parsed.opcode, parsed.fin) == (Opcode.TEXT, True)
        texts.append(bytes(parsed.data).decode())


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 512 * 1024])
def test_a_text_of_any_length_is_one_frame(size: int) -> None:
    assert read_back(frame("x" * size)) == ["x" * size]


def test_the_length_of_a_frame_is_that_of_its_bytes() -> None:
    assert read_back(frame("€" * 42)) == ["€" * 42]


@given(st.lists(st.text(max_size=300)))
def test_many_texts_are_as_many_frames_in_their_order(texts: list[str]) -> None:
    assert read_back(frames(texts)) == texts
