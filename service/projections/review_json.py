"""A review as JSON, for HTTP and for the command line."""

from __future__ import annotations

from service.events import Scope
from service.findings import count_by_severity
from service.projections.review import FindingReview, ReviewState, Signature, Since
from service.projections.reviews import Reviewed

NOBODY: dict[str, object] = {"by": None, "at": None, "seq": None}


def review_json(reviewed: Reviewed, scope: Scope | None) -> dict[str, object]:
    """The review at its head, and what a sign-off of it would be about; a finding that is not listed is open."""
    review = reviewed.review
    return {
        "audit_id": reviewed.audit_id,
        "name": reviewed.name,
        "head": review.head.seq,
        "hash": review.head.hash or None,
        "undecided": len(reviewed.undecided),
        "findings": [_finding(review, finding) for finding in review.findings.values()],
        "scope": None if scope is None else scope.model_dump(),
        "signed_off": _sign_off(review),
    }


def review_summary(review: ReviewState) -> dict[str, object]:
    """What a list of audits says of a review."""
    signed_off = review.signed_off
    return {
        "head": review.head.seq,
        "signed_off": signed_off is not None,
        "whole": signed_off is not None and signed_off.whole,
        "added": count_by_severity(review.own),
    }


def _finding(review: ReviewState, finding: FindingReview) -> dict[str, object]:
    added = review.added.get(finding.finding_id)
    signed = NOBODY if finding.signed is None else _signature(finding.signed)
    notes = [{"note": note.note, **_signature(note.signed)} for note in finding.notes]
    said: dict[str, object] = {"finding_id": finding.finding_id, "state": finding.state, "reason": finding.reason}
    return {**said, **signed, "notes": notes, "added": None if added is None else _signature(added.signed)}


def _sign_off(review: ReviewState) -> dict[str, object] | None:
    signed_off = review.signed_off
    if signed_off is None:
        return None
    scope = signed_off.scope
    said = {"covers": signed_off.covers.model_dump(), "scope": None if scope is None else scope.model_dump()}
    since = [_since(one) for one in signed_off.since]
    return {**_signature(signed_off.signed), **said, "whole": signed_off.whole, "since": since}


def _since(since: Since) -> dict[str, object]:
    signed = NOBODY if since.signed is None else _signature(since.signed)
    return {"type": since.type, "finding_id": since.finding_id, **signed}


def _signature(signed: Signature) -> dict[str, object]:
    return {"by": signed.by, "at": signed.at, "seq": signed.seq}
