"""The list of an agent's ticks is kept, proved, carried over and erased with the event that names it."""

from __future__ import annotations

import pytest

from service.artifacts import artifact_sha256
from service.errors import ArtifactNotFound
from service.events import AgentCompleted, AnyEvent
from service.log.store import EventStore
from tests.contract.databases.kinds import Tamperer
from tests.log_events import complete, completed, new_audit
from tests.verdicts import verify

TICKS = b'{"tables":[],"left_out":0}'
FINDINGS = b"[]"


def ticked() -> AgentCompleted:
    return completed().model_copy(update={"ticks": artifact_sha256(TICKS)})


async def audit_with(store: EventStore, event: AnyEvent, *artifacts: bytes, document: bytes = b"a report") -> str:
    audit_id = await new_audit(store, document=document)
    await store.append(audit_id, [event, complete()], 1, artifacts=artifacts)
    return audit_id


async def test_ticks_are_kept_under_the_name_that_their_event_says(store: EventStore) -> None:
    audit_id = await audit_with(store, ticked(), TICKS)

    assert await store.artifact(artifact_sha256(TICKS)) == TICKS
    assert (await verify(store, audit_id)).problem is None


async def test_an_event_that_names_ticks_which_nobody_hands_in_is_refused(store: EventStore) -> None:
    audit_id = await new_audit(store)

    with pytest.raises(ArtifactNotFound):
        await store.append(audit_id, [ticked()], 1)

    assert (await store.head(audit_id)).seq == 1


async def test_ticks_that_were_altered_show_at_the_event_that_names_them(store: EventStore, tamperer: Tamperer) -> None:
    audit_id = await audit_with(store, ticked(), TICKS)
    tamperer.drop_rules()
    tamperer.execute("UPDATE artifacts SET data = ? WHERE sha256 = ?", TICKS[:-1], artifact_sha256(TICKS))

    verdict = await verify(store, audit_id)

    assert verdict.seq == 2
    assert "what event 2 names was altered or is gone" in str(verdict.problem)


async def test_an_event_may_name_ticks_and_findings_and_both_go_with_its_audit(store: EventStore) -> None:
    event = ticked().model_copy(update={"artifact": artifact_sha256(FINDINGS)})
    audit_id = await audit_with(store, event, TICKS, FINDINGS)

    erased = await store.erase(audit_id, "somebody")

    assert erased.artifacts == 3
    for data in (TICKS, FINDINGS):
        with pytest.raises(ArtifactNotFound):
            await store.artifact(artifact_sha256(data))


async def test_ticks_that_another_audit_carried_over_stay_when_the_first_is_erased(store: EventStore) -> None:
    first = await audit_with(store, ticked(), TICKS)
    second = await audit_with(store, ticked().model_copy(update={"carried_from": first}), document=b"another")

    await store.erase(first, "somebody")

    assert await store.artifact(artifact_sha256(TICKS)) == TICKS
    assert (await verify(store, second)).problem is None
