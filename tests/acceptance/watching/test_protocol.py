"""/ws/audit/{audit_id} as docs/protocol.md has it: control messages, close codes, cursors."""

from __future__ import annotations

import asyncio
import hashlib
import json
import select
import socket
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from tests.acceptance.clients.handing_in import all_events, ended, hand_in
from tests.acceptance.clients.raw_client import (
    MAX_BYTES,
    close_frame,
    messages,
    read_steadily,
    silent_client,
    until_closed,
)
from tests.acceptance.logs.big_log import EVENT_CHARACTERS, EVENTS, write_big_log
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess

NOBODY = "00000000-0000-4000-8000-000000000000"
CONTROL = {"caught_up", "heartbeat", "server_closing"}


def controls(said: list[dict[str, object]]) -> list[dict[str, object]]:
    return [message for message in said if message["type"] in CONTROL]


async def test_a_watcher_of_an_ended_audit_is_caught_up_once_and_let_go(shared_server: ServerProcess) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    log = await ended(shared_server.url, audit_id)

    said, code, _ = await messages(shared_server.websockets, audit_id)

    assert said[:-1] == log
    assert said[-1] == {"type": "caught_up", "head": len(log), "hash": await head_hash(shared_server, audit_id)}
    assert code == 1000


async def test_a_cursor_at_the_head_of_an_ended_audit_is_caught_up_and_let_go(shared_server: ServerProcess) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    head = len(await ended(shared_server.url, audit_id))

    said, code, _ = await messages(shared_server.websockets, audit_id, after=head)

    assert [(message["type"], message["head"]) for message in said] == [("caught_up", head)]
    assert code == 1000


async def test_without_a_cursor_the_stream_starts_at_the_beginning(shared_server: ServerProcess) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    log = await ended(shared_server.url, audit_id)

    async with asyncio.timeout(PATIENCE_S), connect(f"{shared_server.websockets}/{audit_id}") as socket:
        assert json.loads(await socket.recv()) == log[0]


async def test_a_running_audit_is_caught_up_once_then_heard_beating_then_followed_to_its_end(
    shared_server: ServerProcess, gate: Path
) -> None:
    # Given an audit that waits for a gate,
    audit_id = await hand_in(shared_server.url, "slow_a")
    said: list[dict[str, object]] = []

    # when a client hears three heartbeats while nothing happens, and then the gate opens,
    async with asyncio.timeout(PATIENCE_S), connect(f"{shared_server.websockets}/{audit_id}") as socket:
        async for text in socket:
            said.append(json.loads(text))
            if [message["type"] for message in said].count("heartbeat") == 3:
                gate.touch()

    # then it was caught up once, each heartbeat named the head it had, and it has the whole log.
    assert [message["type"] for message in controls(said)].count("caught_up") == 1
    for before, beat in pairwise(said):
        if beat["type"] == "heartbeat":
            assert beat["head"] == before.get("seq", before.get("head"))
    assert [message for message in said if "seq" in message] == await all_events(shared_server.url, audit_id)
    assert socket.close_code == 1000


async def test_the_hash_of_a_heartbeat_is_that_of_the_text_at_the_head(
    shared_server: ServerProcess, gate: Path
) -> None:
    audit_id = await hand_in(shared_server.url, "slow_a")

    async with asyncio.timeout(PATIENCE_S), connect(f"{shared_server.websockets}/{audit_id}") as socket:
        beat: dict[str, Any] = {"type": ""}
        while beat["type"] != "heartbeat":
            beat = json.loads(await socket.recv())
        gate.touch()
        following = beat
        while following.get("seq") != beat["head"] + 1:
            following = json.loads(await socket.recv())

    assert following["prev"] == beat["hash"]


async def test_what_a_client_says_is_taken_for_a_heartbeat(shared_server: ServerProcess, gate: Path) -> None:
    # Given an audit that cannot end before the gate opens,
    audit_id = await hand_in(shared_server.url, "slow_a")

    # when a client says all sorts of things, the server has taken them (its pong follows them), and the gate opens,
    async with asyncio.timeout(PATIENCE_S), connect(f"{shared_server.websockets}/{audit_id}") as socket:
        for said in ("ping", "{", b"\x00\xff", "x" * 10_000):
            await socket.send(said)
        await (await socket.ping())
        gate.touch()
        seqs = [message["seq"] async for text in socket if "seq" in (message := json.loads(text))]

    # then it is told everything, and the stream ends as it always does.
    assert seqs == [event["seq"] for event in await all_events(shared_server.url, audit_id)]
    assert socket.close_code == 1000


NO_CURSORS = [
    *("-1", "x", "1.5", "", "+1", "%201", "1e3", "%D9%A3", "9" * 30, str(2**63)),
    *("%F0%9F%98%80" * 40, "%00" * 40, "0" * 20 + "9" * 200, "0" * 21 + "9" * 30, "0" * 5000),
]


