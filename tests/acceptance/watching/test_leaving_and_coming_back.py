"""A server that is asked to stop in the middle of its work, and the same log under the next one."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

from service.log.sqlite.store import open_store
from tests.acceptance.clients.handing_in import (
    REPORT,
    TERMINAL,
    api,
    assert_problem,
    audit_ids,
    ended,
    hand_in,
    types,
    until,
)
from tests.acceptance.clients.raw_client import silent_client, until_closed
from tests.acceptance.logs.big_log import write_big_log
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served

LEFT_ALONE_S = 0.2
"""The grace of a server whose audits cannot end in it."""
LONGEST_WAIT_S = 60
"""For an event, as a request may ask for it."""


@asynccontextmanager
async def mid_audit(server: ServerProcess, *agents: str) -> AsyncGenerator[tuple[str, ClientConnection]]:
    """An audit in the middle of its slow agent's work, and somebody who watches it."""
    audit_id = await hand_in(server.url, "quick", *agents)
    await until(server.url, audit_id, "agent_completed")
    await until(server.url, audit_id, "agent_progress", count=2)
    async with connect(f"{server.websockets}/{audit_id}") as watcher:
        yield audit_id, watcher


@pytest.mark.parametrize("whole_group", [False, True], ids=["the server alone", "its workers too"])
async def test_an_audit_that_a_stopping_server_leaves_is_resumed_by_the_next_as_if_nothing_had_happened(
    tmp_path: Path, whole_group: bool
) -> None:
    # Given an audit in the middle of its work,
    gate = tmp_path / "gate"
    settings = {"TROUBLESOME_GATE": gate, "TICKMARK_SHUTDOWN_GRACE_S": LEFT_ALONE_S}
    with served(tmp_path / "data", **settings) as server:
        async with mid_audit(server, "slow_a") as (audit_id, watcher):
            # when the server is told to stop, with its workers or without,
            stop = (lambda: server.signal_group(signal.SIGTERM)) if whole_group else server.terminate
            code = await asyncio.to_thread(stop)
            said = [json.loads(text) async for text in until_closed(watcher)]

        # then the watcher is told to come back, with everything that was committed,
        assert code == 0
        assert (said[-1]["type"], watcher.close_code) == ("server_closing", 1012)
        assert said[-1]["reconnect_after_ms"] > 0

        # and the next server goes on at once, with nothing done twice and no error.
        await asyncio.to_thread(server.start)
        await until(server.url, audit_id, "audit_resumed")
        gate.touch()
        log = await ended(server.url, audit_id)
        assert [message for message in said if "seq" in message] == log[: len([m for m in said if "seq" in m])]
        assert_resumed_once(log)


def assert_resumed_once(log: list[dict[str, object]]) -> None:
    said = types(log)
    (resumed,) = [event for event in log if event["type"] == "audit_resumed"]
    assert (resumed["crashed"], resumed["reason"]) == (False, "the process that ran it was shut down")
    assert said.count("document_extracted") == said.count("audit_started") == 1
    assert said.count("agent_completed") == 2
    assert "agent_error" not in said
    assert [kind for kind in said if kind in TERMINAL] == ["audit_complete"]


