"""tickmark erase: an audit with its document, for good."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys

import typer

from service.bootstrap import opened_store
from service.counting import counted
from service.log.values import AuditRecord, Erased
from service.settings import load_settings


def erase(audit_id: str, *, yes: bool) -> int:
    """Ask, unless ``yes``, and erase; 0 once it is gone, 1 if it is kept after all, 2 if nobody can be asked.

    Raises:
        AuditNotFound, AuditErased: there is no such audit (any more).
        DatabaseFailed: nothing was erased.
    """
    record = asyncio.run(_record(audit_id))
    if not yes and not sys.stdin.isatty():
        typer.echo("tickmark: nothing was erased: there is no terminal to ask on; add --yes if you mean it", err=True)
        return 2
    if not yes and not typer.confirm(_question(record), err=True):
        typer.echo("nothing was erased")
        return 1
    typer.echo(_said(asyncio.run(_erase(audit_id))))
    return 0


async def _record(audit_id: str) -> AuditRecord:
    async with opened_store(load_settings()) as store:
        return await store.audit(audit_id)


async def _erase(audit_id: str) -> Erased:
    async with opened_store(load_settings()) as store:
        return await store.erase(audit_id, _user())


def _user() -> str:
    """The name of who runs this; its number where it has no name, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def _question(record: AuditRecord) -> str:
    running = "" if record.head.ended else " It has not ended; it will be cancelled."
    return (
        f"Audit {record.audit_id} of {record.filename}: {counted(record.head.seq, 'event')}.{running} "
        "Erase it with its document? It cannot be brought back."
    )


def _said(erased: Erased) -> str:
    tombstone = erased.tombstone
    what = f"{counted(tombstone.head_seq, 'event')} and {counted(erased.artifacts, 'artifact')}"
    size = counted(erased.size_bytes, "byte")
    return f"{tombstone.audit_id}  erased: {what}, {size}; its last hash was {tombstone.last_hash}"
