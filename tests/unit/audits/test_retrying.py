"""A retry is a new audit: what was done is carried over, what failed runs again."""

from __future__ import annotations

import pytest

from service.audits.retrying import retry
from service.errors import NothingToRetry
from service.events import AgentCompleted, AuditCancelled, Checks
from service.findings import Finding, count_by_severity
from service.projections.views import Views
from tests.unit.audits.conftest import Stage, of, types
from tests.verdicts import verify


async def retried(stage: Stage, audit_id: str) -> str:
    return await retry(stage.store, audit_id, await Views(stage.store).state(audit_id))


async def test_agents_that_completed_are_carried_over_and_the_others_run_again(stage: Stage) -> None:
    first = await stage.accepted("quick", "raising_check")
    await stage.processor().process_document(first)
    before = await stage.log(first)

    second = await retried(stage, first)
    await stage.processor().process_document(second)

    log = await stage.log(second)
    assert log[0]["retry_of"] == first
    assert of(log, "document_extracted")[0]["artifact"] == of(before, "document_extracted")[0]["artifact"]
    (carried,) = of(log, "agent_completed", "quick")
    assert carried["carried_from"] == first
    assert carried["findings"] == of(before, "agent_completed", "quick")[0]["findings"]
    assert [event["agent_id"] for event in of(log, "agent_started")] == ["raising_check"]
    assert types(log)[-1] == "audit_complete"
    assert await stage.log(first) == before


async def test_a_retry_of_a_retry_names_where_the_result_came_from(stage: Stage) -> None:
    first = await stage.accepted("quick", "raising_check")
    await stage.processor().process_document(first)
    second = await retried(stage, first)
    await stage.processor().process_document(second)

    third = await retried(stage, second)
    await stage.processor().process_document(third)

    (carried,) = of(await stage.log(third), "agent_completed", "quick")
    assert carried["carried_from"] == first


async def test_nothing_is_retried_where_nothing_failed_or_the_audit_still_runs(stage: Stage) -> None:
    audit_id = await stage.accepted("quick")

    with pytest.raises(NothingToRetry, match="has not ended"):
        await retried(stage, audit_id)
    await stage.processor().process_document(audit_id)
    with pytest.raises(NothingToRetry, match="every agent that ran has completed"):
        await retried(stage, audit_id)


async def test_where_the_audit_before_was_erased_everything_runs_anew(stage: Stage) -> None:
    first = await stage.accepted("quick", "raising_check")
    await stage.processor().process_document(first)
    second = await retried(stage, first)

    await stage.store.erase(first, "somebody")
    await stage.processor().process_document(second)

    log = await stage.log(second)
    assert (log[0]["retry_of"], types(log)[-1]) == (first, "audit_complete")
    assert {event["agent_id"] for event in of(log, "agent_started")} == {"quick", "raising_check"}
    assert of(log, "agent_completed", "quick")[0]["carried_from"] is None
    assert (await Views(stage.store).state(second)).retry_of == first


async def test_what_was_carried_over_stays_when_the_audit_before_is_erased(stage: Stage) -> None:
    first = await stage.accepted("quick", "raising_check")
    await stage.processor().process_document(first)
    second = await retried(stage, first)
    await stage.processor().process_document(second)

    await stage.store.erase(first, "somebody")

    assert of(await stage.log(second), "agent_completed", "quick")[0]["carried_from"] == first
    assert (await verify(stage.store, second)).problem is None
    third = await retried(stage, second)
    await stage.processor().process_document(third)
    assert of(await stage.log(third), "agent_completed", "quick")[0]["carried_from"] == first


async def test_an_audit_whose_agents_all_failed_is_run_again_whole(stage: Stage) -> None:
    first = await stage.accepted("raising_check")
    await stage.processor().process_document(first)
    assert types(await stage.log(first))[-1] == "audit_failed"

    second = await retried(stage, first)
    await stage.processor().process_document(second)

    log = await stage.log(second)
    assert len(of(log, "document_extracted")) == 1
    assert [event["attempt"] for event in of(log, "agent_started", "raising_check")] == [1]


async def test_the_ticks_of_an_agent_that_completed_are_carried_over_and_outlive_the_audit_before(stage: Stage) -> None:
    first = await stage.accepted("ticking_check", "raising_check")
    await stage.processor().process_document(first)
    (ticked,) = await Views(stage.store).ticks(first)
    second = await retried(stage, first)
    await stage.processor().process_document(second)

    await stage.store.erase(first, "somebody")

    assert ticked.listed is not None
    assert await Views(stage.store).ticks(second) == [ticked]
    assert (await verify(stage.store, second)).problem is None


async def test_a_result_as_large_as_an_event_can_be_is_carried_over_whole(stage: Stage) -> None:
    first = await stage.accepted("quick", "raising_check")
    found = tuple(
        Finding(id=str(n), agent_id="quick", check="c", severity="low", title="t", description="x" * 50_000)
        for n in range(10)
    )
    result = AgentCompleted(
        agent_id="quick",
        findings=found,
        findings_total=len(found),
        by_severity=count_by_severity(found),
        checks=Checks(failed=len(found)),
        duration_ms=1,
        basis=("y" * 4000, "y" * 4000),
    )
    await stage.store.append(first, [result, AuditCancelled(reason="somebody stopped it")], 1)

    second = await retried(stage, first)
    await stage.processor().process_document(second)

    (carried,) = of(await stage.log(second), "agent_completed", "quick")
    assert carried["carried_from"] == first
    assert 0 < len(carried["findings"]) < len(found)
    assert carried["findings_total"] == len(found)
    assert await Views(stage.store).findings(second) == list(found)