@pytest.mark.parametrize("after", NO_CURSORS, ids=lambda after: f"{after[:12]} ({len(after)})")
async def test_a_cursor_that_is_no_whole_number_is_refused(shared_server: ServerProcess, after: str) -> None:
    audit_id = await hand_in(shared_server.url, "quick")

    said, code, reason = await messages(shared_server.websockets, audit_id, after=after)

    assert (said, code) == ([], 4400)
    assert ("NUL" if "%00" in after else "whole number") in reason


async def test_a_cursor_beyond_the_head_is_of_another_log(shared_server: ServerProcess) -> None:
    audit_id = await hand_in(shared_server.url, "quick")
    head = len(await ended(shared_server.url, audit_id))

    said, code, reason = await messages(shared_server.websockets, audit_id, after=head + 1)

    assert (said, code) == ([], 4409)
    assert f"beyond the head {head}" in reason


@pytest.mark.parametrize("audit_id", [NOBODY, "not-a-uuid", "%00", "a%20b"])
async def test_an_audit_that_does_not_exist_is_refused(shared_server: ServerProcess, audit_id: str) -> None:
    said, code, _ = await messages(shared_server.websockets, audit_id)

    assert (said, code) == ([], 4404)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil.example"]
)
async def test_a_page_of_another_site_is_refused(shared_server: ServerProcess, origin: str) -> None:
    audit_id = await hand_in(shared_server.url, "quick")

    said, code, reason = await messages(shared_server.websockets, audit_id, origin=origin)

    assert (said, code) == ([], 4403)
    assert origin in reason


async def test_an_origin_too_long_for_a_close_frame_is_refused_with_as_much_of_it_as_fits(
    shared_server: ServerProcess,
) -> None:
    # Each é is two bytes on the wire, two characters to the server, and four bytes in its answer.
    origin = "https://" + "é" * 130

    said, code, reason = await messages(shared_server.websockets, NOBODY, origin=origin)

    assert (said, code) == ([], 4403)
    assert reason.startswith("origin https://")
    assert len(reason.encode()) <= 123


async def test_a_page_of_the_server_itself_is_served(shared_server: ServerProcess) -> None:
    audit_id = await hand_in(shared_server.url, "quick")

    _, code, _ = await messages(shared_server.websockets, audit_id, origin=shared_server.url)

    assert code == 1000


async def test_a_client_that_stops_reading_is_sent_away_and_can_go_on_from_its_cursor(
    shared_server: ServerProcess,
) -> None:
    # Given a log larger than all the buffers between server and client,
    audit_id = await write_big_log(shared_server.database)
    texts: list[str] = []

    # when a client takes nothing until the server has lost patience, and only then reads on,
    async with asyncio.timeout(PATIENCE_S):
        async with connect(f"{shared_server.websockets}/{audit_id}", max_size=MAX_BYTES, max_queue=1) as socket:
            socket.transport.pause_reading()
            await asyncio.to_thread(shared_server.until_it_says, f"audit {audit_id} took nothing")
            socket.transport.resume_reading()
            texts = [str(text) async for text in until_closed(socket)]

    # then what it was sent is whole, it is told why that was all, and the rest follows from its cursor.
    assert socket.close_code == 1013
    rest, code, _ = await messages(shared_server.websockets, audit_id, after=len(texts))
    assert [json.loads(text) for text in texts] + rest[:-1] == await all_events(shared_server.url, audit_id)
    assert texts
    assert len(rest) > 1
    assert code == 1000


async def test_a_client_that_reads_slowly_but_steadily_is_served_to_the_end(shared_server: ServerProcess) -> None:
    # Given a log, of which a single event takes this client as long as the server waits for one that takes nothing,
    audit_id = await write_big_log(shared_server.database)
    ended_ = close_frame(1000, "the audit has ended")

    # when it takes a little again and again, for several times that long, before it reads the rest as it comes,
    with silent_client(shared_server.port, audit_id, receive_buffer=2**17) as client:
        said = await asyncio.to_thread(read_steadily, client, 80, until=ended_)

    # then it has all of it and was not sent away.
    assert said.endswith(ended_)
    assert len(said) > EVENTS * EVENT_CHARACTERS * 0.99


async def test_a_client_that_never_reads_again_is_cut_off(shared_server: ServerProcess) -> None:
    audit_id = await write_big_log(shared_server.database)

    with silent_client(shared_server.port, audit_id) as client:
        await asyncio.to_thread(shared_server.until_it_says, f"audit {audit_id} took nothing")
        hung_up = await asyncio.to_thread(until_hung_up, client)

    assert hung_up


def until_hung_up(client: socket.socket) -> bool:
    """Whether the other side has reset the connection, told without reading anything."""
    poll = select.poll()
    poll.register(client, 0)
    return bool(poll.poll(PATIENCE_S * 1000))


async def head_hash(server: ServerProcess, audit_id: str) -> str:
    """The hash of the last text, as any client can work it out."""
    async with asyncio.timeout(PATIENCE_S), connect(f"{server.websockets}/{audit_id}", max_size=MAX_BYTES) as socket:
        texts = [text async for text in socket]
    return hashlib.sha256(str(texts[-2]).encode()).hexdigest()
