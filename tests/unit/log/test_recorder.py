"""The recorder: what an event can not hold becomes an artifact, and nothing of it is lost."""

from __future__ import annotations

import pytest

from service.audits.recorder import Recorder
from service.errors import ArtifactNotFound, EventTooLarge, WrongExpectedSeq
from service.events import AgentCompleted, Checks, DocumentExtracted, parse
from service.findings import SEVERITIES, Finding, Severity, count_by_severity, gravest_first
from service.log.codec import MAX_EVENT_BYTES, artifact_sha256
from service.log.sqlite.store import SqliteEventStore
from service.projections.findings_artifact import decode_findings
from service.projections.views import Views
from tests.log_events import complete, new_audit, progress


def findings(count: int, description: str) -> tuple[Finding, ...]:
    agent, check = "numeric_validation", "sums"
    made = (
        Finding(id=f"{n:016x}", agent_id=agent, check=check, severity=severity(n), title="Sum", description=description)
        for n in range(count)
    )
    return gravest_first(tuple(made))


def severity(n: int) -> Severity:
    return SEVERITIES[n % len(SEVERITIES)]


def completed(found: tuple[Finding, ...]) -> AgentCompleted:
    return AgentCompleted(
        agent_id="numeric_validation",
        findings=found,
        findings_total=len(found),
        by_severity=count_by_severity(found),
        checks=Checks(passed=3, failed=len(found)),
        duration_ms=12,
    )


async def recorder_of(store: SqliteEventStore, audit_id: str) -> Recorder:
    recorder = Recorder(store, await store.claim(audit_id, "here", 10))
    await recorder.catch_up()
    return recorder


async def written(store: SqliteEventStore, audit_id: str, event: AgentCompleted) -> AgentCompleted:
    recorder = await recorder_of(store, audit_id)
    await recorder.append(event)
    (stored,) = await store.read(audit_id, 2)
    assert len(stored.body.encode()) <= MAX_EVENT_BYTES
    parsed = parse(stored.body)
    assert isinstance(parsed, AgentCompleted)
    return parsed


async def test_findings_that_fit_stay_in_their_event(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    event = completed(findings(40, "It does not add up."))

    assert await written(sqlite_store, audit_id, event) == event


@pytest.mark.parametrize(
    ("count", "description"),
    [(5_000, "It does not add up."), (900, "Die Summe weicht ab – §€" * 30), (3, "x" * 300_000)],
)
async def test_findings_beyond_the_size_of_an_event_become_an_artifact_and_a_shorter_list(
    sqlite_store: SqliteEventStore, count: int, description: str
) -> None:
    audit_id = await new_audit(sqlite_store)
    event = completed(findings(count, description))

    shown = await written(sqlite_store, audit_id, event)

    assert shown.artifact is not None
    assert decode_findings(await sqlite_store.artifact(shown.artifact)) == event.findings
    assert shown.findings == event.findings[: len(shown.findings)]
    assert len(shown.findings) < count
    assert (shown.findings_total, shown.by_severity, shown.checks) == (count, event.by_severity, event.checks)
    assert await Views(sqlite_store).findings(audit_id) == list(event.findings)


async def test_the_list_that_is_shown_is_as_long_as_reasonable(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)

    shown = await written(sqlite_store, audit_id, completed(findings(5_000, "It does not add up.")))

    assert len(shown.model_dump_json()) > MAX_EVENT_BYTES // 3


async def test_findings_beyond_the_size_of_an_event_leave_the_ticks_as_they_are(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)
    event = completed(findings(5_000, "It does not add up.")).model_copy(update={"ticks": artifact_sha256(b"ticks")})

    await recorder.append(event, b"ticks")

    (stored,) = await sqlite_store.read(audit_id, 2)
    shown = parse(stored.body)
    assert isinstance(shown, AgentCompleted)
    assert shown.ticks is not None
    assert await sqlite_store.artifact(shown.ticks) == b"ticks"
    assert await Views(sqlite_store).findings(audit_id) == list(event.findings)


async def test_a_finding_that_no_event_can_hold_is_in_the_artifact_alone(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    event = completed(findings(1, "x" * MAX_EVENT_BYTES))

    shown = await written(sqlite_store, audit_id, event)

    assert (shown.findings, shown.findings_total) == ((), 1)
    assert await Views(sqlite_store).findings(audit_id) == list(event.findings)


async def test_every_size_around_the_limit_is_recorded(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)
    sizes = [MAX_EVENT_BYTES - 512 - bare for bare in range(200, 700, 20)]

    for size in sizes:
        await recorder.append(completed(findings(1, "x" * size)))

    found = await Views(sqlite_store).findings(audit_id)
    assert [len(finding.description) for finding in found] == sizes


async def test_another_event_that_is_too_large_is_refused_and_leaves_no_artifact(
    sqlite_store: SqliteEventStore,
) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)
    large = DocumentExtracted(sections=1, paragraphs=1, tables=1, pages=None, artifact="f" * MAX_EVENT_BYTES)

    with pytest.raises(EventTooLarge):
        await recorder.append(large, b"artifact")

    assert recorder.state.seq == 2
    with pytest.raises(ArtifactNotFound):
        await sqlite_store.artifact(artifact_sha256(b"artifact"))


async def test_what_is_recorded_is_known_at_once(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)

    await recorder.append(progress())
    await recorder.append(complete())

    assert (recorder.state.seq, recorder.state.status) == (4, "complete")
    assert recorder.state == await Views(sqlite_store).state(audit_id)


async def test_a_long_log_is_caught_up_with(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store, events=600)

    recorder = await recorder_of(sqlite_store, audit_id)

    assert recorder.state.seq == 601


async def test_a_recorder_never_writes_after_an_event_that_it_has_not_read(sqlite_store: SqliteEventStore) -> None:
    audit_id = await new_audit(sqlite_store)
    recorder = await recorder_of(sqlite_store, audit_id)
    await sqlite_store.append(audit_id, [progress()], 2)

    for _ in range(2):
        with pytest.raises(WrongExpectedSeq):
            await recorder.append(progress())

    assert (await sqlite_store.head(audit_id)).seq == 3
