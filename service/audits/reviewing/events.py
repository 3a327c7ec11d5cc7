"""The event that a decision becomes, once it has what it takes and may be made."""

from __future__ import annotations

from service.audits.reviewing.requested import RequestedDecision
from service.counting import counted
from service.errors import FindingNotFound, NothingChanges, ReviewNotFinished
from service.events import (
    AuditRenamed,
    Covered,
    CoveredHead,
    FindingAccepted,
    FindingDismissed,
    FindingNoted,
    FindingReopened,
    FindingWithdrawn,
    ReviewEvent,
    ReviewSignedOff,
)
from service.projections.reviews import Reviewed

SAME_AS = {"accept": "accepted", "reopen": "open", "withdraw": "withdrawn"}
"""The state in which a decision would leave a finding as it is."""


def decided(reviewed: Reviewed, requested: RequestedDecision) -> ReviewEvent:
    """The event that ``requested``, which has what its decision takes and adds no finding, becomes.

    Raises:
        FindingNotFound: no agent that has completed so far has found such a thing, and nobody has added it.
        NothingChanges: it is so already, or is not this person's to change.
        ReviewNotFinished: the audit or the review is not so far that it can be signed off.
    """
    if requested.decision == "sign_off":
        return _signed_off(reviewed, requested.by)
    if requested.decision == "rename":
        if requested.name == reviewed.name:
            raise NothingChanges(reviewed.audit_id, f"its name is {requested.name!r} already")
        return event_of(requested)
    assert requested.finding_id is not None
    if requested.finding_id not in reviewed.severities:
        raise FindingNotFound(reviewed.audit_id, requested.finding_id)
    before = reviewed.review.of(requested.finding_id)
    same = SAME_AS.get(requested.decision) == before.state
    if same or (requested.decision, before.state, before.reason) == ("dismiss", "dismissed", requested.reason):
        raise NothingChanges(reviewed.audit_id, f"finding {requested.finding_id} is {before.state} already")
    if requested.decision == "withdraw":
        _refuse_of_another(reviewed, requested.finding_id, requested.by)
    return event_of(requested)


def _refuse_of_another(reviewed: Reviewed, finding_id: str, by: str) -> None:
    """Only who added a finding takes it back; everybody else can dismiss it, and says why."""
    added = reviewed.review.added.get(finding_id)
    if added is not None and added.signed.by == by:
        return
    whose = f"was added by {added.signed.by}" if added is not None else "is an agent's"
    raise NothingChanges(reviewed.audit_id, f"finding {finding_id} {whose}; dismiss it, with the reason, instead")


def event_of(requested: RequestedDecision) -> ReviewEvent:
    """The event of a decision that neither adds a finding nor signs off: these take more than what is wished for."""
    finding_id, by = requested.finding_id or "", requested.by
    match requested.decision:
        case "accept":
            return FindingAccepted(by=by, finding_id=finding_id, note=requested.note)
        case "dismiss":
            return FindingDismissed(by=by, finding_id=finding_id, reason=requested.reason or "")
        case "note":
            return FindingNoted(by=by, finding_id=finding_id, note=requested.note or "")
        case "reopen":
            return FindingReopened(by=by, finding_id=finding_id)
        case "withdraw":
            return FindingWithdrawn(by=by, finding_id=finding_id)
        case "rename":
            return AuditRenamed(by=by, name=requested.name or "")
        case "add" | "sign_off":
            raise ValueError(f"a decision to {requested.decision} takes more than was requested")


def _signed_off(reviewed: Reviewed, by: str) -> ReviewSignedOff:
    if reviewed.audit.status != "complete":
        raise ReviewNotFinished(reviewed.audit_id, f"the audit is {reviewed.audit.status}, not complete", ())
    if left := reviewed.undecided:
        are, them = ("is", "it") if len(left) == 1 else ("are", "them")
        why = f"{counted(len(left), 'finding')} {are} open; accept or dismiss {them} first"
        raise ReviewNotFinished(reviewed.audit_id, why, left)
    before = reviewed.review.signed_off
    if before is not None and before.whole and before.signed.by == by:
        raise NothingChanges(reviewed.audit_id, f"{by} has signed off all of it already")
    head, review = reviewed.audit_head, reviewed.review.head
    covers = Covered(
        audit=CoveredHead(head=head.seq, hash=head.hash), review=CoveredHead(head=review.seq, hash=review.hash or None)
    )
    return ReviewSignedOff(by=by, covers=covers)
