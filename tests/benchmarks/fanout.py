"""One audit that grows by 50 events a second, and many who watch it; beside a C loop that does nothing but send()."""

from __future__ import annotations

import asyncio
from pathlib import Path

from service.log import schema
from tests.benchmarks.load import Load, following, program, served

RATE = 50
EVENTS = 500
EVENT_BYTES = 600
OF_THE_AUDIT = 3
"""audit_created, audit_started, and the terminal event."""
IDLE = 10_000


async def watched(folder: Path, clients: int) -> Load:
    """Everyone is caught up before the first event is due; delays count from the time each event was meant for."""
    await asyncio.to_thread(schema.upgrade, folder / "tickmark.db")
    arguments = ("-m", "tests.benchmarks.publishing_server", str(RATE), str(EVENTS))
    async with served(folder, *arguments) as server:
        port, audit_id = server.first_line.split()
        holding = await following(int(port), f"/ws/audit/{audit_id}", clients, "ready")
        await _ready(holding.process)
        server.go()
        load = await holding.result()
    assert load.complete == clients, load
    assert load.last == EVENTS + OF_THE_AUDIT, load
    return load


async def sent_in_c(clients: int) -> Load:
    """The ceiling."""
    arguments = (str(clients), str(RATE), str(EVENTS), str(EVENT_BYTES))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(program("send_loop"), *arguments, stdout=pipe)
    assert process.stdout is not None
    port = int(await process.stdout.readline())
    load = await (await following(port, "/", clients)).result()
    await process.wait()
    assert load.complete == clients, load
    return load


async def bytes_per_idle_watcher(folder: Path) -> float:
    """Memory of a server with 10,000 watchers of one audit, beyond that of the same server with none, per watcher."""
    await asyncio.to_thread(schema.upgrade, folder / "tickmark.db")
    async with served(folder, "-m", "tests.benchmarks.publishing_server", str(RATE), "1") as server:
        port, audit_id = server.first_line.split()
        before = server.resident_bytes()
        holding = await following(int(port), f"/ws/audit/{audit_id}", IDLE, "hold")
        await _ready(holding.process)
        after = server.resident_bytes()
        load = await holding.result()
    assert load.clients == IDLE
    return (after - before) / IDLE


async def _ready(process: asyncio.subprocess.Process) -> None:
    """Wait until every client has been caught up."""
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
