"""Requests without an end: of their address, headers, trailers and bodies, and of the requests themselves."""

from __future__ import annotations

from contextlib import AsyncExitStack

from tests.acceptance.attacks.attack import HOST, Attack, Target, connected, heard, pouring

MB = 10**6
CHUNK = b"10000\r\n" + bytes(2**16) + b"\r\n"
PROBE = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
FORM = b"Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n"
DECISION = (
    b"POST /api/v1/audits/AUDIT/review HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)
UNFINISHED = (
    b"GET /api/v1/audits HTTP/1.1\r\n" + HOST + b"a: b\r\n" * 50,
    b"POST /api/v1/audits HTTP/1.1\r\n" + HOST + FORM + b"5\r\n--x\r\n\r\n",
    b"GET /ws/audit/" + b"a" * 7_000 + b" HTTP/1.1\r\n" + HOST + b"Upgrade: websocket\r\nConnection: Upgrade\r\n",
)
AT_ONCE = 150
EVERY_PLACE = 200
"""Five sixths of those that the settings of an attacked server allow."""


async def unfinished(target: Target) -> None:
    """Begin requests and do not go on; a probe is answered beside them."""
    async with AsyncExitStack() as held:
        for number in range(AT_ONCE):
            _, writer = await held.enter_async_context(connected(target))
            writer.write(UNFINISHED[number % len(UNFINISHED)])
        await _answered(target, PROBE, b"HTTP/1.1 200")


async def every_place(target: Target) -> None:
    """Take all connections that one address may have: what comes after them is refused, but for a probe."""
    async with AsyncExitStack() as held:
        for _ in range(EVERY_PLACE):
            await held.enter_async_context(connected(target))
        await _answered(target, b"GET /api/v1/audits HTTP/1.1\r\n" + HOST + b"\r\n", b"HTTP/1.1 503")
        await _answered(target, PROBE, b"HTTP/1.1 200")


async def _answered(target: Target, request: bytes, answer: bytes) -> None:
    async with connected(target) as (reader, writer):
        writer.write(request)
        await heard(reader, answer)


REQUESTS = (
    Attack("a long address", "an address of 100 MB", pouring(b"GET /", b"a" * 2**16, 100 * MB, b"HTTP/1.1 414")),
    Attack(
        "many headers, a long one, or one without an end",
        "a million small headers",
        pouring(b"GET / HTTP/1.1\r\n" + HOST, b"a: b\r\n" * 10_000, 6 * MB, b"HTTP/1.1 431"),
    ),
    Attack(
        "many headers, a long one, or one without an end",
        "a header of 100 MB",
        pouring(b"GET / HTTP/1.1\r\n" + HOST + b"a: ", b"b" * 2**16, 100 * MB, b"HTTP/1.1 431"),
    ),
    Attack(
        "trailers, or extensions of chunks, without an end",
        "100 MB of trailers",
        pouring(
            b"POST /api/v1/audits HTTP/1.1\r\n" + HOST + FORM + b"5\r\n--x\r\n\r\n0\r\n",
            b"a: b\r\n" * 10_000,
            100 * MB,
            b"HTTP/1.1 431",
        ),
    ),
    Attack(
        "requests sent without waiting for answers",
        "13 MB of requests at once",
        pouring(b"", PROBE * 1_000, 13 * MB, b"HTTP/1.1 429"),
    ),
    Attack(
        "a large body that is no upload",
        "a decision of 100 MB",
        pouring(
            DECISION,
            CHUNK,
            100 * MB,
            b"HTTP/1.1 413",
        ),
    ),
    Attack("a request that is begun and never said to its end", f"{AT_ONCE} requests without an end", unfinished),
    Attack("connections without an end from one address", "all connections that one may have", every_place),
)
