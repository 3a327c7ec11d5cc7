"""The service on a socket that listens already; run as a program, one of the processes of ``serve --workers N``.

As a program it is given the number of the inherited socket and says one line once it serves. It stops when its owner
says so on its standard input, or when that ends: so it cannot outlive the process that started it.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import socket
import sys
import threading
from collections.abc import Awaitable, Callable

from service.api.edge.connection_limit import ConnectionLimit
from service.api.server import Server, server
from service.api.watching.connection_manager import ConnectionManager
from service.api.watching.rehearsal import rehearse
from service.audits.queue import Queue
from service.bootstrap import application
from service.commands.running import log_to_stderr, run_to_end, serving_loop
from service.commands.serve.open_files import allowed
from service.log.store import EventStore
from service.settings import Settings, load_settings

READY = b"serving\n"
STOP = b"."
AT_ONCE = b"!"
"""What the owner says. Not by signals: a service manager may have sent one to every process already, and a second one
means that there is no time."""

SWITCH_S = 0.0001
"""How long a thread that has work waits for the interpreter while another holds it. While events go out to thousands of
watchers the event loop holds it all the time, and a commit needs it dozens of times: with Python's 5 ms each time, the
log could not be written as fast as it was sent."""

OnceReady = Callable[[EventStore, Queue], Awaitable[None]]


async def serve_on(
    listening: socket.socket, settings: Settings, once_ready: OnceReady, started: Callable[[Server], None] | None = None
) -> None:
    """Serve until SIGTERM, Ctrl-C, or whatever ``started`` does with the server."""
    sys.setswitchinterval(SWITCH_S)
    importing = threading.Thread(target=_import_agents, name="import of the agents", daemon=True)
    if settings.audits_in_process:
        # ADK takes seconds to import and holds the interpreter meanwhile, and again when it runs for the first time:
        # begun now, beside everything else, and waited for before anybody is served, so that no watcher ever feels it.
        importing.start()
    connections = ConnectionManager()
    app = application(settings, connections)

    async def announce() -> None:
        await rehearse(app)
        # What has been made so far stays as long as the process. Left out of the collector's passes, these cannot
        # hold watchers up for the time that it takes to look at a few hundred thousand objects.
        gc.collect()
        gc.freeze()
        await once_ready(app.state.parts.store, app.state.parts.queue)

    connection_limit = ConnectionLimit.within(allowed(), settings.max_connections, settings.connections_per_address)
    serving = server(app, connection_limit, announce, connections.close_all, connections.at_once)
    if started is not None:
        started(serving)
    if settings.audits_in_process:
        await asyncio.to_thread(importing.join)
    await serving.serve(sockets=[listening])


def _import_agents() -> None:
    asyncio.run(importlib.import_module("service.agents.run").rehearse())


async def _serve_inherited(number: int) -> None:
    loop = asyncio.get_running_loop()

    def obey_owner(serving: Server) -> None:
        def said() -> None:
            words = os.read(sys.stdin.fileno(), 16)
            if AT_ONCE in words:
                serving.stop_at_once()
            if not words:
                loop.remove_reader(sys.stdin.fileno())
            serving.stop()

        loop.add_reader(sys.stdin.fileno(), said)

    async def say_so(_store: EventStore, _queue: Queue) -> None:
        sys.stdout.buffer.write(READY)
        sys.stdout.flush()

    await serve_on(socket.socket(fileno=number), load_settings(), say_so, obey_owner)


if __name__ == "__main__":
    log_to_stderr()
    run_to_end(_serve_inherited(int(sys.argv[1])), serving_loop)
