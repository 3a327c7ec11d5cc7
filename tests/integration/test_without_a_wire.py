"""A server that shows no transport: watchers are served through the ASGI interface, and see the same."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from websockets.asyncio.client import connect

from service.api.server import bind
from service.api.watching.connection_manager import ConnectionManager
from service.bootstrap import application
from service.samples import sample_path
from service.settings import Settings
from tests.waiting import DEADLINE_S


@asynccontextmanager
async def served_plainly(data_dir: Path) -> AsyncGenerator[str]:
    """The application behind uvicorn as it comes; yields host and port."""
    app = application(Settings(data_dir=data_dir), ConnectionManager())
    server = uvicorn.Server(uvicorn.Config(app, ws="websockets-sansio", log_level="warning"))
    listening = bind("127.0.0.1", 0)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await serving


async def watched(address: str, audit_id: str, after: int = 0) -> tuple[list[dict[str, Any]], int | None]:
    """Everything said, and the close code."""
    async with connect(f"ws://{address}/ws/audit/{audit_id}?after={after}") as socket:
        said = [json.loads(text) async for text in socket]
    return said, socket.close_code


async def test_an_audit_is_followed_to_its_end_and_resumed_from_a_cursor(tmp_path: Path) -> None:
    sample = sample_path().with_suffix(".md")
    async with (
        asyncio.timeout(DEADLINE_S),
        served_plainly(tmp_path) as address,
        httpx.AsyncClient(base_url=f"http://{address}/api/v1", timeout=DEADLINE_S, trust_env=False) as http,
    ):
        answer = await http.post("/audits", files={"file": (sample.name, sample.read_bytes())})
        audit_id = answer.json()["audit_id"]

        said, code = await watched(address, audit_id)
        late, late_code = await watched(address, audit_id, after=4)

        log = (await http.get(f"/audits/{audit_id}/events", params={"limit": 1000})).json()["events"]
    assert [message for message in said if "seq" in message] == log
    others = [message["type"] for message in said if "seq" not in message]
    assert "caught_up" in others
    assert set(others) <= {"caught_up", "heartbeat"}  # however long the machine takes over the audit
    assert [message for message in late if "seq" in message] == log[4:]
    assert (code, late_code) == (1000, 1000)
