"""Where a log is: a file of the embedded database, or a PostgreSQL server."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from service.errors import ConfigurationError

SQLITE = "sqlite+aiosqlite:///"
POSTGRES = "postgresql+asyncpg://"
POSTGRES_PACKAGES = ("asyncpg", "procrastinate", "psycopg", "psycopg_pool")
"""What the extra ``postgres`` installs."""

SECRETS = re.compile(r"((?:ssl)?password=)[^&]*", re.IGNORECASE)
"""Options of an address that are nobody's business."""


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
        shown = SECRETS.sub(r"\1...", rest)
        return f"postgresql://{credentials.partition(':')[0]}{at}{shown}"  # never the password


Place = Path | PostgresServer
"""A Path is the file of an embedded database."""


def place_of(url: str) -> Place:
    """The place that a ``TICKMARK_DATABASE_URL`` names.

    Raises:
        ConfigurationError: it is neither ``sqlite+aiosqlite:///PATH`` nor ``postgresql+asyncpg://...``, or what
            PostgreSQL needs is not installed.
    """
    if url.startswith(POSTGRES) and len(url) > len(POSTGRES):
        require(POSTGRES_PACKAGES)
        return PostgresServer(url.removeprefix(POSTGRES))
    path = url.removeprefix(SQLITE)
    if not url.startswith(SQLITE) or path in {"", ":memory:"}:
        needed = f"it must be {SQLITE}PATH, a file on this machine, or {POSTGRES}USER:PASSWORD@HOST:PORT/NAME"
        raise ConfigurationError(f"TICKMARK_DATABASE_URL is {_shown(url)!r}; {needed}")
    return Path(path)


def _shown(url: str) -> str:
    """The address without who logs in there, nor the options, which may hold a password too."""
    before, at, after = url.rpartition("@")
    scheme, slashes, _ = before.partition("://")
    return f"{scheme if slashes else ''}{slashes}...{at}{after.partition('?')[0]}" if at else url


def require(packages: Sequence[str]) -> None:
    """Do nothing if the packages that PostgreSQL needs are installed.

    Raises:
        ConfigurationError: some are not.
    """
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        pip = f"{sys.executable} -m pip install --no-deps --require-hashes -r requirements.lock"
        raise ConfigurationError(
            f"TICKMARK_DATABASE_URL names a PostgreSQL server, without {', '.join(missing)}; "
            f"in Tickmark's folder, run: {pip}"
        )
