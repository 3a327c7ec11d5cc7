"""Replaying 100,000 events of about 600 bytes to one client, over loopback."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import threading
import time
from pathlib import Path

from service.events import AgentProgress, AuditComplete
from service.log import schema
from service.log.sqlite.store import open_store
from tests.benchmarks.append import MESSAGE, new_audit
from tests.benchmarks.load import Load, served

EVENTS = 100_000
AT_ONCE = 500
"""Events in one append, while the history is made."""


async def websocket_replay(folder: Path) -> float:
    """From a server process of its own to a client in C, which checks that each event comes in its turn."""
    audit_id = await _ended_audit(folder)
    async with served(folder, "-m", "service.cli", "serve", "--port", "0") as server:
        port = int(server.first_line.rsplit(":", 1)[1])
        load = await Load.followed(port, audit_id, clients=1)
    assert (load.complete, load.last) == (1, EVENTS + 3)
    return load.seconds


async def read_and_loopback(folder: Path) -> float:
    """The same rows with the standard library in the order of their key, then their texts through a loopback socket."""
    audit_id = await _ended_audit(folder)
    connection = sqlite3.connect(folder / "tickmark.db")
    begun = time.perf_counter()
    sql = "SELECT seq, type, body, hash FROM events WHERE audit_id = ? AND stream = 'audit' ORDER BY seq"
    rows = connection.execute(sql, (audit_id,)).fetchall()
    read_s = time.perf_counter() - begun
    connection.close()
    assert len(rows) == EVENTS + 3
    return read_s + _through_loopback("".join(row[2] for row in rows).encode())


def _through_loopback(data: bytes) -> float:
    door = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(door.getsockname())
    server, _ = door.accept()
    begun = time.perf_counter()
    sending = threading.Thread(target=server.sendall, args=(data,))
    sending.start()
    left = len(data)
    while left:
        left -= len(client.recv(1 << 18))
    seconds = time.perf_counter() - begun
    sending.join()
    for each in (client, server, door):
        each.close()
    return seconds


async def _ended_audit(folder: Path) -> str:
    path = folder / "tickmark.db"
    await asyncio.to_thread(schema.upgrade, path)
    store = await open_store(path)
    lease = await new_audit(store, lease_s=3600)
    event = AgentProgress(agent_id="a", completed=1, total=2, message=MESSAGE)
    for head in range(2, EVENTS + 2, AT_ONCE):
        await store.append(lease.audit_id, [event] * AT_ONCE, head, lease=lease)
    end = AuditComplete(findings_total=0, by_severity={}, by_agent={}, agents_failed=())
    await store.append(lease.audit_id, [end], EVENTS + 2, lease=lease)
    await store.close()
    return lease.audit_id
