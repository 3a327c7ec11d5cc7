"""The agent external_signal, run as in an audit, with sources on loopback."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from service.agents.attempts import Attempts
from service.agents.run import run_agents
from service.agents.spec import Brief
from service.artifacts import artifact_sha256
from service.external.cache import Cache
from service.external.fetching import Fetcher, SourceAccess
from service.external.outside import Earlier, Outside
from service.reports import codec
from service.workers.pool import WorkerPool
from tests.unit.external.given.answering import Answering, Reply, answering
from tests.unit.external.given.told import COMPANIES_HOUSE, COVER, GLEIF, recorded, report
from tests.waiting import DEADLINE_S

pytestmark = pytest.mark.asyncio(loop_scope="module")
Said = list[dict[str, Any]]
Run = Callable[..., Awaitable[Said]]


class NoAudits:
    """An archive that has nothing."""

    async def mentioning(self, audit_id: str, needles: tuple[str, ...]) -> list[Earlier]:
        return []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[WorkerPool]:
    opened = WorkerPool(1, 2**30)
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def source() -> AsyncIterator[Answering]:
    async with answering() as told:
        told.answers(GLEIF, Reply(recorded("gleif-ferrow.json")))
        told.answers(COMPANIES_HOUSE, Reply(recorded("companies-house-ferrow.json")))
        yield told


@pytest_asyncio.fixture(loop_scope="module")
async def run(pool: WorkerPool, source: Answering, tmp_path: Path) -> AsyncIterator[Run]:
    """What the agent says of a report with these sources enabled; the artifacts, by digest, in ``artifacts``."""
    access = {name: SourceAccess(source.address) for name in ("gleif", "companies_house")}
    fetcher = Fetcher(access, Cache(tmp_path, 60), DEADLINE_S, pause_s=0)

    async def running(text: str = COVER, *sources: str, settings: dict[str, str] | None = None) -> Said:
        outside = Outside(sources, fetcher, NoAudits()) if sources else None
        data = codec.encode(report(text))
        brief = Brief(str(uuid.uuid4()), data, pool, DEADLINE_S, settings or {}, outside=outside)
        entries = run_agents(brief, {"external_signal": Attempts(number=1, limit=1, pause_s=0)})
        said: Said = []
        async for entry in entries:
            kept = {artifact_sha256(data) for data in entry.artifacts}
            said.append(entry.event.model_dump(mode="json") | {"kept_with_it": kept})
        return said

    yield running
    await fetcher.close()


def of(said: Said, kind: str) -> Said:
    return [event for event in said if event["type"] == kind]


async def test_with_no_source_enabled_it_is_skipped_and_says_how_to_enable_one(run: Run) -> None:
    said = await run()

    assert [event["type"] for event in said] == ["agent_started", "agent_skipped"]
    assert "TICKMARK_SOURCES=previous,gleif,ecb enables some" in said[-1]["reason"]


async def test_what_agrees_is_ticked_and_every_answer_is_kept_by_its_digest(run: Run) -> None:
    said = await run(COVER, "gleif", "companies_house")

    asked = of(said, "source_asked")
    assert {event["source"] for event in asked} == {"gleif", "companies_house"}
    for event in asked:
        assert event["kept_with_it"] == {event["artifact"]} == {event["sha256"]}
        assert (event["status"], event["error"], event["kept"]) == (200, None, False)
    done = said[-1]
    assert (done["type"], done["findings"]) == ("agent_completed", [])
    assert done["checks"] == {"passed": 9, "failed": 0, "not_possible": 0}
    assert all(text.startswith(("GLEIF was asked", "Companies House was asked")) for text in done["basis"])


async def test_a_second_audit_asks_nobody_again(run: Run, source: Answering) -> None:
    await run(COVER, "gleif")
    said = await run(COVER, "gleif")

    (asked,) = of(said, "source_asked")
    assert (asked["kept"], len(source.asked)) == (True, 1)
    assert asked["kept_with_it"] == {asked["artifact"]}


async def test_a_contradiction_is_a_finding_at_its_place(run: Run) -> None:
    said = await run(COVER.replace("Ferrow Marine", "Farrow Marina"), "gleif")

    (finding,) = said[-1]["findings"]
    assert (finding["check"], finding["locations"][0]["quote"][:4]) == ("external_entity_name", "LEI:")


async def test_the_trouble_of_one_source_leaves_the_other_as_it_is(run: Run, source: Answering) -> None:
    source.answers(GLEIF, Reply(status=500))
    said = await run(COVER, "gleif", "companies_house")

    (failed,) = [event for event in of(said, "source_asked") if event["error"]]
    assert (failed["source"], failed["artifact"], failed["asked_at"]) == ("gleif", None, None)
    done = said[-1]
    assert (done["findings"], done["checks"]["not_possible"]) == ([], 1)
    assert done["checks"]["passed"] > 1
    assert any("GLEIF could not be asked for the LEI" in text for text in done["basis"])


async def test_if_nobody_answers_that_is_a_finding(run: Run, source: Answering) -> None:
    source.answers(GLEIF, Reply(status=500))
    source.answers(COMPANIES_HOUSE, Reply(status=401))
    said = await run(COVER, "gleif", "companies_house")

    (finding,) = said[-1]["findings"]
    assert (finding["check"], finding["severity"]) == ("external_unanswered", "low")


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(b"[1, 2]"), Reply(b"[" * 100_000)])
async def test_that_no_earlier_report_was_found_is_no_answer_of_those_that_were_asked(
    reply: Reply, run: Run, source: Answering
) -> None:
    source.answers(GLEIF, reply)
    said = await run(COVER, "gleif", "previous")

    (finding,) = said[-1]["findings"]
    assert (finding["check"], finding["severity"]) == ("external_unanswered", "low")
    assert "GLEIF" in finding["description"]


async def test_an_answer_that_is_no_answer_is_counted_as_not_possible(run: Run, source: Answering) -> None:
    source.answers(GLEIF, Reply(b"<html>Sign in to the network</html>"))
    said = await run(COVER, "gleif")

    assert said[-1]["checks"]["not_possible"] == 1
    assert any("its answer cannot be read" in text for text in said[-1]["basis"])


async def test_a_report_that_says_nothing_of_itself_asks_nobody_and_says_why(run: Run, source: Answering) -> None:
    said = await run("# Accounts\n\nThe year brought 7 ships.\n", "gleif", "companies_house")

    assert (source.asked, of(said, "source_asked")) == ([], [])
    assert said[-1]["checks"] == {"passed": 0, "failed": 0, "not_possible": 2}
    assert all("was not asked: " in text for text in said[-1]["basis"])


async def test_a_source_whose_rules_are_left_out_is_not_asked(run: Run, source: Answering) -> None:
    said = await run(
        COVER, "gleif", "companies_house", settings={"select": "external_company_number,external_year_end"}
    )

    assert source.targets == [COMPANIES_HOUSE]
    assert said[-1]["checks"] == {"passed": 2, "failed": 0, "not_possible": 0}


async def test_only_identifiers_leave_the_machine(run: Run, source: Answering) -> None:
    await run(COVER + "\n\nUnspoken figure 4711\n", "gleif", "companies_house")

    assert sorted(source.targets) == sorted((GLEIF, COMPANIES_HOUSE))
    assert not any("4711" in head or "Quay" in head for head in source.asked)
