"""Agents ask a model side by side; what is answered is in the log, counts once, and is never asked again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from service.audits.cancelling import cancel
from service.errors import ArtifactDamaged, ArtifactNotFound
from service.events import Usage
from service.projections.views import Views
from tests.model_server import Asked, Does, Fails, Says
from tests.unit.audits.asking.conftest import Models, answers, number
from tests.unit.audits.conftest import of, types
from tests.waiting import DEADLINE_S, until


def waiting_for(event: asyncio.Event, agent_id: str) -> Any:
    """Answers of one agent that come once the event has."""

    def does(asked: Asked) -> Does:
        said = answers(asked)
        assert isinstance(said, Says)
        return Says(said.text, said.usage, after=event) if number(asked).startswith(agent_id) else said

    return does


async def test_each_answer_is_in_the_log_before_its_agent_ends_with_its_text_and_its_cost(models: Models) -> None:
    audit_id = await models.stage.accepted("asking_a")

    await models.run().process_document(audit_id)

    log = await models.stage.log(audit_id)
    answered = of(log, "model_answered", "asking_a")
    assert sorted(event["purpose"] for event in answered) == ["number 1", "number 2", "number 3"]
    assert [event["model"] for event in answered] == ["openai/small"] * 3
    assert types(log).index("agent_completed") > max(log.index(event) for event in answered)
    texts = {(await models.stage.store.artifact(event["artifact"])).decode() for event in answered}
    assert texts == {'{"number": 1}', '{"number": 2}', '{"number": 3}'}
    assert of(log, "agent_completed")[0]["checks"] == {"passed": 3, "failed": 0, "not_possible": 0}


async def test_agents_ask_at_once_and_each_result_comes_as_its_agent_finishes(models: Models) -> None:
    let_a = asyncio.Event()
    models.server.answer = waiting_for(let_a, "asking_a")
    audit_id = await models.stage.accepted("asking_a", "asking_b")
    running = asyncio.create_task(models.run(model_calls_at_once=6).process_document(audit_id))

    async def b_has_completed() -> list[dict[str, Any]]:
        return of(await models.stage.log(audit_id), "agent_completed", "asking_b")

    await until(b_has_completed)
    asked_meanwhile = {number(asked) for asked in models.server.asked}
    let_a.set()
    await running

    assert {f"asking_a {n}" for n in (1, 2, 3)} <= asked_meanwhile
    completed = of(await models.stage.log(audit_id), "agent_completed")
    assert [event["agent_id"] for event in completed] == ["asking_b", "asking_a"]


async def test_the_trouble_of_one_agents_model_leaves_the_other_untouched(models: Models) -> None:
    models.server.answer = lambda asked: Fails(500) if number(asked).startswith("asking_a") else answers(asked)
    audit_id = await models.stage.accepted("asking_a", "asking_b")

    await models.run().process_document(audit_id)

    log = await models.stage.log(audit_id)
    checks = {event["agent_id"]: event["checks"] for event in of(log, "agent_completed")}
    assert checks["asking_a"] == {"passed": 0, "failed": 0, "not_possible": 3}
    assert checks["asking_b"] == {"passed": 3, "failed": 0, "not_possible": 0}
    assert [event["error_type"] for event in of(log, "model_failed", "asking_a")] == ["server error"] * 3
    assert of(log, "model_failed", "asking_b") == []


async def test_cancelling_an_audit_ends_its_calls(models: Models) -> None:
    models.server.answer = waiting_for(asyncio.Event(), "asking_a")
    audit_id = await models.stage.accepted("asking_a")
    running = asyncio.create_task(models.run().process_document(audit_id))
    await asyncio.wait_for(models.server.came.wait(), DEADLINE_S)

    await cancel(models.stage.store, audit_id, "this test has seen enough")

    await running
    await asyncio.wait_for(models.server.gone.wait(), DEADLINE_S)
    assert types(await models.stage.log(audit_id))[-1] == "audit_cancelled"


async def stopped_after_one_answer(models: Models, audit_id: str) -> None:
    """A run of the audit that is cut off once one of its three questions is answered."""
    never = asyncio.Event()

    def does(asked: Asked) -> Does:
        said = answers(asked)
        assert isinstance(said, Says)
        return said if number(asked) == "asking_a 2" else Says(said.text, after=never)

    models.server.answer = does
    running = asyncio.create_task(models.run().process_document(audit_id))

    async def one_is_answered() -> list[dict[str, Any]]:
        return of(await models.stage.log(audit_id), "model_answered")

    await until(one_is_answered)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    models.server.answer = answers
    models.server.asked.clear()


async def test_a_resumed_audit_asks_nothing_that_its_log_holds_and_its_usage_adds_up(models: Models) -> None:
    audit_id = await models.stage.accepted("asking_a")
    await stopped_after_one_answer(models, audit_id)

    await models.run("another process").process_document(audit_id)

    log = await models.stage.log(audit_id)
    assert sorted(map(number, models.server.asked)) == ["asking_a 1", "asking_a 3"]
    assert len(of(log, "model_answered")) == 3
    (completed,) = of(log, "agent_completed")
    assert completed["checks"]["passed"] == 3
    assert completed["judgement"]["usage"] == {"input_tokens": 306, "output_tokens": 30, "estimated": False}
    state = await Views(models.stage.store).state(audit_id)
    agent = state.agents["asking_a"]
    assert (agent.questions, agent.usage) == (3, Usage(input_tokens=306, output_tokens=30))
    assert state.usage == agent.usage


async def test_an_answer_whose_text_was_altered_is_asked_for_again(models: Models) -> None:
    audit_id = await models.stage.accepted("asking_a")
    await stopped_after_one_answer(models, audit_id)
    (answered,) = of(await models.stage.log(audit_id), "model_answered")
    whole = models.stage.store.artifact

    async def altered(sha256: str) -> bytes:
        if sha256 == answered["artifact"]:
            raise ArtifactDamaged(sha256, "0" * 64)
        return await whole(sha256)

    models.stage.store.artifact = altered  # pyright: ignore[reportAttributeAccessIssue]

    await models.run("another process").process_document(audit_id)

    assert sorted(map(number, models.server.asked)) == ["asking_a 1", "asking_a 2", "asking_a 3"]


async def test_what_the_log_says_was_spent_counts_after_a_resumption(models: Models) -> None:
    audit_id = await models.stage.accepted("asking_a")
    await stopped_after_one_answer(models, audit_id)

    await models.run("another process", model_tokens_per_audit=113).process_document(audit_id)

    log = await models.stage.log(audit_id)
    assert models.server.asked == []
    assert of(log, "agent_completed")[0]["checks"] == {"passed": 1, "failed": 0, "not_possible": 2}


async def test_an_audit_that_is_erased_takes_its_answers_with_it(models: Models) -> None:
    audit_id = await models.stage.accepted("asking_a")
    await models.run().process_document(audit_id)
    named = [event["artifact"] for event in of(await models.stage.log(audit_id), "model_answered")]

    await models.stage.store.erase(audit_id, "this test")

    for sha256 in named:
        with pytest.raises(ArtifactNotFound):
            await models.stage.store.artifact(sha256)
