"""process_document: from an upload to exactly one terminal event, whatever its agents do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from service.agents import run as agents_run
from service.errors import ArtifactNotFound, AuditNotFound, LeaseHeld, StreamEnded
from service.events import MAX_EVENT_BYTES
from service.projections.views import Views
from tests.unit.audits.conftest import Stage, of, types

TERMINAL = {"audit_complete", "audit_failed", "audit_cancelled"}


async def test_an_audit_is_told_from_its_start_to_its_one_end(stage: Stage) -> None:
    log = await stage.audited("quick")

    assert types(log) == [
        "audit_created",
        "audit_started",
        "document_extracted",
        "agent_started",
        "agent_progress",
        "agent_completed",
        "audit_complete",
    ]
    assert (log[-1]["findings_total"], log[-1]["by_agent"], log[-1]["agents_failed"]) == (3, {"quick": 3}, [])
    assert log[-1]["by_severity"] == {"high": 1, "medium": 1, "low": 1, "info": 0}


@pytest.mark.parametrize("agent_id", ["witness_check", "witness_adk"])
async def test_an_agent_finds_its_own_start_committed_before_it_begins(stage: Stage, agent_id: str) -> None:
    log = await stage.audited(agent_id)

    (completed,) = of(log, "agent_completed")
    assert completed["checks"] == {"passed": 1, "failed": 0, "not_possible": 0}


async def test_agents_that_raise_crash_hang_or_talk_nonsense_do_not_stop_the_others(stage: Stage) -> None:
    trouble = {
        "raising_adk": "LedgerUpsideDownError",
        "crashing_check": "WorkerCrashed",
        "hanging_adk": "AgentTimeout",
        "hanging_check": "AgentTimeout",
        "returning_a_dict": "AgentMisbehaved",
        "unimportable": "ModuleNotFoundError",
    }

    log = await stage.audited(*trouble, "quick", "flooding_adk", agent_timeout_s=20, agent_max_attempts=1)

    assert {event["agent_id"]: event["error_type"] for event in of(log, "agent_error")} == trouble
    assert {event["agent_id"] for event in of(log, "agent_completed")} == {"quick", "flooding_adk"}
    assert [kind for kind in types(log) if kind in TERMINAL] == ["audit_complete"]
    assert log[-1]["agents_failed"] == list(trouble)
    assert log[-1]["by_agent"] == {"quick": 3, "flooding_adk": 0}


async def test_an_audit_fails_when_every_agent_ended_in_error(stage: Stage) -> None:
    log = await stage.audited("raising_adk", "unimportable", agent_max_attempts=1)

    assert len(of(log, "agent_error")) == 2
    assert (log[-1]["type"], log[-1]["error_type"]) == ("audit_failed", "EveryAgentFailed")
    assert "raising_adk: the index of the ledger is upside down" in log[-1]["error"]
    assert [kind for kind in types(log) if kind in TERMINAL] == ["audit_failed"]


async def test_findings_beyond_the_size_of_an_event_are_all_kept_and_the_gravest_are_told(stage: Stage) -> None:
    audit_id = await stage.accepted("plentiful")
    await stage.processor().process_document(audit_id)

    (completed,) = of(await stage.log(audit_id), "agent_completed")
    everything = await Views(stage.store).findings(audit_id)
    sizes = [len(event.body.encode()) for event in await stage.store.read(audit_id, 0)]
    assert (completed["findings_total"], len(everything)) == (3000, 3000)
    assert [finding["id"] for finding in completed["findings"]] == [
        finding.id for finding in everything[: len(completed["findings"])]
    ]
    assert [finding.severity for finding in everything] == ["high"] * 1000 + ["medium"] * 1000 + ["low"] * 1000
    assert max(sizes) <= MAX_EVENT_BYTES


async def test_an_unreadable_file_ends_the_audit_with_what_is_wrong_with_it(stage: Stage) -> None:
    log = await stage.audited("quick", data=b"# Greetings\n\nNot a figure in sight.\n")

    assert types(log) == ["audit_created", "audit_started", "audit_failed"]
    assert log[-1]["error_type"] == "EmptyReport"
    assert log[-1]["error"].startswith("report.md: there is nothing to audit")


async def test_a_defect_of_ours_ends_the_audit_where_everybody_sees_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def defective(*_: object) -> None:
        raise ZeroDivisionError("a defect")
        yield

    monkeypatch.setattr(agents_run, "run_agents", defective)

    log = await stage.audited("quick")

    assert types(log)[-2:] == ["document_extracted", "audit_failed"]
    assert log[-1]["error_type"] == "ZeroDivisionError"
    assert log[-1]["error"] == (
        "Tickmark could not go on because of an error of its own (ZeroDivisionError); its log has more"
    )


async def test_a_document_that_is_gone_from_the_log_ends_the_audit_instead_of_coming_back_for_ever(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(sha256: str) -> AsyncGenerator[bytes]:
        raise ArtifactNotFound(sha256)
        yield b""

    monkeypatch.setattr(stage.store, "artifact_pieces", gone)

    log = await stage.audited("quick")

    assert (log[-1]["type"], log[-1]["error_type"]) == ("audit_failed", "ArtifactNotFound")


async def test_an_audit_that_another_process_runs_is_left_to_it(stage: Stage) -> None:
    audit_id = await stage.accepted("quick")
    await stage.store.claim(audit_id, "another process", 10)

    with pytest.raises(LeaseHeld, match="another process"):
        await stage.processor().process_document(audit_id)

    assert types(await stage.log(audit_id)) == ["audit_created", "audit_started"]


async def test_there_is_nothing_to_run_where_an_audit_has_ended_or_never_was(stage: Stage) -> None:
    audit_id = await stage.accepted("quick")
    await stage.processor().process_document(audit_id)
    head = await stage.head(audit_id)

    with pytest.raises(StreamEnded):
        await stage.processor().process_document(audit_id)
    with pytest.raises(AuditNotFound):
        await stage.processor().process_document("00000000-0000-4000-8000-000000000000")

    assert await stage.head(audit_id) == head


async def test_two_audits_at_once_do_not_get_into_each_others_way(stage: Stage) -> None:
    logs = await asyncio.gather(stage.audited("quick", "raising_adk"), stage.audited("quick", "plentiful"))

    assert [log[-1]["findings_total"] for log in logs] == [3, 3003]
