"""DELETE /api/v1/audits/{id}, and what everybody hears who asks for the audit or watches it."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

from service.client import StreamRefusedError, follow
from tests.acceptance.clients.handing_in import api, assert_problem, audit_ids, ended, hand_in, until
from tests.acceptance.clients.raw_client import MAX_BYTES, messages, until_closed
from tests.acceptance.clients.sse_client import read_messages
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, tickmark

ERASED = "urn:tickmark:AuditErased"
NOBODY = "00000000-0000-4000-8000-000000000000"


async def begun(server: ServerProcess) -> str:
    """An audit with an agent that does not get beyond the middle of its work."""
    audit_id = await hand_in(server.url, "slow_a")
    await until(server.url, audit_id, "agent_progress")
    return audit_id


async def caught_up(connection: ClientConnection) -> None:
    """Take what is there; now the connection waits for what comes."""
    while json.loads(await connection.recv())["type"] != "caught_up":
        pass


async def farewell(connection: ClientConnection) -> tuple[list[str], int, str]:
    """The types of what still comes, then the close code and the reason."""
    types = [json.loads(text)["type"] async for text in until_closed(connection)]
    return types, connection.close_code or 0, connection.close_reason or ""


async def test_an_erased_audit_is_gone_and_every_call_says_so(
    http: httpx.AsyncClient, shared_server: ServerProcess
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    log = await ended(shared_server.url, audit_id)

    answer = await http.delete(f"/audits/{audit_id}")

    said = answer.json()
    assert answer.status_code == 200
    assert (said["audit_id"], said["events"], said["erased_by"]) == (audit_id, len(log), "api, from 127.0.0.1")
    calls = [("GET", ""), ("GET", "/events"), ("GET", f"/events?wait=9&after={len(log)}"), ("GET", "/findings")]
    for method, path in (
        *calls,
        ("GET", "/ticks"),
        ("GET", "/document"),
        ("POST", "/cancel"),
        ("POST", "/retry"),
        ("DELETE", ""),
    ):
        told = assert_problem(await http.request(method, f"/audits/{audit_id}{path}"), 410, ERASED)
        about = {key: told[key] for key in ("audit_id", "erased_at", "erased_by")}
        assert about == {key: said[key] for key in about}
    assert audit_id not in await audit_ids(http)


@pytest.mark.parametrize(
    ("name", "value"),
    [("X-Forwarded-For", "203.0.113.9"), ("Forwarded", "for=203.0.113.9"), ("X-Real-IP", "203.0.113.9")],
)
async def test_who_erased_an_audit_is_not_taken_from_a_header(
    http: httpx.AsyncClient, shared_server: ServerProcess, name: str, value: str
) -> None:
    audit_id = await hand_in(shared_server.url, "quick")

    answer = await http.delete(f"/audits/{audit_id}", headers={name: value})

    assert answer.json()["erased_by"] == "api, from 127.0.0.1"


async def test_what_never_was_can_not_be_erased(http: httpx.AsyncClient) -> None:
    assert_problem(await http.delete(f"/audits/{NOBODY}"), 404, "urn:tickmark:AuditNotFound")


@pytest.mark.parametrize("after", [0, 1, 10**6])
async def test_who_comes_to_watch_an_erased_audit_is_told_with_4410(shared_server: ServerProcess, after: int) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    await ended(shared_server.url, audit_id)
    async with api(shared_server.url) as http:
        erased = (await http.delete(f"/audits/{audit_id}")).json()

    said, code, reason = await messages(shared_server.websockets, audit_id, after=after)

    assert (said, code) == ([], 4410)
    assert erased["erased_at"] in reason
    assert "by api, from 127.0.0.1" in reason


async def erase_over_http(server: ServerProcess, audit_id: str) -> None:
    async with api(server.url) as http:
        assert (await http.delete(f"/audits/{audit_id}")).status_code == 200


async def erase_beside_it(server: ServerProcess, audit_id: str) -> None:
    """From another process on the same database."""

    def run() -> subprocess.CompletedProcess[str]:
        return tickmark(server.data_dir, "erase", audit_id, "--yes")

    done = await asyncio.to_thread(run)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("erase", [erase_over_http, erase_beside_it])
async def test_who_watches_a_running_audit_is_told_when_it_is_erased_and_its_agents_stop(
    shared_server: ServerProcess, gate: Path, erase: Callable[[ServerProcess, str], Coroutine[Any, Any, None]]
) -> None:
    """Nobody is shown the cancellation: for who watches, the audit is gone, however far they had read."""
    audit_id = await begun(shared_server)
    url = f"{shared_server.websockets}/{audit_id}"
    async with asyncio.timeout(PATIENCE_S), AsyncExitStack() as stack:
        http = await stack.enter_async_context(api(shared_server.url))
        watchers = [await stack.enter_async_context(connect(url, max_size=MAX_BYTES)) for _ in range(3)]
        for watcher in watchers:
            await caught_up(watcher)
        head = (await http.get(f"/audits/{audit_id}")).json()["head"]
        waiting = asyncio.create_task(http.get(f"/audits/{audit_id}/events?wait=60&after={head}"))

        await erase(shared_server, audit_id)

        for types, code, reason in [await farewell(watcher) for watcher in watchers]:
            assert (set(types) - {"heartbeat", "agent_progress"}, code) == (set(), 4410)
            assert "erased at" in reason
        assert_problem(await waiting, 410, ERASED)
    gate.touch()
    quick = await hand_in(shared_server.url, "quick")  # the server goes on, and has forgotten the other one
    assert (await ended(shared_server.url, quick))[-1]["type"] == "audit_complete"
    verified = await asyncio.to_thread(lambda: tickmark(shared_server.data_dir, "verify", audit_id))
    assert (verified.returncode, "erased at" in verified.stdout) == (0, True)


async def test_a_stream_of_server_sent_events_ends_and_can_not_be_taken_up_again(
    http: httpx.AsyncClient, shared_server: ServerProcess, gate: Path
) -> None:
    audit_id = await begun(shared_server)
    path = f"/audits/{audit_id}/events/stream"
    caught_up = asyncio.Event()
    types: list[str] = []

    async def read() -> None:
        async with http.stream("GET", path) as answer:
            async for message in read_messages(answer):
                if message.event == "caught_up":
                    caught_up.set()
                if message.id is not None:
                    types.append(json.loads(message.data)["type"])

    async with asyncio.timeout(PATIENCE_S):
        reading = asyncio.create_task(read())
        await caught_up.wait()
        await erase_over_http(shared_server, audit_id)
        await reading

    assert "audit_cancelled" not in types
    assert_problem(await http.get(path, headers={"Last-Event-ID": str(len(types))}), 410, ERASED)
    gate.touch()


async def test_the_client_ends_with_the_reason(shared_server: ServerProcess, gate: Path) -> None:
    audit_id = await begun(shared_server)
    states: asyncio.Queue[str] = asyncio.Queue()

    async def watch() -> None:
        async for _ in follow(shared_server.url, audit_id, on_state=states.put_nowait):
            pass

    async with asyncio.timeout(PATIENCE_S):
        watching = asyncio.create_task(watch())
        while await states.get() != "caught up":
            pass
        await erase_over_http(shared_server, audit_id)
        with pytest.raises(StreamRefusedError, match="was erased at") as refused:
            await watching

    assert refused.value.code == 4410
    gate.touch()
