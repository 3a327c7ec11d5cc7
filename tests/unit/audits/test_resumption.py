"""An audit that is cut off goes on from its log: nothing is done twice, and a crash counts against who was running."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from service.artifacts import artifact_sha256
from service.audits.owner import new_owner
from service.errors import LeaseHeld
from service.events import AgentStarted, DocumentExtracted, Producer
from tests.unit.audits.conftest import Stage, of, types
from tests.waiting import DEADLINE_S

LOOK_S = 0.02


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file without which slow agents do not get beyond the middle of their work."""
    path = tmp_path / "gate"
    monkeypatch.setenv("TROUBLESOME_GATE", str(path))
    return path


async def until(stage: Stage, audit_id: str, kind: str, agent_id: str) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not of(await stage.log(audit_id), kind, agent_id):
            await asyncio.sleep(LOOK_S)


async def in_the_middle(stage: Stage, audit_id: str, **settings: Any) -> asyncio.Task[None]:
    """A run of the audit, once ``quick`` has completed and ``slow_a`` is at work."""
    running = asyncio.create_task(stage.processor(**settings).process_document(audit_id))
    await until(stage, audit_id, "agent_completed", "quick")
    await until(stage, audit_id, "agent_progress", "slow_a")
    return running


async def cancelled(running: asyncio.Task[None]) -> None:
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_cancelled_run_leaves_no_trace_but_the_right_to_go_on_at_once(stage: Stage, gate: Path) -> None:
    # Given a run that is cancelled in the middle,
    audit_id = await stage.accepted("quick", "slow_a")
    running = await in_the_middle(stage, audit_id)
    await cancelled(running)
    before = await stage.log(audit_id)

    # when another process takes the audit up at once,
    gate.touch()
    await stage.processor("another process").process_document(audit_id)

    # then it says so, and does only what had not been done.
    log = await stage.log(audit_id)
    assert not {"agent_error", "audit_cancelled", "audit_failed"} & set(types(before))
    assert log[: len(before)] == before
    resumed, *rest = log[len(before) :]
    assert (resumed["type"], resumed["crashed"]) == ("audit_resumed", False)
    assert {event.get("agent_id") for event in rest} == {"slow_a", None}
    assert "document_extracted" not in types(rest)
    assert (of(rest, "agent_started")[0]["attempt"], types(rest)[-1]) == (2, "audit_complete")
    assert rest[-1]["by_agent"] == {"quick": 3, "slow_a": 1}


async def test_a_shutdown_does_not_count_against_an_agent(stage: Stage, gate: Path) -> None:
    audit_id = await stage.accepted("quick", "slow_a")

    for _ in range(3):
        running = asyncio.create_task(stage.processor(agent_max_attempts=1).process_document(audit_id))
        starts = len(of(await stage.log(audit_id), "agent_started", "slow_a"))
        async with asyncio.timeout(DEADLINE_S):
            while len(of(await stage.log(audit_id), "agent_started", "slow_a")) == starts:
                await asyncio.sleep(LOOK_S)
        await cancelled(running)
    gate.touch()
    await stage.processor(agent_max_attempts=1).process_document(audit_id)

    log = await stage.log(audit_id)
    assert of(log, "agent_error") == []
    assert [event["attempt"] for event in of(log, "agent_started", "slow_a")] == [1, 2, 3, 4]


async def died(stage: Stage, audit_id: str) -> None:
    """A process claimed the audit, started its agent and was never heard of again: its lease ends by itself."""
    async with asyncio.timeout(DEADLINE_S):
        while True:
            try:
                claim = await stage.store.claim(audit_id, new_owner(), 0.05)
                break
            except LeaseHeld:
                await asyncio.sleep(LOOK_S)
    attempt = len(of(await stage.log(audit_id), "agent_started", "quick")) + 1
    started = AgentStarted(agent_id="quick", attempt=attempt, producer=Producer(version="1", rules="1"))
    await stage.store.append(audit_id, [started], claim.head, lease=claim.lease)


async def run_when_free(stage: Stage, audit_id: str, **settings: Any) -> None:
    """Run the audit as soon as the lease of the process that died has ended."""
    async with asyncio.timeout(DEADLINE_S):
        while True:
            try:
                return await stage.processor(**settings).process_document(audit_id)
            except LeaseHeld:
                await asyncio.sleep(LOOK_S)


