"""A log of many megabytes, written straight into a server's database by another process: the test's."""

from __future__ import annotations

import uuid
from pathlib import Path

from service.artifacts import artifact_sha256
from service.events import AgentCompleted, AuditComplete, AuditCreated, Checks, Document
from service.findings import Finding, Severity
from service.log.sqlite.store import open_store

EVENTS = 40
EVENT_CHARACTERS = 400_000
"""Together 16 MB: more than the kernel's buffers of both sides ever hold."""
LEASE_S = 60
DOCUMENT = b"none"


async def write_big_log(database: Path) -> str:
    """The id of an audit that has ended, with a long history."""
    audit_id = str(uuid.uuid4())
    agents = tuple(f"agent_{number}" for number in range(EVENTS))
    document = Document(filename="big.md", media_type="text/markdown", size_bytes=4, sha256=artifact_sha256(DOCUMENT))
    store = await open_store(database)
    try:
        created = AuditCreated(name="big", document=document, agents=agents)
        await store.create(audit_id, created, DOCUMENT, reserve_for="the test", lease_s=LEASE_S)
        for seq, agent_id in enumerate(agents, 1):
            await store.append(audit_id, [_completed(agent_id)], seq)
        counts: dict[Severity, int] = {"high": 0, "medium": 0, "low": EVENTS, "info": 0}
        ended = AuditComplete(
            findings_total=EVENTS, by_severity=counts, by_agent=dict.fromkeys(agents, 1), agents_failed=()
        )
        await store.append(audit_id, [ended], EVENTS + 1)
    finally:
        await store.close()
    return audit_id


def _completed(agent_id: str) -> AgentCompleted:
    story = Finding(
        id=agent_id,
        agent_id=agent_id,
        check="long",
        severity="low",
        title="A long story",
        description="la " * (EVENT_CHARACTERS // 3),
    )
    return AgentCompleted(
        agent_id=agent_id,
        findings=(story,),
        findings_total=1,
        by_severity={"high": 0, "medium": 0, "low": 1, "info": 0},
        checks=Checks(failed=1),
        duration_ms=1,
    )
