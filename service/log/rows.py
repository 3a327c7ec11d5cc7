"""Rows of the log as values, the same from every database: what an audit's row says, a page of them, sound bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from service.artifacts import artifact_sha256
from service.errors import ArtifactDamaged, ArtifactNotFound
from service.log.values import AuditPage, AuditRecord, Head

PAGE_BYTES = 256 * 1024
"""A page ends when its texts reach this, so that a reader never holds more of a long history than it can send soon."""


def audit_record(row: Sequence[Any]) -> AuditRecord:
    """An audit from the columns of ``AUDIT_COLUMNS``."""
    audit_id, created_at, sha256, filename, agents, head_seq, head_hash, ended = row
    head = Head(head_seq, head_hash, bool(ended))
    return AuditRecord(audit_id, created_at, sha256, filename, tuple(json.loads(agents)), head)


def cursor_parts(cursor: str | None) -> tuple[str | None, str]:
    """Where a page of audits goes on: the time and the id of the last audit shown; None for the first page."""
    created_at, _, audit_id = (cursor or "").partition("~")
    return created_at or None, audit_id


def audit_page(rows: Sequence[Sequence[Any]], limit: int) -> AuditPage:
    """A page of at most ``limit`` audits; a row more than that says that there are others."""
    shown = tuple(audit_record(row) for row in rows[:limit])
    return AuditPage(shown, f"{shown[-1].created_at}~{shown[-1].audit_id}" if len(rows) > limit else None)


def sound(sha256: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """The bytes in the one row kept under ``sha256``.

    Raises:
        ArtifactNotFound: there is no row.
        ArtifactDamaged: they no longer have that SHA-256.
    """
    if not rows:
        raise ArtifactNotFound(sha256)
    data: bytes = rows[0][0]
    actual = artifact_sha256(data)
    if actual != sha256:
        raise ArtifactDamaged(sha256, actual)
    return data