async def test_a_crash_counts_as_an_attempt_of_the_agent_that_was_running(stage: Stage) -> None:
    audit_id = await stage.accepted("quick")
    await died(stage, audit_id)

    await run_when_free(stage, audit_id, agent_max_attempts=2)

    log = await stage.log(audit_id)
    assert of(log, "audit_resumed")[0]["crashed"] is True
    assert [event["attempt"] for event in of(log, "agent_started")] == [1, 2]
    assert types(log)[-1] == "audit_complete"


async def test_an_agent_that_has_killed_its_process_too_often_is_not_started_again(stage: Stage) -> None:
    audit_id = await stage.accepted("quick", "flooding_adk")
    for _ in range(2):
        await died(stage, audit_id)

    await run_when_free(stage, audit_id, agent_max_attempts=2)

    log = await stage.log(audit_id)
    (error,) = of(log, "agent_error")
    assert (error["agent_id"], error["error_type"]) == ("quick", "ProcessDied")
    assert error["error"] == "the process that ran quick died 2 times; it is not tried again"
    assert len(of(log, "agent_started", "quick")) == 2
    assert [event["agent_id"] for event in of(log, "agent_completed")] == ["flooding_adk"]
    assert (log[-1]["type"], log[-1]["agents_failed"]) == ("audit_complete", ["quick"])


async def test_who_lost_the_lease_stops_its_agents_and_writes_nothing_more(stage: Stage, gate: Path) -> None:
    # Given a run whose lease another process has taken over, as it may once the lease has ended,
    audit_id = await stage.accepted("quick", "slow_a")
    running = await in_the_middle(stage, audit_id)
    await take_over(stage, audit_id)
    before = await stage.log(audit_id)

    # when the gate opens for an agent that would go on if it had not been stopped,
    await asyncio.wait_for(running, DEADLINE_S)
    gate.touch()

    # then the run has ended quietly, its worker is free, and the log is the other process's alone.
    assert (await stage.audited("quick"))[-1]["type"] == "audit_complete"
    assert await stage.log(audit_id) == before
    assert types(before)[-1] == "audit_resumed"


async def take_over(stage: Stage, audit_id: str) -> None:
    """Claim the audit for another owner although it is held: as if its lease had ended unnoticed."""

    def expire(raw: Any, _: Any) -> None:
        raw.execute("UPDATE audits SET lease_until_ms = lease_until_ms - 30000 WHERE audit_id = ?", (audit_id,))

    async with asyncio.timeout(DEADLINE_S):
        while True:
            await stage.store._writer.submit(expire)  # there is no way to let a lease end early, and should be none
            try:
                await stage.store.claim(audit_id, "another process", 60)
                return
            except LeaseHeld:  # who runs it has renewed its lease in between
                continue


async def dies(stage: Stage, audit_id: str, times: int) -> None:
    """As many processes in a row claim the audit and are never heard of again."""
    for n in range(times):
        async with asyncio.timeout(DEADLINE_S):
            while True:
                try:
                    await stage.store.claim(audit_id, f"dead {n}", 0.001)
                    break
                except LeaseHeld:
                    await asyncio.sleep(LOOK_S)


async def until_free(stage: Stage, audit_id: str) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while audit_id not in [one.audit_id for one in await stage.store.claimable(10)]:
            await asyncio.sleep(LOOK_S)


async def test_a_report_whose_reading_kills_process_after_process_is_given_up(stage: Stage) -> None:
    audit_id = await stage.accepted("quick")
    await dies(stage, audit_id, times=4)
    await until_free(stage, audit_id)

    await stage.processor(agent_max_attempts=3).process_document(audit_id)

    log = await stage.log(audit_id)
    assert (log[-1]["type"], log[-1]["error_type"]) == ("audit_failed", "ProcessDied")
    assert "died 4 times" in log[-1]["error"]


async def test_processes_that_die_before_an_agent_has_begun_are_counted_too(stage: Stage) -> None:
    audit_id = await stage.accepted("quick")
    claim = await stage.store.claim(audit_id, "me", 0.001)
    extracted = DocumentExtracted(sections=0, paragraphs=1, tables=0, pages=None, artifact=artifact_sha256(b"{}"))
    await stage.store.append(audit_id, [extracted], claim.head, artifacts=[b"{}"])
    await dies(stage, audit_id, times=3)
    await until_free(stage, audit_id)

    await stage.processor(agent_max_attempts=3).process_document(audit_id)

    (error,) = of(await stage.log(audit_id), "agent_error", "quick")
    assert (error["error_type"], error["will_retry"]) == ("ProcessDied", False)
