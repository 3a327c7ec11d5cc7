"""One stream of an audit: each text against its hash, the text before it and the columns that repeat what it says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, cast

from service.artifacts import named_artifacts
from service.events import CLASSES, REVIEW_TYPES, TERMINAL_TYPES
from service.log.codec import text_hash
from service.log.columns import EVENT, misfits, shown
from service.log.streams import AUDIT, REVIEW
from service.log.verifying.snapshot import Row
from service.log.verifying.verdict import Problem

Said = dict[str, Any]

REPEATED = ("type", "agent_id", "schema_version", "timestamp")
"""What a text says and columns repeat, in the order of the columns."""
CLAIMS = frozenset({"audit_started", "audit_resumed"})
NOUNS = {AUDIT: "event", REVIEW: "decision"}
"""What the events of each stream are called."""
MISPLACED = {AUDIT: REVIEW_TYPES, REVIEW: CLASSES.keys() - REVIEW_TYPES}
"""Which types a stream never holds: those of the other one."""


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
    noun: str = "event"
    sign_offs: list[tuple[int, str, Said]] = field(default_factory=list[tuple[int, str, Said]])
    """The seq and the hash of each event of a review that signs it off, and what it says."""

    @property
    def ended(self) -> bool:
        """Whether the last event ends the audit."""
        return self.last_type in TERMINAL_TYPES


def read_chain(audit_id: str, rows: Iterable[Row], head_hash: object, stream: str = AUDIT) -> Chain:
    """The chain in ``rows``, the columns of ``EVENT`` by seq; ``head_hash`` tells who broke the last link."""
    found = Chain(noun=NOUNS[stream])
    rows = iter(rows)
    for row in rows:
        seq, kind, agent_id, version, recorded_at, body, stored_hash = row
        expected = found.count + 1
        if seq != expected or type(body) is not str:
            found.problem = _out_of_place(found.noun, row, expected)
            return found
        if text_hash(body) != stored_hash:
            found.problem = Problem(f"{found.noun} {seq} was altered: its text no longer has its hash", seq, found.noun)
            return found
        said = _said(body)
        if (said.get("seq"), said.get("audit_id"), said.get("type")) != (seq, audit_id, kind):
            found.problem = Problem(
                f"{found.noun} {seq} was altered: its text does not say its own place", seq, found.noun
            )
            return found
        if said.get("prev") != (found.last_hash or None):
            found.problem = _broken_link(found, seq, stored_hash, rows, head_hash)
            return found
        if (said.get("agent_id"), said.get("schema_version"), said.get("timestamp")) != (
            agent_id,
            version,
            recorded_at,
        ):
            found.problem = _other_columns(found.noun, row, said)
            return found
        if kind in MISPLACED[stream]:
            where = "stands in the stream of decisions" if stream == REVIEW else "is no event of the audit itself"
            found.problem = Problem(f"{found.noun} {seq} is {shown(kind)}, which {where}", seq, found.noun)
            return found
        problem = (_take if stream == AUDIT else _take_decision)(found, said, kind, stored_hash)
        if problem is not None:
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
    _follow(found, said, kind, stored_hash)
    return None


def _take_decision(found: Chain, said: Said, kind: str, stored_hash: str) -> Problem | None:
    """Let the chain of a review grow; as ``_take``."""
    seq = found.count + 1
    if not isinstance(said.get("by"), str):
        return Problem(f"decision {seq} does not say whose it is", seq, found.noun)
    if kind == "review_signed_off":
        found.sign_offs.append((seq, stored_hash, said))
    _follow(found, said, kind, stored_hash)
    return None


def _follow(found: Chain, said: Said, kind: str, stored_hash: str) -> None:
    found.count += 1
    found.last_hash, found.last_type, found.last_timestamp = stored_hash, kind, said.get("timestamp")


def _out_of_place(noun: str, row: Row, expected: int) -> Problem:
    seq = row[0]
    if type(seq) is int and seq > expected:
        return Problem(f"{noun} {expected} is missing; the next one is {seq}", expected, noun)
    if type(seq) is int and seq < expected:
        return Problem(f"{noun} {seq} stands before {noun} 1", expected, noun)
    return Problem(f"{noun} {expected} was altered: {'; '.join(misfits(row, EVENT))}", expected, noun)


def _other_columns(noun: str, row: Row, said: Said) -> Problem:
    seq, kind, agent_id, version, recorded_at, *_ = row
    columns = {"type": kind, "agent_id": agent_id, "schema_version": version, "recorded_at": recorded_at}
    differ = [
        f"its column {column} says {shown(value)}, its text {shown(said.get(name))}"
        for name, (column, value) in zip(REPEATED, columns.items(), strict=True)
        if said.get(name) != value
    ]
    return Problem(f"{noun} {seq} was altered: {'; '.join(differ)}", seq, noun)


def _broken_link(found: Chain, seq: int, own_hash: str, rows: Iterator[Row], head_hash: object) -> Problem:
    """Which of two events is to blame, where the second does not name the text of the first.

    If what follows the second still names its text, the second is as it was written, and the first was altered
    together with its hash.
    """
    noun = found.noun
    following = next(chain((_said(row[5]).get("prev") for row in rows), (head_hash,)))
    if found.count and following == own_hash:
        text = f"{noun} {seq - 1} was altered with its hash: {noun} {seq} names another text before it"
        found.count -= 1
        found.sign_offs = [sign_off for sign_off in found.sign_offs if sign_off[0] <= found.count]
        return Problem(text, seq - 1, noun)
    return Problem(f"{noun} {seq} does not follow {noun} {seq - 1}: it names another text before it", seq, noun)


def _said(body: object) -> Said:
    """What the text says; nothing if it is no JSON object."""
    try:
        said = json.loads(body) if isinstance(body, str) else None
    except (ValueError, RecursionError):
        return {}
    return cast("Said", said) if isinstance(said, dict) else {}
