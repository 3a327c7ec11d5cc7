"""A large upload lies in memory once, in the process that reads it, and in the server at no time."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.acceptance.attacks.memory import ROOMS, Peak, memory_by_room
from tests.acceptance.clients.handing_in import api, ended, hand_in
from tests.acceptance.processes.server_process import served

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is had as on Linux")

SIZE_BYTES = 90_000_000
# Of zeros: what a library makes of noise in which it looks for pages differs from run to run.
LARGE = b"%PDF-1.7\n" + bytes(SIZE_BYTES)


async def test_a_large_upload_is_in_memory_once_where_it_is_read_and_never_in_the_server(tmp_path: Path) -> None:
    with served(tmp_path / "data") as server:
        assert server.process is not None
        await ended(server.url, await hand_in(server.url, "quick"))  # what the first audit loads stays
        idle = memory_by_room(server.process.pid)

        # When a large file is handed in, read, tried again, and taken back as it was,
        with Peak(server.process.pid) as peak:
            audit_id = await hand_in(server.url, "quick", data=LARGE, filename="large.pdf")
            log = await ended(server.url, audit_id)
            assert log[-1]["type"] == "audit_failed"
            async with api(server.url) as http:
                again = (await http.post(f"/audits/{audit_id}/retry")).raise_for_status().json()["audit_id"]
                await ended(server.url, again)
                original = await http.get(f"/audits/{audit_id}/document/original")
                assert await asyncio.to_thread(original.raise_for_status().content.__eq__, LARGE)
                for one in (audit_id, again):
                    (await http.delete(f"/audits/{one}")).raise_for_status()

        # then the server had a part of it at any time, and the processes that read had it once.
        most = {room: peak.most[room] - idle[room] for room in ROOMS}
        assert most["server"] < SIZE_BYTES * 2 // 3
        assert most["workers"] < SIZE_BYTES * 3 // 2