async def test_an_audit_that_ends_within_the_grace_is_not_cut_off(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    with served(tmp_path / "data", TROUBLESOME_GATE=gate, TICKMARK_SHUTDOWN_GRACE_S=PATIENCE_S) as server:
        async with mid_audit(server, "slow_a") as (audit_id, watcher):
            assert server.process is not None
            server.process.send_signal(signal.SIGTERM)
            async for _ in until_closed(watcher):
                """Until the server says goodbye."""
            gate.touch()
            await asyncio.to_thread(server.wait)

    assert server.process.returncode == 0
    store = await open_store(server.database)
    said = [event.type for event in await store.read(audit_id, 0)]
    await store.close()
    assert said[-1] == "audit_complete"
    assert "audit_resumed" not in said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_no_agent_can_keep_the_server_from_stopping(tmp_path: Path, number: signal.Signals) -> None:
    with served(tmp_path / "data", TICKMARK_SHUTDOWN_GRACE_S=LEFT_ALONE_S) as server:
        audit_id = await hand_in(server.url, "hanging_check", "hanging_adk")
        await until(server.url, audit_id, "agent_progress", count=2)

        await asyncio.to_thread(server.signal_group, number)

        assert server.process is not None
        assert server.process.returncode == 0
        assert not [line for line in server.said if "Traceback" in line], "".join(server.said)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_a_server_that_is_told_twice_to_stop_leaves_its_audits_at_once_as_if_its_time_were_over(
    tmp_path: Path, number: signal.Signals
) -> None:
    # Given a server that would give its audit more time than anybody here waits for, and has been told to stop,
    gate = tmp_path / "gate"
    with served(tmp_path / "data", TROUBLESOME_GATE=gate, TICKMARK_SHUTDOWN_GRACE_S=PATIENCE_S * 10) as server:
        async with mid_audit(server, "slow_a") as (audit_id, watcher):
            assert server.process is not None
            server.process.send_signal(number)
            async for _ in until_closed(watcher):
                """Until the server says goodbye."""

        # when it is told again, then it stops, and the next one resumes what was left without a sign of a crash.
        server.process.send_signal(number)
        assert await asyncio.to_thread(server.wait) == 0
        assert not [line for line in server.said if "Traceback" in line], "".join(server.said)
        gate.touch()
        await asyncio.to_thread(server.start)
        assert_resumed_once(await ended(server.url, audit_id))


async def test_a_stopping_server_answers_who_waits_and_takes_no_new_audit(tmp_path: Path) -> None:
    # Given an upload of which half has arrived, and a client that waits for an event that does not come,
    gate = tmp_path / "gate"
    settings = {"TROUBLESOME_GATE": gate, "TICKMARK_SHUTDOWN_GRACE_S": LEFT_ALONE_S}
    with served(tmp_path / "data", **settings) as server:
        async with mid_audit(server, "slow_a") as (audit_id, watcher), api(server.url) as http:
            half_sent, rest = asyncio.Event(), asyncio.Event()
            uploading = asyncio.create_task(http.post("/audits", content=in_halves(half_sent, rest), headers=MULTIPART))
            head = (await http.get(f"/audits/{audit_id}")).json()["head"]
            waiting = asyncio.create_task(
                http.get(f"/audits/{audit_id}/events", params={"after": head + 1000, "wait": LONGEST_WAIT_S})
            )
            await half_sent.wait()
            await http.get(f"/audits/{audit_id}")  # answered after the wait has begun

            # when the server is told to stop, then who waits is answered,
            assert server.process is not None
            server.process.send_signal(signal.SIGTERM)
            async for _ in until_closed(watcher):
                """Until the server says goodbye."""
            assert (await waiting).json()["events"] == []

            # the upload is refused in words, and nobody can connect to hand in another.
            rest.set()
            problem = assert_problem(await uploading, 503, "urn:tickmark:ServerClosing")
            assert "try again in a moment" in problem["detail"]
            with pytest.raises(httpx.ConnectError):
                await hand_in(server.url, "quick")
        assert await asyncio.to_thread(server.wait) == 0

        await asyncio.to_thread(server.start)
        async with api(server.url) as http:
            assert await audit_ids(http) == [audit_id]


MULTIPART = {"Content-Type": "multipart/form-data; boundary=half"}


async def in_halves(half_sent: asyncio.Event, rest: asyncio.Event) -> AsyncIterator[bytes]:
    """The body of an upload, the second half of which waits for ``rest``."""
    yield b'--half\r\nContent-Disposition: form-data; name="file"; filename="report.md"\r\n\r\n'
    half_sent.set()
    await rest.wait()
    yield REPORT + b"\r\n--half--\r\n"


async def test_a_client_that_reads_nothing_can_not_keep_the_server_from_stopping(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        audit_id = await write_big_log(server.database)
        with silent_client(server.port, audit_id):
            code = await asyncio.to_thread(server.terminate)

        assert code == 0
