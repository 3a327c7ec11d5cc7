"""Deciding about findings: whether a decision may be made, its event, and its place in the review."""

from __future__ import annotations

from service.audits.reviewing.adding import added, added_id
from service.audits.reviewing.events import decided, event_of
from service.audits.reviewing.fitness import refuse_unfit
from service.audits.reviewing.requested import RequestedDecision
from service.errors import ReviewMoved, WrongExpectedSeq
from service.events import FindingAdded, ReviewEvent, ReviewSignedOff, parse
from service.log.codec import StoredEvent
from service.log.store import EventStore
from service.log.streams import REVIEW
from service.projections.reviews import Reviewed, Reviews


async def decide(
    store: EventStore, reviews: Reviews, audit_id: str, requested: RequestedDecision, expected_seq: int
) -> StoredEvent:
    """The event of the decision, appended after ``expected_seq``, the head of the review that its maker has seen.

    The same decision of the same person at that place, made before, is answered with its event: its answer was lost.

    Raises:
        AuditNotFound, AuditErased: there is no such audit (any more).
        BadDecision, FindingNotFound, NothingChanges, ReviewNotFinished: it cannot be made.
        ReviewMoved: somebody else has decided something since.
        AuditDamaged, ArtifactNotFound, ArtifactDamaged: what is kept of the audit cannot be used.
    """
    refuse_unfit(audit_id, requested)
    reviewed = await reviews.reviewed(audit_id)
    actual = reviewed.review.head.seq
    if expected_seq != actual:
        return await _made_before(store, audit_id, requested, expected_seq, actual)
    event = await _event(store, reviews, reviewed, requested)
    try:
        return (await store.append(audit_id, [event], expected_seq, stream=REVIEW))[0]
    except WrongExpectedSeq as moved:
        return await _made_before(store, audit_id, requested, expected_seq, moved.actual)


async def _event(store: EventStore, reviews: Reviews, reviewed: Reviewed, requested: RequestedDecision) -> ReviewEvent:
    if requested.decision == "add":
        return await added(store, reviewed, requested)
    event = decided(reviewed, requested)
    if isinstance(event, ReviewSignedOff):
        return event.model_copy(update={"scope": await reviews.scope(reviewed)})
    return event


async def _made_before(
    store: EventStore, audit_id: str, requested: RequestedDecision, expected_seq: int, actual: int
) -> StoredEvent:
    if expected_seq < actual:
        for stored in await store.read(audit_id, expected_seq, 1, REVIEW):
            if is_of(requested, stored):
                return stored
    raise ReviewMoved(audit_id, expected_seq, actual)


def is_of(requested: RequestedDecision, stored: StoredEvent) -> bool:
    """Whether ``stored`` is what ``requested`` becomes: a sign-off covers what was before its place, whoever asks."""
    event = parse(stored.body)
    match requested.decision:
        case "sign_off":
            return isinstance(event, ReviewSignedOff) and event.by == requested.by
        case "add":
            return isinstance(event, FindingAdded) and event.finding_id == added_id(requested, stored.seq - 1)
        case _:
            return event == event_of(requested)
