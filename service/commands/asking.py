"""Asks a server until it answers: a request that was lost, or that it cannot serve now, is repeated."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import httpx

PAUSES_S = (0.25, 0.5, 1, 2, 4, 8)
"""Between one try and the next: together longer than a server takes to be started again."""
UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout)
"""Nothing has arrived."""
LOST = (*UNREACHED, httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError)
"""The connection broke or nothing came in time; what was asked for may have been done."""
NOT_NOW = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})
"""The server, or a proxy in front of it, cannot do it now."""


async def answered(ask: Callable[[], Awaitable[httpx.Response]], *, known: bool) -> httpx.Response:
    """The answer to ``ask``, which must do no harm when it is done twice. The last one may be an error.

    A server that is not ``known`` to be there and cannot be reached at the first try is not waited for: its address
    may be wrong.

    Raises:
        httpx.TransportError: no try was answered.
    """
    for pause_s in PAUSES_S:
        try:
            answer = await ask()
            if answer.status_code not in NOT_NOW:
                return answer
        except LOST as error:
            if isinstance(error, UNREACHED) and not known:
                raise
        known = True
        await asyncio.sleep(pause_s)
    return await ask()
