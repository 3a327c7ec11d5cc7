"""The only place where concrete parts meet: from settings to a running service, and back."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from service.agents.models.configured_models import opened as opened_models
from service.api.app import create_app
from service.api.parts import Parts
from service.api.watching.broadcasting import Broadcasts
from service.api.watching.connection_manager import ConnectionManager
from service.audits.dispatcher import Dispatcher
from service.audits.drawings import Drawings
from service.audits.owner import new_owner
from service.audits.processor import DocumentProcessor
from service.audits.queue import Queue
from service.checks.disclosures.lists.loading import own
from service.errors import ConfigurationError
from service.external.outside import outside
from service.log import schema
from service.log.place import POSTGRES, Place, PostgresServer, place_of
from service.log.sqlite import store as sqlite
from service.log.sqlite.lost import copies_of_another
from service.log.store import EventStore
from service.log.sweeping import keep_swept
from service.projections.past_audits import PastAudits
from service.projections.reviews import Reviews
from service.projections.views import Views
from service.settings import Settings
from service.tail.feed import Feed
from service.workers.pool import WorkerPool
from service.workers.process import Beyond

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AuditRunner:
    """What runs audits in this process."""

    store: EventStore
    processor: DocumentProcessor
    pool: WorkerPool


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncGenerator[EventStore]:
    """The event store, its database at head.

    Raises:
        SchemaMismatch: the database was written by a newer version.
        DatabaseFailed: it cannot be opened.
    """
    store = await _open(place_of(settings.database))
    sweeping = asyncio.create_task(keep_swept(store), name="sweeping")
    try:
        yield store
    finally:
        await _cancel(sweeping)
        await store.close()


@asynccontextmanager
async def running_processor(settings: Settings) -> AsyncGenerator[AuditRunner]:
    """A store and a processor with its worker processes.

    Raises:
        BadChecklist: a checklist of the user's own cannot be used; every audit would fail for it.
        ConfigurationError: the model that is set cannot be asked, or cannot search where it should.
    """
    if settings.disclosures:
        await asyncio.to_thread(own, settings.disclosures)
    async with opened_models(settings) as configured, opened_store(settings) as store:
        if "news" in settings.sources and (configured is None or not configured.can_search):
            raise ConfigurationError(
                "TICKMARK_SOURCES names news, for which a model searches the web, and the one that is set cannot: set "
                "TICKMARK_MODEL=gemini/NAME, or leave news out"
            )
        lists = (str(settings.disclosures.absolute()),) if settings.disclosures else ()
        beyond = Beyond(settings.worker_variables, settings.worker_paths, readable=lists)
        pool = WorkerPool(settings.workers, settings.worker_memory_bytes, beyond)
        sources = outside(settings, settings.data_dir, PastAudits(store)) if settings.sources else None
        try:
            processor = DocumentProcessor(store, pool, settings, new_owner(), configured=configured, outside=sources)
            yield AuditRunner(store, processor, pool)
        finally:
            await pool.close()
            if sources is not None:
                await sources.close()


@asynccontextmanager
async def running_parts(settings: Settings, connections: ConnectionManager) -> AsyncGenerator[Parts]:
    """Everything behind the API; audits that wait in the log are resumed at once, here or by the workers."""
    async with AsyncExitStack() as stack:
        here = settings.audits_in_process
        opened = running_here(settings, connections.at_once) if here else running_elsewhere(settings)
        store, queue = await stack.enter_async_context(opened)
        feed = Feed(store, settings.poll_s)
        listening = asyncio.create_task(feed.run(), name="feed")
        stack.push_async_callback(_cancel, listening)
        broadcasts = Broadcasts(feed, settings.heartbeat_s, settings.slow_client_s)
        drawings = Drawings(settings.worker_memory_bytes)
        stack.push_async_callback(drawings.close)
        views = Views(store)
        reviews = Reviews(store, views)
        yield Parts(settings, store, views, reviews, feed, broadcasts, connections, queue, drawings=drawings)


@asynccontextmanager
async def running_here(settings: Settings, at_once: asyncio.Event) -> AsyncGenerator[tuple[EventStore, Dispatcher]]:
    """The store, and a dispatcher that runs in this process what waits in it."""
    async with running_processor(settings) as running:
        with contextlib.suppress(OSError):  # what cannot be started now is when it is needed, or says so then
            await running.pool.start()
        dispatcher = Dispatcher(running.store, running.processor, settings.concurrent_audits)
        dispatcher.start()
        try:
            yield running.store, dispatcher
        finally:
            await dispatcher.stop(settings.shutdown_grace_s, at_once)


@asynccontextmanager
async def running_elsewhere(settings: Settings) -> AsyncGenerator[tuple[EventStore, Queue]]:
    """The store, and a queue that tells the workers.

    Raises:
        ConfigurationError: there can be no workers.
    """
    server = server_for_workers(settings)
    from service.jobs.offering import JobOffers  # noqa: PLC0415  an extra that may not be installed

    async with opened_store(settings) as store, JobOffers.opened(server.dsn) as offers:
        yield store, offers


@asynccontextmanager
async def running_worker(settings: Settings, at_once: asyncio.Event) -> AsyncGenerator[None]:
    """Audits run in this process, those that jobs name and those that no job names. ``at_once`` ends the grace.

    Raises:
        ConfigurationError: there can be no workers.
    """
    server = server_for_workers(settings)
    from service.jobs.working import JobWorker  # noqa: PLC0415  an extra that may not be installed

    async with (
        running_here(settings, at_once) as (_, dispatcher),
        JobWorker.opened(server.dsn, dispatcher.run, settings.concurrent_audits),
    ):
        yield


def server_for_workers(settings: Settings) -> PostgresServer:
    """The server whose audits any number of processes share.

    Raises:
        ConfigurationError: the database is the embedded one.
    """
    place = place_of(settings.database)
    if isinstance(place, PostgresServer):
        return place
    raise ConfigurationError(
        f"`tickmark worker` processes need PostgreSQL, and the database is the SQLite file {place}, whose audits "
        "`tickmark serve` runs itself; leave TICKMARK_AUDITS_IN_PROCESS true, or set TICKMARK_DATABASE_URL="
        f"{POSTGRES}USER:PASSWORD@HOST/NAME for the server and the workers alike"
    )


def application(settings: Settings, connections: ConnectionManager) -> FastAPI:
    """The FastAPI application over ``settings``."""
    return create_app(settings, lambda: running_parts(settings, connections))


async def _open(place: Place) -> EventStore:
    """The embedded database belongs to whoever opens it and is upgraded; a server is its operator's to upgrade."""
    if isinstance(place, Path):
        is_new = not place.exists()
        copy = await asyncio.to_thread(schema.upgrade, place)
        if is_new:
            _say_it_is_new(place)
        if copy is not None:  # a warning, so that it is said wherever the upgrade happens
            logger.warning("%s was upgraded for this version of Tickmark; as it was before: %s", place, copy)
        return await sqlite.open_store(place)
    from service.log.postgres import store as postgres  # noqa: PLC0415  an extra that may not be installed

    await asyncio.to_thread(schema.check_revision, place)
    return await postgres.open_store(place)


def _say_it_is_new(path: Path) -> None:
    if copies := copies_of_another(path):
        told = (
            "%s was not there, and a new, empty database was made. Copies of another one stand beside it: %s. If that "
        )
        told += "one was lost, stop every process and restore a backup or a copy: `tickmark db restore FILE`"
        logger.warning(told, path, ", ".join(copy.name for copy in copies))
    else:
        logger.info("%s is a new, empty database", path)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
