"""Replaying 20,000 events of about 600 bytes to one client."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import time
from pathlib import Path

from websockets.asyncio.client import connect

from service.events import AgentProgress, AuditComplete
from service.log import schema
from service.log.sqlite.store import open_store
from tests.benchmarks.append import MESSAGE, new_audit

EVENTS = 20_000


async def websocket_replay(folder: Path) -> float:
    """From a server process of its own; every message is checked for its turn."""
    audit_id = await _ended_audit(folder)
    environment = {**os.environ, "TICKMARK_DATA_DIR": str(folder)}
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "service.cli", "serve", "--port", "0"), stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert server.stdout is not None
    address = (await server.stdout.readline()).decode().split("http://")[1].strip()
    begun = time.perf_counter()
    seq = 0
    async with connect(f"ws://{address}/ws/audit/{audit_id}", compression=None) as socket:
        async for message in socket:
            text = message if isinstance(message, str) else message.decode()
            if text.startswith('{"seq":'):
                seq += 1
                assert text.startswith(f'{{"seq":{seq},')
    seconds = time.perf_counter() - begun
    server.terminate()
    await server.wait()
    assert seq == EVENTS + 3
    return seconds


async def raw_read(folder: Path) -> float:
    """The same rows with the standard library, in order of their key."""
    audit_id = await _ended_audit(folder)
    connection = sqlite3.connect(folder / "tickmark.db")
    begun = time.perf_counter()
    sql = "SELECT seq, type, body, hash FROM events WHERE audit_id = ? AND stream = 'audit' ORDER BY seq"
    count = len(connection.execute(sql, (audit_id,)).fetchall())
    seconds = time.perf_counter() - begun
    connection.close()
    assert count == EVENTS + 3
    return seconds


async def _ended_audit(folder: Path) -> str:
    path = folder / "tickmark.db"
    schema.upgrade(path)
    store = await open_store(path)
    lease = await new_audit(store)
    event = AgentProgress(agent_id="a", completed=1, total=2, message=MESSAGE)
    for head in range(2, EVENTS + 2, 500):
        await store.append(lease.audit_id, [event] * 500, head, lease=lease)
    end = AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=())
    await store.append(lease.audit_id, [end], EVENTS + 2, lease=lease)
    await store.close()
    return lease.audit_id
