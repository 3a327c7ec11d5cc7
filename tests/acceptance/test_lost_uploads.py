"""`tickmark audit --server` over a network that loses answers: the report is audited, and once."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.acceptance.clients.handing_in import REPORT, audit_ids
from tests.acceptance.processes.server_process import ServerProcess, tickmark

READ_BYTES = 65_536


class LossyProxy:
    """Passes everything on, but cuts the first ``losses`` connections as soon as they are answered."""

    def __init__(self, port: int, losses: int) -> None:
        self._port = port
        self.losses = losses
        self.serving: set[asyncio.Task[None]] = set()

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.serving.add(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, asks = await asyncio.open_connection("127.0.0.1", self._port)
        there = asyncio.create_task(pass_on(reader, asks))
        try:
            if self.losses:
                await answers.readexactly(1)
                self.losses -= 1
            else:
                await pass_on(answers, writer)
        finally:
            there.cancel()
            asks.transport.abort()
            writer.transport.abort()
            await asyncio.wait([there])
            for gone in (asks, writer):
                with contextlib.suppress(OSError):
                    await gone.wait_closed()


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(READ_BYTES):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def losing(server: ServerProcess, losses: int) -> AsyncGenerator[tuple[LossyProxy, str]]:
    """A lossy proxy before ``server``, and the address that leads through it."""
    proxy = LossyProxy(httpx.URL(server.url).port or 80, losses)
    async with await asyncio.start_server(proxy.accept, "127.0.0.1", 0) as listening:
        yield proxy, f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        for task in proxy.serving:
            task.cancel()
        await asyncio.gather(*proxy.serving, return_exceptions=True)


@pytest.mark.parametrize("losses", [1, 2])
async def test_an_upload_whose_answer_is_lost_is_tried_again_and_becomes_one_audit(
    shared_server: ServerProcess, http: httpx.AsyncClient, tmp_path: Path, losses: int
) -> None:
    # Given a report, and a network that takes it to the server but loses the first answers,
    report = tmp_path / "report.md"
    report.write_bytes(REPORT)
    before = set(await audit_ids(http))

    # when the command hands it in,
    async with losing(shared_server, losses) as (proxy, url):
        command = ("audit", "--json", "--agent", "quick", "--server", url, str(report))
        result = await asyncio.to_thread(tickmark, tmp_path, *command)

    # then it tells of the one audit that the server has made.
    said = json.loads(result.stdout)
    assert proxy.losses == 0
    assert said["status"] == "complete", result.stderr
    assert set(await audit_ids(http)) - before == {said["audit_id"]}
