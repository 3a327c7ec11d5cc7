"""tickmark serve: the service in this process, or in several that share its port."""

from __future__ import annotations

import sys

import typer

from service.agents.models.starting import StartupLine, startup_line
from service.api.server import bind
from service.artifacts import artifact_sha256
from service.audits.acceptance import Upload, accept
from service.audits.queue import Queue
from service.bootstrap import opened_store, server_for_workers
from service.checks.disclosures.lists.loading import own
from service.commands.running import log_to_stderr, run_to_end, serving_loop
from service.commands.serve.fleet import ServerFleet
from service.commands.serve.open_files import allow_many
from service.commands.serve.process import serve_on
from service.commands.stopping import Stopping
from service.errors import ConfigurationError
from service.log.place import POSTGRES, PostgresServer, place_of
from service.log.store import EventStore
from service.samples import sample_path
from service.settings import Settings, load_settings

ANYBODY = (
    "anyone who reaches {address} can read every report and finding, hand in reports, and cancel and erase audits: "
    "there are no credentials"
)


def serve(host: str | None, port: int | None, *, sample: bool, processes: int, insecure: bool) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Raises:
        ConfigurationError: the port is taken, or the embedded database was asked for what only PostgreSQL can do.
        BadChecklist: a checklist of the user's own cannot be used.
        SchemaMismatch, DatabaseFailed: the database cannot be used.
    """
    log_to_stderr()
    chosen: dict[str, object] = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    if insecure:
        chosen["insecure_no_auth"] = True
    settings = load_settings(**chosen)
    _refuse(settings, processes)
    allow_many()
    if processes == 1:
        run_to_end(_serve(settings, sample=sample), serving_loop)
    else:
        run_to_end(_serve_with(settings, processes, sample=sample))


def _refuse(settings: Settings, processes: int) -> None:
    """Say what the embedded database cannot do, what nobody should do unawares, and which checklist is of no use."""
    if not settings.is_on_loopback and not settings.insecure_no_auth:
        raise ConfigurationError(
            f"{ANYBODY.format(address=settings.host)}; leave TICKMARK_HOST and --host out to serve this machine only, "
            "or add --insecure-no-auth (TICKMARK_INSECURE_NO_AUTH=true) if only people who may do all this reach it"
        )
    place = place_of(settings.database)
    if processes > 1 and not isinstance(place, PostgresServer):
        raise ConfigurationError(
            f"--workers {processes} needs PostgreSQL, and the database is the SQLite file {place}; leave --workers out "
            f"or set TICKMARK_DATABASE_URL={POSTGRES}USER:PASSWORD@HOST/NAME and run `tickmark db upgrade`"
        )
    if not settings.audits_in_process:
        server_for_workers(settings)
    elif settings.disclosures:
        own(settings.disclosures)  # one that cannot be used is said in one line, before anything is served


async def _serve(settings: Settings, *, sample: bool) -> None:
    listening = bind(settings.host, settings.port)
    async with opened_store(settings):
        pass  # a database that cannot be used is said in one line, before anything is served
    model = await _model(settings)

    async def announce(store: EventStore, queue: Queue) -> None:
        await _announce(settings, listening.getsockname()[1], 1, store if sample else None, queue, model=model)

    await serve_on(listening, settings, announce)


async def _serve_with(settings: Settings, processes: int, *, sample: bool) -> None:
    stopping = Stopping.by_signals()
    listening = bind(settings.host, settings.port)
    port = listening.getsockname()[1]
    async with opened_store(settings):
        pass
    model = await _model(settings)
    async with ServerFleet.started(listening, settings, processes, stopping) as fleet:
        if await fleet.all_ready():
            async with opened_store(settings) as store:
                await _announce(settings, port, processes, store if sample else None, None, model=model)
            await fleet.keep_serving()


async def _model(settings: Settings) -> StartupLine | None:
    """Whether the model can be used, where audits run here."""
    return await startup_line(settings) if settings.audits_in_process else None


async def _announce(
    settings: Settings,
    port: int,
    processes: int,
    sample_in: EventStore | None,
    queue: Queue | None,
    *,
    model: StartupLine | None,
) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    typer.echo(f"Tickmark is ready: http://{host}:{port}")
    typer.echo(f"  database: {place_of(settings.database)}")
    if not settings.is_on_loopback:
        typer.echo(f"  WARNING: {ANYBODY.format(address=settings.host)}")
    if processes > 1:
        typer.echo(f"  {processes} server processes share the port")
    if model is not None:
        typer.echo(f"  {model.line}", err=not model.as_wished)
    if not settings.audits_in_process:
        typer.echo("  audits are run by `tickmark worker` processes")
    if sample_in is not None and await _audit_sample(sample_in, settings, queue):
        typer.echo("  the bundled sample report is being audited; watch it on the page")
    typer.echo("  stop with Ctrl-C")
    sys.stdout.flush()


async def _audit_sample(store: EventStore, settings: Settings, queue: Queue | None) -> bool:
    """Accept the sample unless it has been audited here before; whether it was accepted."""
    path = sample_path()
    data = path.read_bytes()
    if await store.knows_document(artifact_sha256(data)):
        return False
    audit_id = await accept(store, Upload(path.name, data), settings.max_upload_bytes)
    if queue is not None:
        queue.offer(audit_id)
    return True
