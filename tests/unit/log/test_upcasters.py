"""Texts that other versions wrote: older ones are brought up to date step by step, newer ones read as far as known."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest

from service.events import AgentCompleted, AnyEvent, Event, UnknownEvent, parse
from service.findings_list import decode_findings
from service.log.codec import StoredEvent, draft, place, text_hash
from service.log.sqlite.store import SqliteEventStore
from service.projections.audit_state import AuditState, fold
from service.projections.views import Views
from service.upcasters import Said, upcast
from tests.log_events import complete, completed, created, new_audit, progress

AUDIT = "0f8fad5b-d9cb-469f-a165-70867728950e"


class AgentPondered(Event):
    """An event as a newer version may have it."""

    type: Literal["agent_pondered"] = "agent_pondered"
    agent_id: str = "numeric_validation"
    depth: int = 7


def text_of(event: Any) -> Said:
    return json.loads(place(AUDIT, 7, "ab" * 32, draft(AUDIT, event)).body)


def test_an_old_text_goes_through_every_version_up_to_the_latest() -> None:
    steps = {
        ("kind", 1): lambda said: said | {"second": said["first"] + 1},
        ("kind", 2): lambda said: said | {"third": said["second"] + 1},
        ("other", 3): lambda said: {},
    }
    said = {"type": "kind", "schema_version": 1, "first": 1}

    assert upcast(said, steps) == {"type": "kind", "schema_version": 3, "first": 1, "second": 2, "third": 3}
    assert said == {"type": "kind", "schema_version": 1, "first": 1}


def with_more(said: Any) -> Any:
    """The same with a field more in every object but those that count by name."""
    if isinstance(said, list):
        return [with_more(each) for each in said]
    if not isinstance(said, dict):
        return said
    fixed = {key: value if key == "by_severity" else with_more(value) for key, value in said.items()}
    return fixed | {"what_came_later": [1]}


@pytest.mark.parametrize("event", [created(), progress(), completed("one", "two"), complete()], ids=lambda e: e.type)
def test_a_text_of_a_newer_version_is_read_as_ours_and_what_it_has_besides_is_ignored(event: AnyEvent) -> None:
    newer = with_more(text_of(event)) | {"schema_version": 99}
    if event.type == "audit_complete":
        newer["by_agent"] = {}

    assert parse(json.dumps(newer)) == event


def test_findings_outside_of_their_event_may_say_more_than_we_know_too() -> None:
    findings = completed("one").findings
    newer = with_more([finding.model_dump(mode="json") for finding in findings])

    assert tuple(decode_findings(json.dumps(newer).encode())) == findings


def test_an_event_of_an_unknown_type_is_one_that_says_nothing() -> None:
    assert parse(json.dumps(text_of(AgentPondered()))) == UnknownEvent(type="agent_pondered")


@pytest.mark.parametrize(
    "text",
    [
        *("", "no", "[]", "7", "null", "{}", '{"type": "agent_error"}', '{"type": [], "schema_version": 1}'),
        *('{"type": "agent_error", "schema_version": {}}', '{"type": "agent_error", "schema_version": 1}'),
    ],
)
def test_what_is_no_event_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  of JSON or of ours
        parse(text)


def test_an_unknown_event_moves_the_state_on_and_changes_nothing_else() -> None:
    first = place(AUDIT, 1, None, draft(AUDIT, created()))
    state = fold(AuditState(), [first])
    body = json.dumps(text_of(AgentPondered()) | {"seq": 2})

    after = fold(state, [StoredEvent(AUDIT, 2, "agent_pondered", body, text_hash(body))])

    assert after.seq == 2
    assert (after.agents, after.status, after.created_at) == (state.agents, state.status, state.created_at)


async def test_views_of_a_log_that_a_newer_version_has_written_to_show_all_that_is_known(
    sqlite_store: SqliteEventStore,
) -> None:
    audit_id = await new_audit(sqlite_store)
    newer: Any = AgentPondered()
    await sqlite_store.append(audit_id, [newer, completed("one"), newer, complete()], 1)

    views = Views(sqlite_store)

    state = await views.state(audit_id)
    assert (state.seq, state.status, state.findings_total) == (5, "complete", 1)
    assert await views.findings(audit_id) == list(completed("one").findings)
    kinds = [type(parse(stored.body)) for stored in await sqlite_store.read(audit_id, 1)]
    assert kinds[:3] == [UnknownEvent, AgentCompleted, UnknownEvent]
