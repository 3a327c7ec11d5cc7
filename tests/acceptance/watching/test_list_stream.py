"""GET /audits/stream: which audits of the list have changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from tests.acceptance.clients.handing_in import hand_in
from tests.acceptance.clients.sse_client import Message, read_messages
from tests.acceptance.processes.server_process import PATIENCE_S, ServerProcess, served


async def named(messages: AsyncIterator[Message]) -> list[str] | None:
    """The audits that the next message of changes names."""
    async for message in messages:
        if message.event == "changed":
            return json.loads(message.data)["audits"]
    raise AssertionError("the stream has ended")


async def test_whoever_shows_the_list_hears_of_new_audits_and_of_erased_ones(
    shared_server: ServerProcess, http: httpx.AsyncClient
) -> None:
    async with asyncio.timeout(PATIENCE_S), http.stream("GET", "/audits/stream") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        messages = read_messages(answer)
        assert await named(messages) is None

        audit_id = await hand_in(shared_server.url, "quick")
        while audit_id not in (await named(messages) or (audit_id,)):
            """Others hand in reports on this server too; and it may be told as one of whichever audits."""

        await http.delete(f"/audits/{audit_id}")
        while audit_id not in (await named(messages) or (audit_id,)):
            pass


async def test_a_server_that_closes_says_so_to_whoever_shows_the_list(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        async with (
            asyncio.timeout(PATIENCE_S),
            httpx.AsyncClient(timeout=PATIENCE_S) as http,
            http.stream("GET", f"{server.url}/api/v1/audits/stream") as answer,
        ):
            messages = read_messages(answer)
            assert await named(messages) is None
            closing = asyncio.create_task(asyncio.to_thread(server.terminate))
            assert "server_closing" in [message.event async for message in messages]
            assert await closing == 0
