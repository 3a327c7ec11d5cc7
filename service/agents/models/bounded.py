"""Answers of a model's server with an end: so many bytes, as they are, from the address that was asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, cast

import httpx

MOST_BYTES = 8 * 2**20
"""Of an answer: a million characters, most of them written as \\uXXXX."""
AS_IT_IS = {"Accept-Encoding": "identity"}
"""Nothing is unpacked: a thousand times as much can be in what is packed."""


class AnswerRefused(httpx.StreamError):
    """What comes is no answer that anybody would read; says why."""


class _Bounded(httpx.AsyncByteStream):
    """A stream that breaks off once it has given more than ``MOST_BYTES``."""

    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for piece in self._stream:
            size += len(piece)
            if size > MOST_BYTES:
                raise AnswerRefused(f"the server sends more than {MOST_BYTES:,} bytes, which is no answer of a model")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


async def bound(response: httpx.Response) -> None:
    """A hook of a client: sees each answer before its body is read.

    Raises:
        AnswerRefused: it is packed, although it was asked for as it is.
    """
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in {"", "identity"}:
        raise AnswerRefused(f"the server packs its answer ({packed[:20]}), although it is asked not to")
    response.stream = _Bounded(cast("httpx.AsyncByteStream", response.stream))


def refusal_in(error: BaseException) -> AnswerRefused | None:
    """The refusal that a library has put into an error of its own."""
    inner: Any = error
    while inner is not None and not isinstance(inner, AnswerRefused):
        inner = inner.__cause__
    return inner
