"""tickmark db backup and restore: the embedded database into a file, and back."""

from __future__ import annotations

from pathlib import Path

import typer

from service.counting import counted
from service.errors import BackupRefused, ConfigurationError
from service.log.place import place_of
from service.log.restore import alone, put_back, staged
from service.log.sqlite.copies.backup import audits_in, back_up
from service.log.verifying.whole import verify_all
from service.settings import load_settings


def backup(file: Path) -> None:
    """Write the whole database to ``file``.

    Raises:
        BackupRefused, DatabaseFailed: it cannot be.
    """
    path = embedded("pg_dump --format=custom")
    done = back_up(path, file)
    size = f"{counted(done.audits, 'audit')}, {counted(done.size_bytes, 'byte')}"
    typer.echo(f"{file}: {size}; all that was committed in {path}")


def restore(file: Path) -> None:
    """Let the database say what the backup ``file`` says, and keep what it said before.

    Raises:
        BackupRefused: the backup is none, is damaged or altered, or the database is in use.
        DatabaseFailed: it cannot be written.
    """
    path = embedded("pg_restore into a new database")
    with alone(path) as connection, staged(file, path) as stage:
        _refuse_altered(stage, file)
        audits = audits_in(stage)
        kept = put_back(stage, path, connection)
    typer.echo(f"{path}: restored from {file}: {counted(audits, 'audit')}, all verified")
    if kept is not None:
        typer.echo(f"the database from before is kept as {kept}")


def _refuse_altered(stage: Path, file: Path) -> None:
    for verdict in verify_all(stage):
        if verdict.problem is not None:
            raise BackupRefused(str(file), f"{verdict.subject} is not as it was written: {verdict.problem}")


def embedded(instead: str) -> Path:
    """The file of the embedded database."""
    place = place_of(load_settings().database)
    if not isinstance(place, Path):
        said = f"this is for the embedded database; for {place} use {instead} (docs/operations.md, Backup and restore)"
        raise ConfigurationError(said)
    return place
