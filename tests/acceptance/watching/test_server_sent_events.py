"""GET /events/stream: what the WebSocket says, for clients that speak only HTTP."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx
from websockets.asyncio.client import connect

from tests.acceptance.clients.handing_in import all_events, api, assert_problem, ended, hand_in, until
from tests.acceptance.clients.sse_client import Message, read_messages
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served

NOBODY = "00000000-0000-4000-8000-000000000000"


async def streamed(http: httpx.AsyncClient, audit_id: str, **asked: int) -> list[Message]:
    """The stream to its end."""
    headers = {"Last-Event-ID": str(asked.pop("last_event_id"))} if "last_event_id" in asked else {}
    path = f"/audits/{audit_id}/events/stream"
    async with asyncio.timeout(PATIENCE_S), http.stream("GET", path, params=asked, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        return [message async for message in read_messages(answer)]


def texts(said: list[Message]) -> list[str]:
    return [message.data for message in said if message.id is not None]


async def test_the_three_ways_to_follow_an_audit_give_the_same_texts(
    shared_server: ServerProcess, http: httpx.AsyncClient
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")

    said = await streamed(http, audit_id)

    async with connect(f"{shared_server.websockets}/{audit_id}") as socket:
        over_websocket = [str(text) async for text in socket if '"seq"' in str(text)]
    page = (await http.get(f"/audits/{audit_id}/events", params={"limit": 1000})).text
    assert texts(said) == over_websocket
    assert page.startswith(f'{{"events":[{",".join(over_websocket)}],')
    assert [message.id for message in said if message.id] == [str(n) for n in range(1, len(over_websocket) + 1)]


async def test_the_stream_says_how_soon_to_come_back_and_when_it_has_caught_up(
    shared_server: ServerProcess, http: httpx.AsyncClient
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    log = await ended(shared_server.url, audit_id)

    first, *_, last = await streamed(http, audit_id)

    assert first.retry == "1000"
    assert (last.event, json.loads(last.data)["head"], last.id) == ("caught_up", len(log), None)


async def test_a_client_goes_on_after_the_last_id_that_it_has_seen(
    shared_server: ServerProcess, http: httpx.AsyncClient
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    log = await ended(shared_server.url, audit_id)

    said = await streamed(http, audit_id, after=0, last_event_id=3)
    asked = await streamed(http, audit_id, after=3)

    assert [json.loads(text) for text in texts(said)] == log[3:]
    assert texts(asked) == texts(said)


async def test_a_client_that_has_everything_of_an_ended_audit_is_told_to_stop_coming_back(
    shared_server: ServerProcess, http: httpx.AsyncClient
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    head = len(await ended(shared_server.url, audit_id))

    answer = await http.get(f"/audits/{audit_id}/events/stream", headers={"Last-Event-ID": str(head)})

    assert (answer.status_code, answer.content) == (204, b"")


async def test_what_can_not_be_streamed_is_a_problem(shared_server: ServerProcess, http: httpx.AsyncClient) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    head = len(await ended(shared_server.url, audit_id))

    unknown = await http.get(f"/audits/{NOBODY}/events/stream")
    beyond = await http.get(f"/audits/{audit_id}/events/stream", params={"after": head + 1})
    nonsense = await http.get(f"/audits/{audit_id}/events/stream", headers={"Last-Event-ID": "x"})

    assert_problem(unknown, 404, "urn:tickmark:AuditNotFound")
    assert_problem(beyond, 409, "urn:tickmark:CursorBeyondHead")
    assert_problem(nonsense, 422, "urn:tickmark:InvalidRequest")


async def test_a_running_audit_is_heard_beating_in_comments_and_then_followed_to_its_end(
    shared_server: ServerProcess, http: httpx.AsyncClient, gate: Path
) -> None:
    audit_id = await hand_in(shared_server.url, "slow_a")
    await until(shared_server.url, audit_id, "agent_progress")
    said: list[Message] = []

    async with asyncio.timeout(PATIENCE_S), http.stream("GET", f"/audits/{audit_id}/events/stream") as answer:
        async for message in read_messages(answer):
            said.append(message)
            if sum(bool(message.comments) for message in said) == 2:
                gate.touch()

    assert all(message.data == "" and message.id is None for message in said if message.comments)
    assert [json.loads(text) for text in texts(said)] == await all_events(shared_server.url, audit_id)


async def test_a_server_that_restarts_says_so_and_the_client_goes_on_where_it_stopped(tmp_path: Path) -> None:
    settings = {"TROUBLESOME_STEPS": 10, "TROUBLESOME_GATE": tmp_path / "gate", "TICKMARK_SHUTDOWN_GRACE_S": 0}
    with served(tmp_path / "data", **settings) as server:
        audit_id = await hand_in(server.url, "slow_a")
        said: list[Message] = []
        stopped = None

        # Given a client that follows when the server is told to stop,
        async with asyncio.timeout(PATIENCE_S), api(server.url) as http:
            async with http.stream("GET", f"/audits/{audit_id}/events/stream") as answer:
                async for message in read_messages(answer):
                    said.append(message)
                    if message.event == "caught_up":
                        stopped = asyncio.create_task(asyncio.to_thread(server.terminate))
            assert stopped is not None, "the stream ended before it had caught up"
            await stopped
        before = texts(said)
        assert said[-1].event == "server_closing"

        # when it comes back to the one that follows,
        (tmp_path / "gate").touch()
        server.start()
        async with api(server.url) as http:
            after = texts(await streamed(http, audit_id, last_event_id=len(before)))

        # then it has every event once.
        assert [json.loads(text) for text in before + after] == await all_events(server.url, audit_id)
