"""Accepting an upload: what is checked at once, and the audit that it becomes."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field

from service.agents.installed import chosen
from service.artifacts import Contents, artifact_sha256
from service.errors import AlreadyAccepted, ReportTooLarge
from service.events import AuditCreated, Document
from service.log.store import EventStore
from service.log.values import IdempotencyKey
from service.options import Options
from service.reports.door.intake import sniff


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in."""

    filename: str
    data: Contents
    name: str | None = None
    agents: tuple[str, ...] = ()
    idempotency_key: str | None = None
    """The same key with the same upload is accepted once."""
    options: Options = field(default_factory=Options)
    sender: str = ""
    """Who hands it in, as far as it is known: whose turn it is when much waits."""

    def fingerprint(self, sha256: str) -> str:
        """The SHA-256 of all that the client asked for; ``sha256`` is that of the data."""
        asked: tuple[object, ...] = (self.filename, sha256, self.name, self.agents)
        if self.options != Options():  # a request without any has the fingerprint that it always had
            asked = (*asked, self.options)
        return artifact_sha256(repr(asked).encode())


def too_large(max_bytes: int) -> str:
    """The message about a file beyond the limit."""
    return f"the file is larger than {max_bytes / 2**20:g} MiB; raise TICKMARK_MAX_UPLOAD_BYTES or upload a smaller one"


def plain_name(filename: str) -> str:
    """The last part of a path, without control characters, which could break a terminal or a protocol."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return _printable(last)[:255] or "report"


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " * character.isspace() for character in text).strip()


async def accept(
    store: EventStore, upload: Upload, max_bytes: int, *, reserve_for: str | None = None, lease_s: float = 10
) -> str:
    """The id of the new audit, once it is in the log; of the first one, where the same request came before.

    Raises:
        IdempotencyKeyReused: another request came before under this key.
        ReportError: the file is empty, too large, damaged, encrypted, or of no format that is read.
        UnknownAgent: one of the agents is not installed.
        DatabaseFailed: nothing was accepted.
    """
    if len(upload.data) > max_bytes:
        raise ReportTooLarge(upload.filename, too_large(max_bytes))
    filename = plain_name(upload.filename)
    kind = await asyncio.to_thread(sniff, filename, upload.data)
    sha256 = await asyncio.to_thread(artifact_sha256, upload.data)
    document = Document(
        filename=filename,
        media_type=kind.media_type,
        size_bytes=len(upload.data),
        sha256=sha256,
    )
    name = _printable(upload.name or "") or filename
    created = AuditCreated(name=name, document=document, agents=chosen(upload.agents), options=upload.options)
    audit_id = str(uuid.uuid4())
    key = upload.idempotency_key and IdempotencyKey(upload.idempotency_key, upload.fingerprint(sha256))
    try:
        await store.create(
            audit_id,
            created,
            upload.data,
            sender=upload.sender,
            idempotency=key or None,
            reserve_for=reserve_for,
            lease_s=lease_s,
        )
    except AlreadyAccepted as before:
        return before.audit_id
    return audit_id
