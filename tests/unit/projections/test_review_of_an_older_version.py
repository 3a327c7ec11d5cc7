"""Who knows the contract as it was before people could add findings reads a review in which they have."""

from __future__ import annotations

import pytest

from service import events as e
from service.log.codec import StoredEvent, draft, place
from service.log.streams import REVIEW
from service.projections.review import ReviewState, followed

AUDIT_ID = "a1"
BY = "A. Reviewer"
FIRST_CONTRACT = {
    *("finding_accepted", "finding_dismissed", "finding_noted", "finding_reopened"),
    *("review_signed_off", "audit_renamed"),
}
"""The types of the review's events as they were published first."""


def log_of(*events: e.ReviewEvent) -> list[StoredEvent]:
    log: list[StoredEvent] = []
    for event in events:
        prev = log[-1].hash if log else None
        log.append(place(AUDIT_ID, len(log) + 1, prev, draft(AUDIT_ID, event), REVIEW))
    return log


def added(finding_id: str) -> e.FindingAdded:
    return e.FindingAdded(by=BY, finding_id=finding_id, severity="high", title="Wrong", description="", locations=())


def test_an_older_version_follows_all_that_it_knows_and_takes_the_rest_for_a_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    accepted = e.FindingAccepted(by=BY, finding_id="f1")
    nothing = e.CoveredHead(head=1, hash=None)
    signed = e.ReviewSignedOff(by=BY, covers=e.Covered(audit=nothing, review=nothing))
    log = log_of(added("p1"), accepted, signed, added("p2"), e.FindingWithdrawn(by=BY, finding_id="p2"))
    today = followed(AUDIT_ID, ReviewState(), log)
    for kind in e.CLASSES.keys() - FIRST_CONTRACT:
        monkeypatch.delitem(e.CLASSES, kind)

    older = followed(AUDIT_ID, ReviewState(), log)

    assert older.head == today.head
    assert older.of("f1") == today.of("f1")
    assert older.signed_off is not None
    assert today.signed_off is not None
    assert (older.signed_off.signed, older.signed_off.whole) == (today.signed_off.signed, False)
    assert [since.type for since in older.signed_off.since] == ["finding_added", "finding_withdrawn"]
    assert set(older.findings) == {"f1"}
    assert [one.id for one in today.own] == ["p1"]
