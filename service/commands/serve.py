"""tickmark serve: the service in this process."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import sys
import threading

import typer

from service.api.connection_manager import ConnectionManager
from service.api.parts import Parts
from service.api.server import bind, server
from service.audits.acceptance import Upload, accept
from service.bootstrap import application, opened_store
from service.commands.running import run_to_end, serving_loop
from service.log.codec import artifact_sha256
from service.log.place import place_of
from service.log.store import EventStore
from service.samples import sample_path
from service.settings import Settings, load_settings

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def serve(host: str | None, port: int | None, *, sample: bool) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Raises:
        ConfigurationError: the port is taken.
        SchemaMismatch, DatabaseFailed: the database can not be used.
    """
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT, stream=sys.stderr)
    chosen = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    run_to_end(_serve(load_settings(**chosen), sample=sample), serving_loop)


async def _serve(settings: Settings, *, sample: bool) -> None:
    listening = bind(settings.host, settings.port)
    async with opened_store(settings):
        pass  # a database that can not be used is said in one line, before anything is served
    # ADK takes seconds to import and holds the interpreter meanwhile: begun now, beside everything else, and waited
    # for before anybody is served, so that no watcher ever feels it.
    importing = threading.Thread(target=_import_agents, name="import of the agents", daemon=True)
    importing.start()
    connections = ConnectionManager()
    app = application(settings, connections)

    async def announce() -> None:
        # What has been made so far stays as long as the process. Left out of the collector's passes, these can not
        # hold watchers up for the time that it takes to look at a few hundred thousand objects.
        gc.collect()
        gc.freeze()
        await _announce(app.state.parts, settings, listening.getsockname()[1], sample=sample)

    serving = server(app, announce, connections.close_all, connections.at_once)
    await asyncio.to_thread(importing.join)
    await serving.serve(sockets=[listening])


async def _announce(parts: Parts, settings: Settings, port: int, *, sample: bool) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    typer.echo(f"Tickmark is ready: http://{host}:{port}")
    typer.echo(f"  database: {place_of(settings.database)}")
    if sample and await _audit_sample(parts.store, settings):
        parts.wake_dispatcher()
        typer.echo("  the bundled sample report is being audited; watch it on the page")
    typer.echo("  stop with Ctrl-C")
    sys.stdout.flush()


async def _audit_sample(store: EventStore, settings: Settings) -> bool:
    """Accept the sample unless it has been audited here before; whether it was accepted."""
    path = sample_path()
    data = path.read_bytes()
    if await store.knows_document(artifact_sha256(data)):
        return False
    await accept(store, Upload(path.name, data), settings.max_upload_bytes)
    return True


def _import_agents() -> None:
    importlib.import_module("service.agents.run")
