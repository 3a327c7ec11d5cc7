"""The events of one audit: each text against its hash, the text before it and the columns that repeat what it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, cast

from service.artifacts import named_artifacts
from service.events import TERMINAL_TYPES
from service.log.codec import text_hash
from service.log.columns import EVENT, misfits, shown
from service.log.verifying.snapshot import Row
from service.log.verifying.verdict import Problem

Said = dict[str, Any]

REPEATED = ("type", "agent_id", "schema_version", "timestamp")
"""What a text says and columns repeat, in the order of the columns."""
CLAIMS = frozenset({"audit_started", "audit_resumed"})


@dataclass(slots=True)
class Chain:
    """The events that were read, up to the first that is not as it was written."""

    count: int = 0
    last_hash: str = ""
    last_type: str = ""
    last_timestamp: object = ""
    first: Said = field(default_factory=Said)
    """What event 1 says."""
    first_hash: str = ""
    claims: object = 0
    """The attempt that the last claim names; 0 if nobody has claimed the audit yet."""
    named: dict[str, int] = field(default_factory=dict[str, int])
    """Each artifact that events name, the document among them, and the first event that does."""
    problem: Problem | None = None

    @property
    def ended(self) -> bool:
        """Whether the last event ends the audit."""
        return self.last_type in TERMINAL_TYPES


def read_chain(audit_id: str, rows: Iterable[Row], head_hash: object) -> Chain:
    """The chain in ``rows``, the columns of ``EVENT`` by seq; ``head_hash`` tells who broke the last link."""
    found = Chain()
    rows = iter(rows)
    for row in rows:
        seq, kind, agent_id, version, recorded_at, body, stored_hash = row
        expected = found.count + 1
        if seq != expected or type(body) is not str:
            found.problem = _out_of_place(row, expected)
            return found
        if text_hash(body) != stored_hash:
            found.problem = Problem(f"event {seq} was altered: its text no longer has its hash", seq)
            return found
        said = _said(body)
        if (said.get("seq"), said.get("audit_id"), said.get("type")) != (seq, audit_id, kind):
            found.problem = Problem(f"event {seq} was altered: its text does not say its own place", seq)
            return found
        if said.get("prev") != (found.last_hash or None):
            found.problem = _broken_link(found, seq, stored_hash, rows, head_hash)
            return found
        if (said.get("agent_id"), said.get("schema_version"), said.get("timestamp")) != (
            agent_id,
            version,
            recorded_at,
        ):
            found.problem = _other_columns(row, said)
            return found
        if problem := _take(found, said, kind, stored_hash):
            found.problem = problem
            return found
    return found


def _take(found: Chain, said: Said, kind: str, stored_hash: str) -> Problem | None:
    """Let the chain grow by an event that follows it, unless it may not be there at all."""
    seq = found.count + 1
    if seq == 1:
        if kind != "audit_created":
            return Problem(f"event 1 is {shown(kind)}, and every audit begins with audit_created", 1)
        found.first, found.first_hash = said, stored_hash
        document = said.get("document")
        if isinstance(document, dict):
            found.named[str(cast("Said", document).get("sha256"))] = 1
    elif found.ended:
        return Problem(f"event {seq} follows event {found.count}, which ended the audit", seq)
    if kind in CLAIMS:
        found.claims = said.get("attempt")
    for sha256 in named_artifacts(said):
        found.named.setdefault(sha256, seq)
    found.count, found.last_hash, found.last_type, found.last_timestamp = seq, stored_hash, kind, said.get("timestamp")
    return None


def _out_of_place(row: Row, expected: int) -> Problem:
    seq = row[0]
    if type(seq) is int and seq > expected:
        return Problem(f"event {expected} is missing; the next one is {seq}", expected)
    if type(seq) is int and seq < expected:
        return Problem(f"event {seq} stands before event 1", expected)
    return Problem(f"event {expected} was altered: {'; '.join(misfits(row, EVENT))}", expected)


def _other_columns(row: Row, said: Said) -> Problem:
    seq, kind, agent_id, version, recorded_at, *_ = row
    columns = {"type": kind, "agent_id": agent_id, "schema_version": version, "recorded_at": recorded_at}
    differ = [
        f"its column {column} says {shown(value)}, its text {shown(said.get(name))}"
        for name, (column, value) in zip(REPEATED, columns.items(), strict=True)
        if said.get(name) != value
    ]
    return Problem(f"event {seq} was altered: {'; '.join(differ)}", seq)


def _broken_link(found: Chain, seq: int, own_hash: str, rows: Iterator[Row], head_hash: object) -> Problem:
    """Which of two events is to blame, where the second does not name the text of the first.

    If what follows the second still names its text, the second is as it was written, and the first was altered
    together with its hash.
    """
    following = next(chain((_said(row[5]).get("prev") for row in rows), (head_hash,)))
    if found.count and following == own_hash:
        text = f"event {seq - 1} was altered with its hash: event {seq} names another text before it"
        found.count -= 1
        return Problem(text, seq - 1)
    return Problem(f"event {seq} does not follow event {seq - 1}: it names another text before it", seq)


def _said(body: object) -> Said:
    """What the text says; nothing if it is no JSON object."""
    try:
        said = json.loads(body) if isinstance(body, str) else None
    except (ValueError, RecursionError):
        return {}
    return cast("Said", said) if isinstance(said, dict) else {}
