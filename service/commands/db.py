"""tickmark db: the schema of the database."""

from __future__ import annotations

import typer

from service.log import schema
from service.log.place import place_of
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
