"""The database itself keeps a review as it was written, whoever writes to it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.events import Covered, CoveredHead, FindingAccepted, FindingNoted, ReviewSignedOff
from service.log.codec import text_hash
from service.log.store import EventStore
from service.log.streams import REVIEW
from tests.contract.databases.tampering import OnConflict, Refused, Tamperer
from tests.log_events import complete, completed, new_audit
from tests.verdicts import verify

BY = "A. Reviewer"
OF_REVIEW = "WHERE stream = 'review'"


@pytest.fixture
async def audit_id(store: EventStore) -> str:
    """An audit that has ended, with two decisions and a sign-off."""
    audit_id = await new_audit(store)
    *_, end = await store.append(audit_id, [completed("one"), complete()], 1)
    decisions = [FindingAccepted(by=BY, finding_id="f1"), FindingNoted(by=BY, finding_id="f1", note="seen")]
    *_, last = await store.append(audit_id, decisions, 0, stream=REVIEW)
    covers = Covered(audit=CoveredHead(head=3, hash=end.hash), review=CoveredHead(head=2, hash=last.hash))
    await store.append(audit_id, [ReviewSignedOff(by=BY, covers=covers)], 2, stream=REVIEW)
    return audit_id


async def assert_untouched(store: EventStore, audit_id: str) -> None:
    verdict = await verify(store, audit_id)
    assert (verdict.events, verdict.decisions, verdict.problem) == (3, 3, None)
    after = FindingNoted(by=BY, finding_id="f1", note="after")
    assert (await store.append(audit_id, [after], 3, stream=REVIEW))[0].seq == 4


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE events SET body = '{{}}' {OF_REVIEW} AND seq = 1",
        f"UPDATE events SET hash = 'x' {OF_REVIEW} AND seq = 3",
        f"UPDATE events SET stream = 'other' {OF_REVIEW}",
        f"DELETE FROM events {OF_REVIEW} AND seq = 3",
        f"DELETE FROM events {OF_REVIEW}",
        "UPDATE audits SET review_seq = 2",
        "UPDATE audits SET review_seq = 4",
        "UPDATE audits SET review_seq = 0, review_hash = ''",
        "UPDATE audits SET review_hash = 'x'",
        "DELETE FROM register WHERE type = 'signed_off'",
        "UPDATE register SET body = '{}' WHERE type = 'signed_off'",
    ],
)
async def test_nothing_of_a_review_is_changed_or_deleted(
    store: EventStore, tamperer: Tamperer, audit_id: str, sql: str
) -> None:
    with pytest.raises(Refused):
        tamperer.execute(sql)

    await assert_untouched(store, audit_id)


def row(audit_id: str, prev: str, /, **changes: Any) -> dict[str, object]:
    """A decision that could follow, but for ``changes`` of its columns."""
    said = {"seq": 4, "audit_id": audit_id, "type": "finding_noted", "schema_version": 1}
    said |= {"timestamp": "2026-01-01T00:00:00.000000Z", "prev": prev, "by": BY, "finding_id": "f1", "note": "forged"}
    body = json.dumps(said, separators=(",", ":"))
    columns: dict[str, object] = {key: said[key] for key in ("audit_id", "seq", "type", "schema_version")}
    columns |= {"stream": REVIEW, "agent_id": None, "recorded_at": said["timestamp"]}
    return columns | {"body": body, "hash": text_hash(body)} | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 5},
        {"seq": 3},
        {"seq": 0},
        {"stream": "other"},
        {"stream": "audit"},
        {"type": "audit_complete"},
        {"agent_id": "numeric_validation"},
        {"recorded_at": "2020-01-01"},
        {"body": '{"forged": true}'},
        {"audit_id": "nobody"},
    ],
    ids=str,
)
@pytest.mark.parametrize("on_conflict", ["fail", "replace"])
async def test_only_the_next_decision_is_let_in(
    store: EventStore, tamperer: Tamperer, audit_id: str, changes: dict[str, object], on_conflict: OnConflict
) -> None:
    prev = (await store.head(audit_id, REVIEW)).hash

    with pytest.raises(Refused):
        tamperer.insert("events", row(audit_id, prev, **changes), on_conflict)

    await assert_untouched(store, audit_id)


async def test_a_decision_that_follows_another_text_is_not_let_in(
    store: EventStore, tamperer: Tamperer, audit_id: str
) -> None:
    with pytest.raises(Refused):
        tamperer.insert("events", row(audit_id, "0" * 64))

    await assert_untouched(store, audit_id)
