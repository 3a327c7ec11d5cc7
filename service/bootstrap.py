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

from service.api.app import create_app
from service.api.broadcasting import Broadcasts
from service.api.connection_manager import ConnectionManager
from service.api.parts import Parts
from service.audits.dispatcher import Dispatcher
from service.audits.owner import new_owner
from service.audits.processor import DocumentProcessor
from service.log import schema
from service.log.place import Place, place_of
from service.log.sqlite import store as sqlite
from service.log.store import EventStore
from service.projections.views import Views
from service.settings import Settings
from service.tail.feed import Feed
from service.workers.pool import WorkerPool

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Running:
    """What runs audits in this process."""

    store: EventStore
    processor: DocumentProcessor


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncGenerator[EventStore]:
    """The event store, its database at head.

    Raises:
        SchemaMismatch: the database was written by a newer version.
        DatabaseFailed: it can not be opened.
    """
    store = await _open(place_of(settings.database))
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def running_processor(settings: Settings) -> AsyncGenerator[Running]:
    """A store and a processor with its worker processes."""
    async with opened_store(settings) as store:
        pool = WorkerPool(settings.workers, settings.worker_memory_bytes)
        try:
            yield Running(store, DocumentProcessor(store, pool, settings, new_owner()))
        finally:
            await pool.close()


@asynccontextmanager
async def running_parts(settings: Settings, connections: ConnectionManager) -> AsyncGenerator[Parts]:
    """Everything behind the API; audits that wait in the log are taken up at once."""
    async with AsyncExitStack() as stack:
        running = await stack.enter_async_context(running_processor(settings))
        feed = Feed(running.store, settings.poll_s)
        listening = asyncio.create_task(feed.run(), name="feed")
        stack.push_async_callback(_cancel, listening)
        dispatcher = Dispatcher(running.store, running.processor, settings.concurrent_audits)
        dispatcher.start()
        stack.push_async_callback(dispatcher.stop, settings.shutdown_grace_s, connections.at_once)
        broadcasts = Broadcasts(feed, settings.heartbeat_s, settings.slow_client_s)
        yield Parts(settings, running.store, Views(running.store), feed, broadcasts, connections, dispatcher.wake)


def application(settings: Settings, connections: ConnectionManager) -> FastAPI:
    """The FastAPI application over ``settings``."""
    return create_app(settings, lambda: running_parts(settings, connections))


async def _open(place: Place) -> EventStore:
    """The embedded database belongs to whoever opens it and is upgraded; a server is its operator's to upgrade."""
    if isinstance(place, Path):
        copy = await asyncio.to_thread(schema.upgrade, place)
        if copy is not None:  # a warning, so that it is said wherever the upgrade happens
            logger.warning("%s was upgraded for this version of Tickmark; as it was before: %s", place, copy)
        return await sqlite.open_store(place)
    from service.log.postgres import store as postgres  # noqa: PLC0415  an extra that may not be installed

    await asyncio.to_thread(schema.check_revision, place)
    return await postgres.open_store(place)


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
