"""Connections have an end, of all and of one address, beyond which probes are still answered."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

import pytest

from service.api.edge import limits
from service.api.edge.connection_limit import ConnectionLimit
from tests.unit.api.given.serving import connected, listening, said_to


class Transport:
    """Remembers whether it was ended."""

    aborted = False

    def abort(self) -> None:
        self.aborted = True


def entered(connection_limit: ConnectionLimit, addresses: list[str]) -> list[bool]:
    return [connection_limit.admit(Transport(), address) for address in addresses]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("addresses", "have_a_place"),
    [
        (["10.0.0.1"] * 6, [True] * 5 + [False]),
        (["10.0.0.1"] * 5 + ["10.0.0.2"] * 2, [True] * 6 + [False]),
        (["::ffff:10.0.0.1"] * 3 + ["10.0.0.1"] * 3, [True] * 5 + [False]),
        ([f"2001:db8::{last}" for last in range(1, 7)], [True] * 5 + [False]),
        ([f"fe80::{last}%eth0" for last in range(1, 7)], [True] * 5 + [False]),
        (["somewhere"] * 6, [True] * 5 + [False]),
    ],
)
def test_one_address_does_not_have_all_places(addresses: list[str], have_a_place: list[bool]) -> None:
    assert entered(ConnectionLimit(most=6, most_each=100), addresses) == have_a_place


def test_who_leaves_makes_a_place_once() -> None:
    connection_limit, first = ConnectionLimit(most=2, most_each=2), Transport()
    assert connection_limit.admit(first, "a")  # pyright: ignore[reportArgumentType]

    connection_limit.leave(first)  # pyright: ignore[reportArgumentType]
    connection_limit.leave(first)  # pyright: ignore[reportArgumentType]

    assert entered(connection_limit, ["a", "b", "c"]) == [True, True, False]


def test_of_those_beyond_the_first_gives_way() -> None:
    connection_limit = ConnectionLimit(most=1, most_each=1)
    entered(connection_limit, ["a"])
    beyond = [Transport() for _ in range(limits.PROBES_AT_ONCE + 1)]
    for transport in beyond:
        connection_limit.admit(transport, "b")  # pyright: ignore[reportArgumentType]

    assert [transport.aborted for transport in beyond] == [True] + [False] * limits.PROBES_AT_ONCE


@pytest.mark.parametrize(("files", "places"), [(100, 50), (200, 100), (1024, 864), (10**6, 12_000)])
def test_a_process_keeps_files_for_itself_and_for_probes(files: int, places: int) -> None:
    connection_limit = ConnectionLimit.within(files, 12_000, 12_000)

    assert sum(entered(connection_limit, [str(number) for number in range(places + 10)])) == places


async def test_probes_are_answered_although_nobody_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINGER_S", 0.05)

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"done"})

    async with listening(app, most=3, most_each=3) as (port, _), AsyncExitStack() as silent:
        for _ in range(3 + limits.PROBES_AT_ONCE):
            await silent.enter_async_context(connected(port))

        assert (await said_to(port, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")).endswith(b"done")
        assert (await said_to(port, b"GET /readyz HTTP/1.1\r\nHost: a\r\n\r\n")).endswith(b"done")
        other = await said_to(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert other.startswith(b"HTTP/1.1 503 ")
        assert b"\r\nretry-after: 5\r\n" in other
