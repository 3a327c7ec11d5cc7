"""Proof that a log is as it was written: every text against its hash, its predecessor and the head."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from service.log.codec import StoredEvent, text_hash
from service.log.store import EventStore, Head


@dataclass(frozen=True, slots=True)
class Verdict:
    """One audit's result. ``seq`` is the first event that is altered, missing or out of order; None if all is well."""

    audit_id: str
    events: int
    seq: int | None = None
    problem: str | None = None


async def verify(store: EventStore, audit_id: str) -> Verdict:
    """Read one audit's log in pages and check its chain, the last event against the head included.

    Raises:
        AuditNotFound: there is no such audit.
    """
    head = await store.head(audit_id)
    seq, prev = 0, None
    while page := await store.read(audit_id, seq):
        for event in page:
            problem = _problem(event, seq + 1, prev)
            if problem:
                return Verdict(audit_id, seq, seq + 1, problem)
            seq, prev = event.seq, event.hash
    return _against_head(audit_id, seq, prev, head, await store.head(audit_id))


async def verify_all(store: EventStore) -> AsyncIterator[Verdict]:
    """Every audit's verdict, newest audit first, in bounded memory."""
    cursor: str | None = None
    while True:
        page = await store.audits(100, cursor)
        for record in page.audits:
            yield await verify(store, record.audit_id)
        if page.next is None:
            return
        cursor = page.next


def _problem(event: StoredEvent, expected_seq: int, prev: str | None) -> str | None:
    if event.seq != expected_seq:
        return f"event {expected_seq} is missing; the next one is {event.seq}"
    if text_hash(event.body) != event.hash:
        return f"event {event.seq} was altered: its text no longer has its hash"
    try:
        said = json.loads(event.body)
    except ValueError:
        return f"event {event.seq} was altered: its text is not JSON"
    if said.get("prev") != prev:
        return f"event {event.seq} does not follow event {event.seq - 1}: it names another text before it"
    if (said.get("seq"), said.get("audit_id"), said.get("type")) != (event.seq, event.audit_id, event.type):
        return f"event {event.seq} was altered: its text does not say its own place"
    return None


def _against_head(audit_id: str, seq: int, prev: str | None, before: Head, now: Head) -> Verdict:
    """A running audit moves on while it is read: its head may have passed, never fallen behind, what was read."""
    if seq < before.seq:
        return Verdict(audit_id, seq, seq + 1, f"event {seq + 1} is missing; the head says there are {before.seq}")
    if seq > now.seq:
        return Verdict(audit_id, seq, now.seq + 1, f"event {now.seq + 1} is beyond the head, which says {now.seq}")
    if seq == now.seq and prev != now.hash:
        return Verdict(audit_id, seq, seq, f"event {seq} was altered: the head names another text")
    return Verdict(audit_id, seq)
