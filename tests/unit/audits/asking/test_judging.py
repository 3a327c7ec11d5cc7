"""A whole audit with a model on loopback: its claims are logged, held against the report, and never asked for twice."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from service.agents.judging.examining import INSTRUCTION
from service.agents.judging.lenses import LENSES
from service.projections.views import Views
from tests.model_server import Asked, Does, Fails, Says
from tests.unit.audits.asking.conftest import Models
from tests.unit.audits.conftest import of, types
from tests.unit.checks.claims.given.ferries import HERE, claim
from tests.waiting import until

FERRIES = (HERE / "ferries.md").read_bytes()
AGENT = "logic_consistency"
PEOPLE = claim(
    "P4: The group employs 1,204 people", "P7: On average 1,240 people were employed", title="Two headcounts"
)
INVENTED = claim("P4: The group employs 9,999 people", "P7: On average 1,240 people were employed")
NOTHING = Says('{"claims": []}')
CLAIMS = Says(json.dumps({"claims": [PEOPLE.model_dump(), INVENTED.model_dump()]}))
STANDS = Says('{"reason": "Both are of the whole group.", "quotes": [], "decision": "stands"}')


def lens_of(asked: Asked) -> str | None:
    """Through which lens the report is read; None at a second look."""
    return next((lens.name for lens in LENSES if asked.system.startswith(lens.instruction)), None)


def judging(asked: Asked) -> Does:
    """Two claims through one lens, of which the report bears one out, and it stands."""
    if asked.system.startswith(INSTRUCTION):
        return STANDS
    return CLAIMS if lens_of(asked) == "business" else NOTHING


async def audited(models: Models, audit_id: str, owner: str = "this test", **more: Any) -> list[dict[str, Any]]:
    await models.run(owner, model_passes=2, **more).process_document(audit_id)
    return await models.stage.log(audit_id)


async def test_what_a_model_sees_is_told_beside_what_is_computed(models: Models) -> None:
    models.server.answer = judging
    audit_id = await models.stage.accepted(AGENT, data=FERRIES)

    log = await audited(models, audit_id)

    assert types(log)[-1] == "audit_complete"
    [completed] = of(log, "agent_completed")
    [finding] = [one for one in completed["findings"] if one["source"] == "model"]
    assert (finding["title"], finding["confidence"]) == ("Two headcounts", 1.0)
    judgement = completed["judgement"]
    assert (judgement["model"], judgement["passes"], judgement["questions"]) == ("openai/small", 2, 9)
    assert judgement["dropped"] == {"quote not in the report": 2}
    assert (judgement["repeated"], judgement["confirmed"], judgement["complete"]) == (1, 1, True)
    state = await Views(models.stage.store).state(audit_id)
    assert judgement["usage"] == state.agents[AGENT].usage.model_dump()


async def test_every_question_is_in_the_log_with_what_it_was_about(models: Models) -> None:
    models.server.answer = judging
    audit_id = await models.stage.accepted(AGENT, data=FERRIES)

    purposes = [event["purpose"] for event in of(await audited(models, audit_id), "model_answered")]

    assert len(purposes) == len(models.server.asked) == 9
    assert purposes[-1] == "second look: Two headcounts"
    assert set(purposes[:-1]) == {
        f"{lens.name} lens, part 1 of 1, pass {number} of 2" for lens in LENSES for number in (1, 2)
    }


async def test_a_judging_that_was_cut_off_asks_nothing_twice_and_ends_as_if_it_had_not(models: Models) -> None:
    models.server.answer = judging
    whole = of(await audited(models, await models.stage.accepted(AGENT, data=FERRIES)), "agent_completed")[0]
    never = asyncio.Event()

    def half(asked: Asked) -> Does:
        said = judging(asked)
        assert isinstance(said, Says)
        return said if lens_of(asked) in {"business", "logic"} else Says(said.text, after=never)

    models.server.answer = half
    audit_id = await models.stage.accepted(AGENT, data=FERRIES)
    running = asyncio.create_task(audited(models, audit_id))

    async def two_are_answered() -> bool:
        return len(of(await models.stage.log(audit_id), "model_answered")) == 2

    await until(two_are_answered)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    models.server.answer = judging
    models.server.asked.clear()

    log = await audited(models, audit_id, "another process")

    assert len(models.server.asked) == 7
    keys = [event["key"] for event in of(log, "model_answered")]
    assert len(keys) == len(set(keys)) == 9
    [completed] = of(log, "agent_completed")
    for name in ("findings", "checks", "judgement", "basis"):
        assert completed[name] == whole[name]
    answered = of(log, "model_answered")
    usage = {name: sum(event["usage"][name] for event in answered) for name in answered[0]["usage"]}
    assert completed["judgement"]["usage"] == usage


async def test_a_model_that_fails_costs_no_computed_result_and_no_other_agent(models: Models) -> None:
    models.server.answer = lambda _: Fails(500)
    audit_id = await models.stage.accepted("numeric_validation", AGENT, data=FERRIES)

    log = await audited(models, audit_id)

    completed = {event["agent_id"]: event for event in of(log, "agent_completed")}
    assert completed["numeric_validation"]["judgement"] is None
    assert completed[AGENT]["judgement"]["complete"] is False
    assert "judgement_incomplete" in {finding["check"] for finding in completed[AGENT]["findings"]}
    assert types(log)[-1] == "audit_complete"


async def test_without_a_model_an_audit_is_what_it_was(models: Models) -> None:
    audit_id = await models.stage.accepted("numeric_validation", AGENT, data=FERRIES)

    await models.stage.processor().process_document(audit_id)

    log = await models.stage.log(audit_id)
    assert models.server.asked == []
    assert {event["judgement"] for event in of(log, "agent_completed")} == {None}
    assert not any(
        finding["source"] == "model" for event in of(log, "agent_completed") for finding in event["findings"]
    )
