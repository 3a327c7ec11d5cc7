"""tickmark db: the schema of the embedded database."""

from __future__ import annotations

import typer

from service.log import schema
from service.settings import Settings


def upgrade() -> None:
    """Bring the database to head."""
    path = Settings().database_path
    before = schema.current(path)
    schema.upgrade(path)
    after = schema.current(path)
    typer.echo(f"{path}: {before or 'new'} -> {after}" if before != after else f"{path}: already at {after}")


def current() -> None:
    """Print the revision, and whether it is this version's."""
    path = Settings().database_path
    actual, expected = schema.current(path), schema.head(path)
    typer.echo(f"{path}: {actual or 'no schema'}{' (head)' if actual == expected else f', head is {expected}'}")


def check() -> None:
    """Say that the database is at head.

    Raises:
        SchemaMismatch: it is not.
    """
    path = Settings().database_path
    schema.check(path)
    typer.echo(f"{path}: at head, tables as the models have them")
