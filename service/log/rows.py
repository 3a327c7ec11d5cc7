"""Rows of the log as values, the same from every database: what an audit's row says, a page of them, sound bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from service.artifacts import artifact_sha256
from service.errors import ArtifactDamaged, ArtifactNotFound, AuditDamaged
from service.log.columns import AUDIT, misfits
from service.log.streams import AUDIT as AUDIT_STREAM
from service.log.values import AuditPage, AuditRecord, Damaged, Head

PAGE_BYTES = 256 * 1024
"""A page ends when its texts reach this, so that a reader never holds more of a long history than it can send soon."""


RECORD = {name: AUDIT[name] for name in ("created_at", "document_sha256", "filename", "agents")}
HEAD = {name: AUDIT[name] for name in ("head_seq", "head_hash", "ended")}
REVIEW_HEAD = {name: AUDIT[name] for name in ("review_seq", "review_hash")}


def audit_record(row: Sequence[Any]) -> AuditRecord:
    """An audit from the columns of ``AUDIT_COLUMNS``.

    Raises:
        AuditDamaged: what stands there cannot be what was written.
    """
    audit_id, created_at, sha256, filename, agents, *heads = row
    if wrong := misfits(row[1:5], RECORD):
        raise AuditDamaged(str(audit_id), "; ".join(wrong))
    head, review = head_of(audit_id, *heads[:3]), review_head_of(audit_id, *heads[3:])
    return AuditRecord(audit_id, created_at, sha256, filename, tuple(json.loads(agents)), head, review)


def head_of(audit_id: str, seq: Any, text_hash: Any, ended: Any) -> Head:
    """The head in the row of an audit.

    Raises:
        AuditDamaged: what stands there can be no head.
    """
    if wrong := misfits((seq, text_hash, ended), HEAD):
        raise AuditDamaged(str(audit_id), "; ".join(wrong))
    return Head(seq, text_hash, bool(ended))


def review_head_of(audit_id: str, seq: Any, text_hash: Any) -> Head:
    """The head of the review in the row of an audit.

    Raises:
        AuditDamaged: what stands there can be no head.
    """
    if wrong := misfits((seq, text_hash), REVIEW_HEAD):
        raise AuditDamaged(str(audit_id), "; ".join(wrong))
    return Head(seq, text_hash, ended=False)


def sound_heads(rows: Iterable[Sequence[Any]], stream: str) -> dict[str, Head]:
    """The heads of ``stream`` in rows of audit_id and the columns of its head; those that can be none are left out."""
    read = head_of if stream == AUDIT_STREAM else review_head_of
    found: dict[str, Head] = {}
    for audit_id, *head in rows:
        with suppress(AuditDamaged):
            found[audit_id] = read(audit_id, *head)
    return found


def cursor_parts(cursor: str | None) -> tuple[str | None, str]:
    """Where a page of audits goes on: the time and the id of the last audit shown; None for the first page."""
    created_at, _, audit_id = (cursor or "").partition("~")
    return created_at or None, audit_id


def audit_page(rows: Sequence[Sequence[Any]], limit: int, undated: Sequence[Sequence[Any]] = ()) -> AuditPage:
    """A page of at most ``limit`` audits; a row more than that says that there are others.

    ``undated`` are rows besides, of which nobody can say where in the list they belong.
    """
    shown: list[AuditRecord] = []
    damaged: list[Damaged] = []
    for row in (*rows[:limit], *undated):
        try:
            shown.append(audit_record(row))
        except AuditDamaged as error:
            damaged.append(Damaged(error.audit_id, error.problem))
    last = rows[min(limit, len(rows)) - 1] if rows else None
    return AuditPage(tuple(shown), f"{last[1]}~{last[0]}" if last and len(rows) > limit else None, tuple(damaged))


def sound(sha256: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """The bytes in the one row kept under ``sha256``.

    Raises:
        ArtifactNotFound: there is no row.
        ArtifactDamaged: they no longer have that SHA-256.
    """
    if not rows:
        raise ArtifactNotFound(sha256)
    data = rows[0][0]
    if not isinstance(data, bytes):  # SQLite keeps any type of value in any column
        raise ArtifactDamaged(sha256, "nothing, for they are no bytes")
    actual = artifact_sha256(data)
    if actual != sha256:
        raise ArtifactDamaged(sha256, actual)
    return data
