"""The stored text of an event: its shape, its hash, its size."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.artifacts import artifact_sha256
from service.errors import EventTooLarge
from service.events import ENVELOPE_BYTES, MAX_EVENT_BYTES, AgentSkipped, AnyEvent, AuditResumed, AuditStarted, parse
from service.log.codec import draft, place, text_hash, timestamp_now
from tests.log_events import complete, completed, created, progress

AUDIT = "0f8fad5b-d9cb-469f-a165-70867728950e"
PREV = "ab" * 32
ENVELOPE = {"seq", "audit_id", "type", "schema_version", "timestamp", "prev"}
EVENTS: tuple[AnyEvent, ...] = (
    created(),
    AuditStarted(attempt=1),
    progress(3, "Bilanz – geprüft"),
    completed("one", "two"),
    AgentSkipped(agent_id="external_signal", reason="no model is configured"),
    AuditResumed(attempt=2, reason="it stopped", crashed=True),
    complete(),
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_a_text_is_the_envelope_and_the_fields_of_the_event(event: AnyEvent) -> None:
    stored = place(AUDIT, 7, PREV, draft(AUDIT, event))

    said = json.loads(stored.body)
    assert set(said) == ENVELOPE | set(event.model_dump())
    assert (said["seq"], said["audit_id"], said["type"], said["prev"]) == (7, AUDIT, event.type, PREV)
    assert said["schema_version"] == event.schema_version
    assert {key: said[key] for key in said if key not in ENVELOPE} == event.model_dump(mode="json", exclude={"type"})


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_an_event_is_read_back_from_its_text(event: AnyEvent) -> None:
    assert parse(place(AUDIT, 1, None, draft(AUDIT, event)).body) == event


def test_no_field_is_said_twice() -> None:
    for event in EVENTS:
        body = place(AUDIT, 7, PREV, draft(AUDIT, event)).body
        keys = [key for key, _ in json.loads(body, object_pairs_hook=list)]
        assert len(keys) == len(set(keys))


def test_the_first_text_names_none_before_it() -> None:
    assert '"prev":null' in place(AUDIT, 1, None, draft(AUDIT, created())).body


def test_times_are_utc_with_microseconds_and_a_z() -> None:
    before = datetime.now(UTC)

    said = json.loads(place(AUDIT, 1, None, draft(AUDIT, progress())).body)["timestamp"]

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", said)
    assert before <= datetime.fromisoformat(said) <= datetime.now(UTC)


def test_a_whole_second_keeps_its_six_zeros() -> None:
    assert {len(timestamp_now()) for _ in range(3)} == {len("2026-01-01T00:00:00.000000Z")}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.integers(1, 2**62))
def test_the_hash_is_that_of_the_bytes_on_the_wire(message: str, seq: int) -> None:
    stored = place(AUDIT, seq, PREV, draft(AUDIT, progress(message=message)))

    assert stored.hash == text_hash(stored.body) == artifact_sha256(stored.body.encode())
    assert json.loads(stored.body)["message"] == message
    assert "\n" not in stored.body


def test_the_envelope_never_exceeds_what_is_reserved_for_it() -> None:
    largest = place("f" * 36, 2**63 - 1, PREV, draft(AUDIT, completed()))
    payload = json.loads(largest.body)

    fields = {key: value for key, value in payload.items() if key not in ENVELOPE}
    assert len(largest.body) - len(json.dumps(fields, separators=(",", ":"))) < ENVELOPE_BYTES


@pytest.mark.parametrize("filler", ["x", "ü", "€", "🧾"])
def test_what_is_drafted_fits_and_what_does_not_is_refused(filler: str) -> None:
    size = len(filler.encode())
    bare = len(draft(AUDIT, completed("")).payload)
    room = MAX_EVENT_BYTES - ENVELOPE_BYTES - bare

    fits = place(AUDIT, 2**63 - 1, PREV, draft(AUDIT, completed(filler * (room // size))))
    assert len(fits.body.encode()) <= MAX_EVENT_BYTES
    with pytest.raises(EventTooLarge) as refused:
        draft(AUDIT, completed(filler * (room // size + 1)))

    assert refused.value.audit_id == AUDIT
    assert refused.value.size_bytes > refused.value.limit_bytes
