"""Deciding about findings over HTTP: what is answered, what is refused, and what everybody then sees."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import FastAPI

from service.log.store import EventStore
from service.log.streams import REVIEW
from tests.contract.served.asked import Answer, api_over, ask
from tests.log_events import complete, completed, new_audit

BY = "A. Reviewer"
NOBODY_ADDED = {"high": 0, "medium": 0, "low": 0, "info": 0}
JSON = ((b"content-type", b"application/json"),)


async def in_review(store: EventStore, *, ended: bool = True) -> str:
    """An audit with one finding, f1."""
    audit_id = await new_audit(store)
    await store.append(audit_id, [completed("one"), complete()] if ended else [completed("one")], 1)
    return audit_id


async def decide(app: FastAPI, audit_id: str, decision: str, expected_seq: object, **more: object) -> Answer:
    said = {"decision": decision, "by": BY, "expected_seq": expected_seq} | more
    return await ask(app, "POST", f"/api/v1/audits/{audit_id}/review", headers=JSON, body=json.dumps(said).encode())


async def seen(app: FastAPI, audit_id: str, more: str = "/review") -> dict[str, Any]:
    answer = await ask(app, "GET", f"/api/v1/audits/{audit_id}{more}")
    assert answer.status == 200, answer
    return json.loads(answer.said)


async def test_a_decision_is_answered_with_its_event_and_seen_by_all(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        assert await seen(app, audit_id) == {
            "audit_id": audit_id,
            "name": "report.md",
            "head": 0,
            "hash": None,
            "undecided": 1,
            "findings": [],
            "scope": None,
            "signed_off": None,
        }

        answer = await decide(app, audit_id, "dismiss", 0, finding_id="f1", reason="printed so on purpose")

        (stored,) = await store.read(audit_id, 0, stream=REVIEW)
        at = json.loads(stored.body)["timestamp"]
        assert (answer.status, answer.said) == (201, stored.body)
        signed = {"by": BY, "at": at, "seq": 1}
        assert await seen(app, audit_id) == {
            "audit_id": audit_id,
            "name": "report.md",
            "head": 1,
            "hash": stored.hash,
            "undecided": 0,
            "findings": [
                {"finding_id": "f1", "state": "dismissed", "reason": "printed so on purpose"}
                | {**signed, "notes": [], "added": None}
            ],
            "scope": None,
            "signed_off": None,
        }
        assert await seen(app, audit_id, "/review/events") == {
            "events": [json.loads(stored.body)],
            "head": 1,
            "terminal": False,
        }


async def test_a_sign_off_waits_for_every_finding_and_is_of_the_whole_until_something_follows(
    store: EventStore,
) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        early = await decide(app, audit_id, "sign_off", 0)
        assert early.status == 409
        assert (json.loads(early.said)["undecided"], json.loads(early.said)["undecided_total"]) == (["f1"], 1)

        assert (await decide(app, audit_id, "accept", 0, finding_id="f1")).status == 201
        assert (await decide(app, audit_id, "sign_off", 1)).status == 201
        (row,) = json.loads((await ask(app, "GET", "/api/v1/audits")).said)["audits"]
        assert row["review"] == {"head": 2, "signed_off": True, "whole": True, "added": NOBODY_ADDED}

        assert (await decide(app, audit_id, "rename", 2, name="The annual report")).status == 201
        shown = await seen(app, audit_id, "")
        assert (shown["name"], shown["review"]) == (
            "The annual report",
            {"head": 3, "signed_off": True, "whole": True, "added": NOBODY_ADDED},
        )

        assert (await decide(app, audit_id, "note", 3, finding_id="f1", note="asked the preparer")).status == 201
        broken = {"head": 4, "signed_off": True, "whole": False, "added": NOBODY_ADDED}
        assert (await seen(app, audit_id, ""))["review"] == broken


async def test_a_running_audit_is_not_signed_off_though_its_findings_can_be_decided(store: EventStore) -> None:
    audit_id = await in_review(store, ended=False)
    async with api_over(store) as app:
        assert (await decide(app, audit_id, "accept", 0, finding_id="f1")).status == 201

        answer = await decide(app, audit_id, "sign_off", 1)

        assert answer.status == 409
        assert "the audit is queued, not complete" in json.loads(answer.said)["detail"]


async def test_of_two_who_decide_at_once_one_is_told_where_the_review_is_now(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        answers = await asyncio.gather(
            decide(app, audit_id, "accept", 0, finding_id="f1"),
            decide(app, audit_id, "dismiss", 0, finding_id="f1", reason="immaterial", by="B. Reviewer"),
        )

        won, lost = sorted(answers, key=lambda answer: answer.status)
        assert (won.status, lost.status) == (201, 409)
        said = json.loads(lost.said)
        assert (said["type"], said["expected"], said["actual"]) == ("urn:tickmark:ReviewMoved", 0, 1)
        assert (await seen(app, audit_id))["head"] == 1


async def test_a_decision_whose_answer_was_lost_is_made_once(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        first = await decide(app, audit_id, "accept", 0, finding_id="f1")
        again = await decide(app, audit_id, "accept", 0, finding_id="f1")
        signed = await decide(app, audit_id, "sign_off", 1)
        signed_again = await decide(app, audit_id, "sign_off", 1)
        of_another = await decide(app, audit_id, "accept", 0, finding_id="f1", by="B. Reviewer")

        assert again == first
        assert signed_again == signed
        assert of_another.status == 409
        assert (await seen(app, audit_id))["head"] == 2


async def test_what_changes_nothing_is_refused(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        assert (await decide(app, audit_id, "reopen", 0, finding_id="f1")).status == 409
        assert (await decide(app, audit_id, "accept", 0, finding_id="f1")).status == 201
        refused = await decide(app, audit_id, "accept", 1, finding_id="f1")

        assert refused.status == 409
        assert json.loads(refused.said)["type"] == "urn:tickmark:NothingChanges"


async def test_what_is_missing_is_named(store: EventStore) -> None:
    audit_id = await in_review(store)
    nobody = "00000000-0000-0000-0000-000000000000"
    async with api_over(store) as app:
        cases = {
            "reason": await decide(app, audit_id, "dismiss", 0, finding_id="f1", reason=" "),
            "note": await decide(app, audit_id, "note", 0, finding_id="f1"),
            "finding_id": await decide(app, audit_id, "accept", 0),
            "name": await decide(app, audit_id, "rename", 0, name="x" * 201),
            "by": await decide(app, audit_id, "accept", 0, finding_id="f1", by="A\nB"),
        }
        for field, answer in cases.items():
            assert (answer.status, json.loads(answer.said)["field"]) == (422, field)
        assert (await decide(app, audit_id, "accept", 0, finding_id="f9")).status == 404
        assert (await decide(app, nobody, "accept", 0, finding_id="f1")).status == 404
        await store.erase(audit_id, "somebody")
        assert (await decide(app, audit_id, "accept", 0, finding_id="f1")).status == 410


async def test_no_text_is_taken_that_the_decision_would_not_keep(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        cases = {
            "reason": await decide(app, audit_id, "accept", 0, finding_id="f1", reason="agreed"),
            "note": await decide(app, audit_id, "dismiss", 0, finding_id="f1", reason="immaterial", note="ask again"),
            "finding_id": await decide(app, audit_id, "sign_off", 0, finding_id="f1"),
            "name": await decide(app, audit_id, "reopen", 0, finding_id="f1", name="Another"),
        }
        for field, answer in cases.items():
            assert (answer.status, json.loads(answer.said)["field"]) == (422, field)
        nul = await decide(app, audit_id, "note", 0, finding_id="f1", note="a\0b")
        assert (nul.status, json.loads(nul.said)["field"]) == (422, "note")
        assert (await seen(app, audit_id))["head"] == 0


async def test_names_are_as_people_write_them(store: EventStore) -> None:
    audit_id = await in_review(store)
    names = ("山田\u3000太郎", "A.\u00a0Reviewer", "علی\u200cرضا")
    async with api_over(store) as app:
        for head, name in enumerate(names):
            answer = await decide(app, audit_id, "rename", head, by=name, name=name)
            assert (answer.status, json.loads(answer.said)["by"]) == (201, name)
        turned = await decide(app, audit_id, "rename", 3, name="gnp\u202e.exe")
        assert (turned.status, json.loads(turned.said)["field"]) == (422, "name")


async def test_the_head_that_was_seen_is_a_number(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        for head in (True, "0", 0.0):
            assert (await decide(app, audit_id, "accept", head, finding_id="f1")).status == 422


async def test_a_decision_of_more_than_64_kib_is_refused_as_a_decision(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        answer = await decide(app, audit_id, "dismiss", 0, finding_id="f1", reason="x" * 65_536)

        told = json.loads(answer.said)
        assert (answer.status, told["type"]) == (413, "urn:tickmark:RequestTooLarge")
        assert told["detail"] == (
            f"POST /api/v1/audits/{audit_id}/review: a decision has at most 64 KiB; shorten what it says"
        )
        assert (await seen(app, audit_id))["head"] == 0
