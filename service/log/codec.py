"""An event to its stored text and back: the text is made once, hashed, stored, and sent as it stands."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from service.artifacts import named_artifacts
from service.errors import EventTooLarge
from service.events import ENVELOPE_BYTES, MAX_EVENT_BYTES, AnyEvent
from service.log.streams import AUDIT, stream_name

_quoted = json.JSONEncoder().encode
"""A text as JSON. ``json.dumps`` looks at its options first, which takes longer than the text of an id."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event ready to be stored but for its place: ``payload`` is its JSON object without the envelope."""

    type: str
    agent_id: str | None
    schema_version: int
    timestamp: str
    payload: str
    artifacts: tuple[str, ...] = ()
    """The SHA-256 of each artifact that the event names."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it stands in the log. ``body`` is the text that clients receive."""

    audit_id: str
    seq: int
    type: str
    body: str
    hash: str
    stream: str = AUDIT

    @property
    def stream_name(self) -> str:
        """The stream in which it stands, in one name."""
        return stream_name(self.audit_id, self.stream)


def timestamp_now() -> str:
    """Now as ISO 8601, UTC, microseconds, Z."""
    seconds, microseconds = divmod(time.time_ns() // 1000, 1_000_000)
    return f"{_second(seconds)}.{microseconds:06d}Z"


@lru_cache(2)
def _second(seconds: int) -> str:
    """Most events are recorded in the same second as the one before."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def draft(audit_id: str, event: AnyEvent, timestamp: str | None = None) -> Draft:
    """``event`` with the time it was recorded, now unless it is given.

    Raises:
        EventTooLarge: its text would be beyond 512 KiB.
    """
    payload = event.model_dump_json(exclude={"type"})
    size = len(payload.encode()) + ENVELOPE_BYTES
    if size > MAX_EVENT_BYTES:
        raise EventTooLarge(audit_id, event.type, size, MAX_EVENT_BYTES)
    said = vars(event)  # getattr with a default takes longer than all the rest where a model lacks the field
    recorded = timestamp or timestamp_now()
    return Draft(event.type, said.get("agent_id"), event.schema_version, recorded, payload, named_artifacts(said))


def place(audit_id: str, seq: int, prev: str | None, event: Draft, stream: str = AUDIT) -> StoredEvent:
    """``event`` at its place: the envelope spliced before the payload, and the hash of the whole."""
    prev_json = f'"{prev}"' if prev else "null"
    body = (
        f'{{"seq":{seq},"audit_id":{_quoted(audit_id)},"type":"{event.type}",'
        f'"schema_version":{event.schema_version},"timestamp":"{event.timestamp}","prev":{prev_json},'
        f"{event.payload[1:]}"
    )
    return StoredEvent(audit_id, seq, event.type, body, text_hash(body), stream)


def recorded_at(body: str) -> str:
    """When the event of a stored text was recorded."""
    start = body.index('"timestamp":"') + len('"timestamp":"')
    return body[start : body.index('"', start)]


def text_hash(body: str) -> str:
    """The SHA-256 of a stored text (UTF-8), in hex."""
    return hashlib.sha256(body.encode()).hexdigest()
