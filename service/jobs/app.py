"""Procrastinate's application over our schema: what offers jobs and what works on them are made from it."""

from __future__ import annotations

from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException

from service.jobs.tables import SCHEMA

QUEUE = "audits"
TASK = "tickmark.audit"
POOL_SIZE = 4
POOL_TIMEOUT_S = 5
"""How long a job waits for a connection; it is only a hint, and whoever shuts down should not wait for it."""
STALLED_S = 30.0
"""After so long without a heartbeat a worker is taken for dead, and the jobs that it had are deleted."""

UNREACHABLE = (ConnectorException, psycopg.Error, OSError, TimeoutError)
"""What is raised while the database does not answer."""


def procrastinate_app(dsn: str) -> App:
    """An application, not yet open, whose connections see nothing but the queue's tables."""
    connector = PsycopgConnector(
        conninfo=dsn, min_size=1, max_size=POOL_SIZE, timeout=POOL_TIMEOUT_S, configure=_in_our_schema
    )
    return App(connector=connector)


def reason(error: BaseException) -> str:
    """The database's own word where Procrastinate has wrapped it."""
    cause = error.__cause__ or error
    return str(cause) or type(cause).__name__


async def _in_our_schema(connection: psycopg.AsyncConnection[Any]) -> None:
    await connection.execute(f"SET search_path TO {SCHEMA}".encode())
    await connection.commit()
