"""tickmark worker: audits run in this process, for servers anywhere on the same database."""

from __future__ import annotations

import asyncio
import importlib
import sys

import typer

from service.agents.models.starting import startup_line
from service.bootstrap import running_worker, server_for_workers
from service.commands.running import log_to_stderr, run_to_end
from service.commands.stopping import Stopping
from service.settings import Settings, load_settings


def worker() -> None:
    """Run audits until SIGTERM or Ctrl-C; those that have not ended by the grace period's end are left to others.

    Raises:
        ConfigurationError: the database is the embedded one, or the model that is set cannot be asked.
        SchemaMismatch, DatabaseFailed: the database cannot be used.
    """
    log_to_stderr()
    run_to_end(_work(load_settings()))


async def _work(settings: Settings) -> None:
    stopping = Stopping.by_signals()
    server = server_for_workers(settings)
    # ADK takes seconds to import and holds the interpreter meanwhile, in which no lease could be renewed.
    await asyncio.to_thread(importlib.import_module, "service.agents.run")
    model = await startup_line(settings)
    async with running_worker(settings, stopping.at_once):
        typer.echo(f"Tickmark worker is ready: audits of {server}, {settings.concurrent_audits} at once")
        typer.echo(f"  {model.line}", err=not model.as_wished)
        sys.stdout.flush()
        await stopping.asked.wait()
