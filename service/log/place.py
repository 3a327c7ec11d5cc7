"""Where a log is: a file of the embedded database, or a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from service.errors import ConfigurationError

SQLITE = "sqlite+aiosqlite:///"
POSTGRES = "postgresql+asyncpg://"


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A database on a PostgreSQL server. ``address`` is user:password@host:port/name."""

    address: str

    @property
    def dsn(self) -> str:
        """As PostgreSQL's own programs write it."""
        return f"postgresql://{self.address}"

    def __str__(self) -> str:
        credentials, at, rest = self.address.rpartition("@")
        return f"postgresql://{credentials.partition(':')[0]}{at}{rest}"  # never the password


Place = Path | PostgresServer
"""A Path is the file of an embedded database."""


def place_of(url: str) -> Place:
    """The place that a ``TICKMARK_DATABASE_URL`` names.

    Raises:
        ConfigurationError: it is neither ``sqlite+aiosqlite:///PATH`` nor ``postgresql+asyncpg://...``.
    """
    if url.startswith(POSTGRES) and len(url) > len(POSTGRES):
        return PostgresServer(url.removeprefix(POSTGRES))
    path = url.removeprefix(SQLITE)
    if not url.startswith(SQLITE) or path in {"", ":memory:"}:
        needed = f"it must be {SQLITE}PATH, a file on this machine, or {POSTGRES}USER:PASSWORD@HOST:PORT/NAME"
        raise ConfigurationError(f"TICKMARK_DATABASE_URL is {url.partition('@')[0]!r}; {needed}")
    return Path(path)
