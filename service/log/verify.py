"""Proof that a log is as it was written: every text against its hash, its predecessor and the head."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, cast

from service.artifacts import named_artifacts
from service.errors import ArtifactDamaged, ArtifactNotFound, AuditErased, DatabaseFailed
from service.log.codec import StoredEvent, text_hash
from service.log.store import EventStore
from service.log.values import Head


@dataclass(frozen=True, slots=True)
class Verdict:
    """One audit's result. ``seq`` is the first event that is altered, missing or out of order; None if all is well."""

    audit_id: str
    events: int
    seq: int | None = None
    problem: str | None = None


async def verify(store: EventStore, audit_id: str) -> Verdict:
    """Read one audit's log in pages and check its chain, the last event against the head included, and its artifacts.

    Raises:
        AuditNotFound, AuditErased: there is no such audit (any more).
    """
    verdict = await _verdict(store, audit_id)
    if verdict.problem is not None:
        await store.head(audit_id)  # what was erased while it was read is not broken
    return verdict


async def _verdict(store: EventStore, audit_id: str) -> Verdict:
    record = await store.audit(audit_id)
    head = record.head
    artifacts = {record.document_sha256: 1}
    last: StoredEvent | None = None
    seq = 0
    try:
        while page := await _page(store, audit_id, seq):
            for event in page:
                said = _said(event)
                problem = _problem(event, said, seq + 1)
                if problem:
                    return Verdict(audit_id, seq, seq + 1, problem)
                if said.get("prev") != (last.hash if last else None):
                    return await _broken_link(store, last, event)
                last, seq = event, event.seq
                if seq == 1 and _document(said) != record.document_sha256:
                    return Verdict(audit_id, 0, 1, "event 1 names another document than the audit's row does")
                artifacts.update(dict.fromkeys(named_artifacts(said), seq))
    except DatabaseFailed as error:
        return Verdict(audit_id, seq, seq + 1, f"event {seq + 1} can not be read: {error.reason}")
    verdict = _against_head(audit_id, seq, last.hash if last else None, head, await store.head(audit_id))
    return verdict if verdict.problem else await _with_artifacts(store, verdict, artifacts)


def _document(said: dict[str, Any]) -> object:
    """The SHA-256 of the report that audit_created names: the one that is chained, and audited."""
    document = said.get("document")
    return cast("dict[str, object]", document).get("sha256") if isinstance(document, dict) else None


async def _with_artifacts(store: EventStore, verdict: Verdict, artifacts: dict[str, int]) -> Verdict:
    """What events name is part of what they say: an upload or a result that was altered shows too."""
    for sha256, seq in artifacts.items():
        try:
            await store.artifact(sha256)
        except (ArtifactDamaged, ArtifactNotFound) as error:
            return replace(verdict, seq=seq, problem=f"what event {seq} names was altered or is gone: {error}")
    return verdict


async def verify_all(store: EventStore) -> AsyncIterator[Verdict]:
    """The verdict of every audit that there is, newest audit first, in bounded memory."""
    cursor: str | None = None
    while True:
        page = await store.audits(100, cursor)
        for record in page.audits:
            with suppress(AuditErased):  # since the page was read
                yield await verify(store, record.audit_id)
        if page.next is None:
            return
        cursor = page.next


async def _page(store: EventStore, audit_id: str, after: int) -> list[StoredEvent]:
    """The events after ``after``; one at a time where a page can not be read, so that the right one is named."""
    try:
        return await store.read(audit_id, after)
    except DatabaseFailed:
        return await store.read(audit_id, after, limit=1)


def _problem(event: StoredEvent, said: dict[str, Any], expected_seq: int) -> str | None:
    """What is wrong with an event whatever stands around it."""
    if event.seq != expected_seq:
        return f"event {expected_seq} is missing; the next one is {event.seq}"
    if text_hash(event.body) != event.hash:
        return f"event {event.seq} was altered: its text no longer has its hash"
    if (said.get("seq"), said.get("audit_id"), said.get("type")) != (event.seq, event.audit_id, event.type):
        return f"event {event.seq} was altered: its text does not say its own place"
    return None


def _said(event: StoredEvent) -> dict[str, Any]:
    """What the text says; nothing if it is no JSON object."""
    try:
        said = json.loads(event.body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", said) if isinstance(said, dict) else {}


async def _broken_link(store: EventStore, before: StoredEvent | None, event: StoredEvent) -> Verdict:
    """Which of two events is to blame, where the second does not name the text of the first.

    If what follows the second still names its text, the second is as it was written, and the first was altered
    together with its hash.
    """
    following = await _page(store, event.audit_id, event.seq)
    named = _said(following[0]).get("prev") if following else (await store.head(event.audit_id)).hash
    if before is not None and named == event.hash:
        problem = f"event {before.seq} was altered with its hash: event {event.seq} names another text before it"
        return Verdict(event.audit_id, before.seq - 1, before.seq, problem)
    problem = f"event {event.seq} does not follow event {event.seq - 1}: it names another text before it"
    return Verdict(event.audit_id, event.seq - 1, event.seq, problem)


def _against_head(audit_id: str, seq: int, prev: str | None, before: Head, now: Head) -> Verdict:
    """A running audit moves on while it is read: its head may have passed, never fallen behind, what was read."""
    if seq < before.seq:
        return Verdict(audit_id, seq, seq + 1, f"event {seq + 1} is missing; the head says there are {before.seq}")
    if seq > now.seq:
        return Verdict(audit_id, seq, now.seq + 1, f"event {now.seq + 1} is beyond the head, which says {now.seq}")
    if seq == now.seq and prev != now.hash:
        return Verdict(audit_id, seq, seq, f"event {seq} was altered: the head names another text")
    return Verdict(audit_id, seq)
