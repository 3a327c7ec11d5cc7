"""GET /audits/{id}/events while the log grows and while the server closes."""

from __future__ import annotations

import asyncio

from tests.unit.api.given.log_behind import EVENTS, GrowingLog, api_over
from tests.waiting import DEADLINE_S, until


async def test_a_client_that_waits_gets_its_empty_page_as_soon_as_the_server_closes() -> None:
    # Given a client that waits at the head,
    log = GrowingLog()
    log.append(2)
    async with api_over(log) as api, asyncio.timeout(DEADLINE_S):
        waiting = asyncio.create_task(api.http.get(EVENTS, params={"after": 2, "wait": 60}))

        async def follows() -> bool:
            return log.asked >= 2

        await until(follows)

        # when the server closes,
        api.connections.closing.set()
        answer = await waiting

    # then it is answered, long before its time is over.
    assert (answer.status_code, answer.json()) == (200, {"events": [], "head": 2, "terminal": False})


async def test_a_client_that_waits_gets_the_event_that_comes() -> None:
    log = GrowingLog()
    log.append(2)
    async with api_over(log) as api, asyncio.timeout(DEADLINE_S):
        waiting = asyncio.create_task(api.http.get(EVENTS, params={"after": 2, "wait": 60}))

        async def follows() -> bool:
            return log.asked >= 2

        await until(follows)
        log.announce(log.append(1, end=True))
        page = (await waiting).json()

    assert ([event["seq"] for event in page["events"]], page["head"], page["terminal"]) == ([3], 3, True)


async def test_no_event_of_a_page_is_beyond_the_head_that_it_names() -> None:
    for after in (0, 2):
        log = GrowingLog()
        log.append(2)
        log.ends_next = True
        async with api_over(log) as api:
            page = (await api.http.get(EVENTS, params={"after": after})).json()

        assert all(event["seq"] <= page["head"] for event in page["events"])
        assert page["terminal"] == (page["head"] == 5)
        assert page["head"] == 5
