"""Reviews told for the browser tests, in the shapes of docs/protocol.md."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.served.story import Story

BEGIN = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)
TYPES = {
    "accept": "finding_accepted",
    "dismiss": "finding_dismissed",
    "note": "finding_noted",
    "reopen": "finding_reopened",
    "sign_off": "review_signed_off",
    "rename": "audit_renamed",
}
SAID = ("finding_id", "reason", "note", "name", "by")


class ReviewStory:
    """The review of one audit, growing by ``tell``; it goes on as long as the audit is kept."""

    ended = False

    def __init__(self, audit_id: str) -> None:
        self.audit_id = audit_id
        self.texts: list[str] = []

    @property
    def head(self) -> int:
        return len(self.texts)

    @property
    def hash(self) -> str | None:
        return hashlib.sha256(self.texts[-1].encode()).hexdigest() if self.texts else None

    def tell(self, *facts: dict[str, Any]) -> None:
        for fact in facts:
            seq = self.head + 1
            envelope = {
                "seq": seq,
                "audit_id": self.audit_id,
                "schema_version": 1,
                "timestamp": (BEGIN + timedelta(seconds=7 * seq)).isoformat(timespec="microseconds")[:-6] + "Z",
                "prev": self.hash,
            }
            self.texts.append(json.dumps({**envelope, **fact}))


def decision(kind: str, by: str, finding_id: str = "", **said: str) -> dict[str, Any]:
    """What is appended for a decision of that kind about a finding."""
    return {"type": TYPES[kind], "by": by, "finding_id": finding_id, **said}


def decided(asked: dict[str, Any], audit: Story, review: ReviewStory) -> dict[str, Any]:
    """What is appended for a decision as it was asked for over HTTP."""
    fact = {"type": TYPES[asked["decision"]]} | {key: asked[key] for key in SAID if key in asked}
    if asked["decision"] == "sign_off":
        heads = {
            "audit": {"head": audit.head, "hash": audit.hash},
            "review": {"head": review.head, "hash": review.hash},
        }
        fact["covers"] = heads
    return fact
