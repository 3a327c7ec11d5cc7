"""tickmark db: the schema of the database."""

from __future__ import annotations

import typer

from service.commands.backup import embedded
from service.errors import DatabaseFailed
from service.log import schema
from service.log.place import place_of
from service.log.restore import alone
from service.log.sqlite.copies.rewriting import rewrite
from service.settings import load_settings


def upgrade() -> None:
    """Bring the database to head."""
    place = place_of(load_settings().database)
    before, queue_before = schema.current(place), schema.queue_is_there(place)
    copy = schema.upgrade(place)
    after = schema.current(place)
    typer.echo(f"{place}: {before or 'new'} -> {after}" if before != after else f"{place}: already at {after}")
    if not queue_before:
        typer.echo("the tables of the queue that tells workers of audits were created or upgraded")
    if copy is not None:
        typer.echo(f"the database from before is kept as {copy}")


def vacuum() -> None:
    """Rewrite the embedded database, so that it takes no more room than it needs and gives room back from now on.

    Raises:
        BackupRefused: the database is in use.
        DatabaseFailed: there is none, or there is no room for a second one beside it.
    """
    path = embedded("VACUUM FULL")
    with alone(path) as connection:
        if connection is None:
            raise DatabaseFailed(f"rewrite {path}", "there is no such file")
        before = path.stat().st_size
        rewrite(connection, path)
    typer.echo(f"{path}: {_mib(before)} -> {_mib(path.stat().st_size)}; what is erased from now on makes it smaller")


def _mib(size_bytes: int) -> str:
    return f"{size_bytes / 2**20:,.1f} MiB"


def current() -> None:
    """Print the revision, and whether it is this version's."""
    place = place_of(load_settings().database)
    actual, expected = schema.current(place), schema.head(place)
    typer.echo(f"{place}: {actual or 'no schema'}{' (head)' if actual == expected else f', head is {expected}'}")


def check() -> None:
    """Say that the database is at head.

    Raises:
        SchemaMismatch: it is not, or a rule that keeps the log append-only is missing or altered.
    """
    place = place_of(load_settings().database)
    schema.check(place)
    typer.echo(f"{place}: at head, tables as the models have them, rules as the migrations make them")
