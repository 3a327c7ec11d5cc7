"""What counts against an agent is read from the log alone: no takeover gives it more attempts, or fewer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from service.agents import attempts
from service.audits.attempt_limit import given_up
from service.audits.cancelling import cancel
from service.audits.retrying import retry
from service.errors import LeaseHeld
from service.events import AgentErrored, AgentStarted, AuditResumed, Producer
from service.projections.audit_state import AuditState, apply
from service.projections.views import Views
from tests.log_events import created
from tests.unit.audits.conftest import Stage, of, types
from tests.waiting import DEADLINE_S, until

LONG_S = 60.0
NEVER_S = 3600.0
AGENT = "numeric_validation"
PRODUCER = Producer(version="1", rules="1")


def tries(log: list[dict[str, Any]], agent_id: str) -> list[tuple[int, bool]]:
    return [(error["attempt"], error["will_retry"]) for error in of(log, "agent_error", agent_id)]


def errored(agent_id: str, attempt: int, *, will_retry: bool) -> AgentErrored:
    return AgentErrored(agent_id=agent_id, error="busy", error_type="E", attempt=attempt, will_retry=will_retry)


async def resting(stage: Stage, audit_id: str, agent_id: str, pause_s: float = LONG_S) -> asyncio.Task[None]:
    """A run of the audit whose agent has failed once and rests."""
    run = stage.processor(agent_retry_pause_s=pause_s).process_document(audit_id)
    running = asyncio.create_task(run)

    async def failed() -> bool:
        return bool(of(await stage.log(audit_id), "agent_error", agent_id))

    await until(failed)
    return running


async def shut_down(running: asyncio.Task[None]) -> None:
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_an_agent_that_fails_twice_completes_and_its_audit_knows_of_no_failure(stage: Stage) -> None:
    audit_id = await stage.accepted("flaky_adk")

    await stage.processor().process_document(audit_id)

    log = await stage.log(audit_id)
    assert tries(log, "flaky_adk") == [(1, True), (2, True)]
    assert (log[-1]["type"], log[-1]["agents_failed"]) == ("audit_complete", [])
    agent = (await Views(stage.store).state(audit_id)).agents["flaky_adk"]
    assert (agent.status, agent.attempts, agent.failures, agent.error) == ("complete", 3, 2, None)


async def test_an_audit_whose_agent_rests_runs_and_the_agent_waits(stage: Stage) -> None:
    audit_id = await stage.accepted("flaky_adk", "quick")
    running = await resting(stage, audit_id, "flaky_adk")

    state = await Views(stage.store).state(audit_id)

    agent = state.agents["flaky_adk"]
    assert (state.status, agent.status, agent.error) == ("running", "waiting", "attempt 1 came to nothing")
    (error,) = of(await stage.log(audit_id), "agent_error")
    assert (error["schema_version"], error["retry_after_ms"]) == (2, 60_000)
    await shut_down(running)


async def test_a_cancelled_audit_ends_in_the_middle_of_a_rest(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "LONGEST_PAUSE_S", NEVER_S)
    audit_id = await stage.accepted("flaky_adk")
    running = await resting(stage, audit_id, "flaky_adk", NEVER_S)

    await cancel(stage.store, audit_id, "enough")
    await asyncio.wait_for(running, DEADLINE_S)

    log = await stage.log(audit_id)
    assert types(log)[-2:] == ["agent_error", "audit_cancelled"]


async def test_who_takes_an_audit_up_in_a_rest_goes_on_with_the_next_attempt(stage: Stage) -> None:
    audit_id = await stage.accepted("raising_adk", "quick")
    await shut_down(await resting(stage, audit_id, "raising_adk"))

    await stage.processor("another process").process_document(audit_id)

    log = await stage.log(audit_id)
    assert [event["attempt"] for event in of(log, "agent_started", "raising_adk")] == [1, 2, 3]
    assert tries(log, "raising_adk") == [(1, True), (2, True), (3, False)]
    assert log[-1]["agents_failed"] == ["raising_adk"]


async def left_by_the_dead(stage: Stage, audit_id: str, *events: AgentStarted | AgentErrored) -> None:
    """A process claimed the audit, wrote ``events`` and was never heard of again."""
    claim = await stage.store.claim(audit_id, "a process that dies", 0.05)
    await stage.store.append(audit_id, events, claim.head, lease=claim.lease)


async def run_when_free(stage: Stage, audit_id: str, **settings: Any) -> None:
    async def ran() -> bool:
        try:
            await stage.processor(**settings).process_document(audit_id)
        except LeaseHeld:
            return False
        return True

    await until(ran)


async def test_a_process_that_dies_while_an_agent_rests_does_not_count_against_it(stage: Stage) -> None:
    audit_id = await stage.accepted("raising_adk", "quick")
    started = AgentStarted(agent_id="raising_adk", attempt=1, producer=PRODUCER)
    await left_by_the_dead(stage, audit_id, started, errored("raising_adk", 1, will_retry=True))

    await run_when_free(stage, audit_id)

    assert tries(await stage.log(audit_id), "raising_adk") == [(1, True), (2, True), (3, False)]


async def test_crashes_and_failed_attempts_count_together(stage: Stage) -> None:
    audit_id = await stage.accepted("raising_adk", "quick")
    await left_by_the_dead(stage, audit_id, AgentStarted(agent_id="raising_adk", attempt=1, producer=PRODUCER))

    await run_when_free(stage, audit_id)

    log = await stage.log(audit_id)
    assert of(log, "audit_resumed")[0]["crashed"] is True
    assert tries(log, "raising_adk") == [(2, True), (3, False)]


async def test_a_retry_of_an_audit_counts_anew(stage: Stage) -> None:
    first = await stage.accepted("raising_adk")
    await stage.processor().process_document(first)

    second = await retry(stage.store, first, await Views(stage.store).state(first))
    await stage.processor().process_document(second)

    for audit_id in (first, second):
        assert tries(await stage.log(audit_id), "raising_adk") == [(1, True), (2, True), (3, False)]


def after(*events: AgentStarted | AgentErrored | AuditResumed) -> AuditState:
    state = apply(AuditState(), created(), "2026-03-02T09:30:00.000000Z")
    for event in events:
        state = apply(state, event, "2026-03-02T09:30:01.000000Z")
    return state


def started(attempt: int) -> AgentStarted:
    return AgentStarted(agent_id=AGENT, attempt=attempt, producer=PRODUCER)


CRASH = AuditResumed(attempt=2, reason="the process that ran it stopped without a word", crashed=True)
SHUTDOWN = AuditResumed(attempt=2, reason="the process that ran it was shut down")


def test_an_agent_whose_process_died_in_its_last_attempt_is_given_up_with_both_counts() -> None:
    state = after(started(1), errored(AGENT, 1, will_retry=True), started(2), CRASH)

    (error,) = given_up(state, limit=2)

    assert (error.error_type, error.attempt, error.will_retry) == ("ProcessDied", 2, False)
    assert error.error == (
        "the process that ran numeric_validation died once and 1 of its attempts failed; it is not tried again"
    )


def test_a_limit_that_was_lowered_meanwhile_ends_an_agent_in_its_own_last_error() -> None:
    state = after(started(1), errored(AGENT, 1, will_retry=True), started(2), errored(AGENT, 2, will_retry=True))

    (error,) = given_up(state, limit=2)

    assert error.error_type == "E"
    assert error.error == "it failed 2 times and is not tried again; the last error was: busy"


def test_who_has_an_attempt_left_or_is_done_is_not_given_up() -> None:
    waiting = after(started(1), errored(AGENT, 1, will_retry=True), started(2), SHUTDOWN)
    done = after(started(1), errored(AGENT, 1, will_retry=False))

    assert list(given_up(waiting, limit=2)) == []
    assert list(given_up(done, limit=1)) == []
    assert waiting.agents[AGENT].spent == 1
