"""What PostgreSQL's errors say: whose fault it was, and whether a commit stands."""

from __future__ import annotations

import asyncpg

from service.errors import LogError
from service.log.place import PostgresServer

OWN_FAULTS = (
    LogError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.DataError,
    ValueError,
    OverflowError,
    TypeError,
    AttributeError,
)
"""What an operation's own values bring about. Any other error is the transaction's."""

IN_DOUBT = (
    OSError,  # a time-out is one
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server has said that it goes, and its connection is not closed yet
    asyncpg.OperatorInterventionError,  # the server was stopped, perhaps between its commit and its answer
    asyncpg.StatementCompletionUnknownError,
)
"""After these a commit may or may not stand. Any other error is PostgreSQL's answer that it does not."""


def in_doubt(error: BaseException) -> str:
    """Why nobody knows whether a commit stands."""
    return f"the connection was lost during a commit ({error or type(error).__name__})"


def unreachable(server: PostgresServer, error: BaseException) -> str:
    """Why nothing came from ``server``, and what to do; its password is not said."""
    if isinstance(error, TimeoutError):
        return f"{server} has not answered in time; see that it runs, is not overloaded and can be reached from here"
    return f"{server}: {str(error) or type(error).__name__}"
