"""A second try: a new audit of the same document, in which agents that completed need not run again."""

from __future__ import annotations

import uuid
from contextlib import aclosing, suppress

from service.artifacts import Artifact, artifact_sha256
from service.audits.recorder import Recorder
from service.errors import ArtifactNotFound, AuditDamaged, AuditErased, NothingToRetry
from service.events import AgentCompleted, AuditCreated, DocumentExtracted, parse
from service.findings_list import shown
from service.log.codec import StoredEvent
from service.log.store import EventStore
from service.projections.audit_state import AuditState


async def retry(store: EventStore, audit_id: str, state: AuditState, sender: str = "") -> str:
    """The id of the new audit, linked to ``audit_id``, whose ``state`` is given and whose terminal event stays.

    Raises:
        NothingToRetry: the audit has not ended, or nothing in it failed.
        ArtifactNotFound, ArtifactDamaged: its document is not there any more, or not what it was.
    """
    document = state.document
    agents = state.agents.values()
    if document is None or state.ended_at is None:
        raise NothingToRetry(audit_id, "it has not ended")
    if state.status == "complete" and all(agent.status != "error" for agent in agents):
        raise NothingToRetry(audit_id, "every agent that ran has completed")
    created = AuditCreated(
        name=state.name,
        document=document,
        agents=tuple(state.agents),
        retry_of=audit_id,
        options=state.options,
    )
    new_id = str(uuid.uuid4())
    async with aclosing(store.artifact_pieces(document.sha256)) as pieces:
        async for _ in pieces:  # what is damaged is said now, and not by an audit that can only fail
            pass
    await store.create(new_id, created, Artifact(document.sha256, document.size_bytes), sender=sender)
    return new_id


async def carry_over(store: EventStore, recorder: Recorder) -> None:
    """Append what the previous audit has already: its extracted report and the results of agents that completed.

    After a crash it goes on where it stopped; an agent that has begun to run again is left to run. Where the audit
    before has been erased or is damaged, what is not carried over yet is done again.
    """
    before = recorder.state.retry_of
    cursor = 0
    while before is not None and (page := await _page(store, before, cursor)):
        cursor = page[-1].seq
        for stored in page:
            if stored.type in {"document_extracted", "agent_completed"}:
                with suppress(ArtifactNotFound):  # erased between the reading and the carrying
                    await _carry(recorder, before, parse(stored.body))


async def _page(store: EventStore, audit_id: str, after: int) -> list[StoredEvent]:
    try:
        return await store.read(audit_id, after)
    except (AuditErased, AuditDamaged):
        return []


async def _carry(recorder: Recorder, before: str, event: object) -> None:
    match event:
        case DocumentExtracted() if recorder.state.report is None:
            await recorder.append(event)
        case AgentCompleted():
            agent = recorder.state.agents.get(event.agent_id)
            if agent is not None and not agent.settled and not agent.attempts:
                await recorder.append(*_carried(event, event.carried_from or before))
        case _:
            pass


def _carried(event: AgentCompleted, before: str) -> tuple[AgentCompleted, *tuple[bytes, ...]]:
    """The result as that of ``before``, and the artifact that it takes to say so.

    An event of an older version may be as large as any can be, and its findings say more today: they must fit again.
    """
    change: dict[str, object] = {"carried_from": before}
    findings, listed = shown(event.findings)
    if listed is None or event.artifact is not None:
        return (event.model_copy(update=change),)
    change |= {"findings": findings, "artifact": artifact_sha256(listed)}
    return event.model_copy(update=change), listed
