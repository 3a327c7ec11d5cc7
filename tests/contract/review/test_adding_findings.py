"""Findings that people add: listed and marked as any other, taken back by who added them, and kept in the log."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import FastAPI

from service.artifacts import artifact_sha256
from service.events import DocumentExtracted
from service.log.store import EventStore
from service.reports import codec
from service.reports.reading import read
from tests.contract.served.asked import Answer, api_over, ask
from tests.log_events import DOCUMENT, complete, completed, new_audit

BY = "A. Reviewer"
JSON = ((b"content-type", b"application/json"),)
REVENUE = {"table": 0, "row": 1, "column": 1}
WRONG = {"severity": "high", "title": "Last year's revenue", "description": "The ledger has 14.", "places": [REVENUE]}


async def in_review(store: EventStore) -> str:
    """An audit with one finding of an agent, f1, and a report that was read."""
    kept = codec.encode(read("report.md", DOCUMENT))
    audit_id = await new_audit(store)
    counts = {"sections": 1, "paragraphs": 1, "tables": 1, "pages": None}
    await store.append(
        audit_id,
        [DocumentExtracted(**counts, artifact=artifact_sha256(kept)), completed("one"), complete()],
        1,
        artifacts=[kept],
    )
    return audit_id


async def decide(app: FastAPI, audit_id: str, decision: str, expected_seq: int, **more: object) -> Answer:
    said = {"decision": decision, "by": BY, "expected_seq": expected_seq} | more
    return await ask(app, "POST", f"/api/v1/audits/{audit_id}/review", headers=JSON, body=json.dumps(said).encode())


async def add(app: FastAPI, audit_id: str, expected_seq: int = 0, by: str = BY, **changes: object) -> Answer:
    return await decide(app, audit_id, "add", expected_seq, by=by, finding=WRONG | changes)


async def seen(app: FastAPI, audit_id: str, more: str) -> dict[str, Any]:
    answer = await ask(app, "GET", f"/api/v1/audits/{audit_id}{more}")
    assert answer.status == 200, answer
    return json.loads(answer.said)


async def test_what_a_person_adds_is_a_finding_in_its_place_and_says_whose_it_is(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        before = await seen(app, audit_id, "/figures")
        assert [place["state"] for place in before["places"]] == ["unrelated"]

        event = json.loads((await add(app, audit_id)).said)

        signed = {"by": BY, "at": event["timestamp"], "seq": 1}
        *_, own = (await seen(app, audit_id, "/findings"))["findings"]
        assert (own["id"], own["agent_id"], own["source"]) == (event["finding_id"], "reviewer", "person")
        assert (own["title"], own["reported"], own["same_place"]) == ("Last year's revenue", "12", [])
        assert (own["locations"][0]["row_label"], own["added"]) == ("Revenue", signed)
        figures = await seen(app, audit_id, "/figures")
        assert (figures["agents"], figures["counts"]["finding"]) == (before["agents"], 1)
        assert figures["relations"][-1]["finding"] == own["id"]
        review = await seen(app, audit_id, "/review")
        assert (review["undecided"], review["findings"]) == (
            1,
            [{"finding_id": own["id"], "state": "accepted", "reason": None, **signed, "notes": [], "added": signed}],
        )
        assert (await seen(app, audit_id, ""))["review"]["added"]["high"] == 1


async def test_who_added_a_finding_takes_it_back_and_brings_it_back(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        own = json.loads((await add(app, audit_id)).said)["finding_id"]

        other = await decide(app, audit_id, "withdraw", 1, finding_id=own, by="B. Reviewer")
        assert (other.status, json.loads(other.said)["type"]) == (409, "urn:tickmark:NothingChanges")
        assert "was added by A. Reviewer; dismiss it" in json.loads(other.said)["detail"]
        assert (await decide(app, audit_id, "withdraw", 1, finding_id="f1")).status == 409
        assert (await decide(app, audit_id, "withdraw", 1, finding_id=own)).status == 201

        assert [one["id"] for one in (await seen(app, audit_id, "/findings"))["findings"]] == ["f1"]
        assert (await seen(app, audit_id, "/figures"))["counts"]["finding"] == 0
        assert (await seen(app, audit_id, "/review"))["findings"][0]["state"] == "withdrawn"
        told = (await seen(app, audit_id, "/review/events"))["events"]
        assert [one["type"] for one in told] == ["finding_added", "finding_withdrawn"]

        assert (await decide(app, audit_id, "accept", 2, finding_id=own)).status == 201
        assert [one["id"] for one in (await seen(app, audit_id, "/findings"))["findings"]] == ["f1", own]


async def test_a_finding_that_somebody_opens_again_is_in_the_way_of_a_sign_off(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        own = json.loads((await add(app, audit_id)).said)["finding_id"]
        await decide(app, audit_id, "accept", 1, finding_id="f1")
        await decide(app, audit_id, "reopen", 2, finding_id=own, by="B. Reviewer")

        refused = await decide(app, audit_id, "sign_off", 3)
        assert (refused.status, json.loads(refused.said)["undecided"]) == (409, [own])

        await decide(app, audit_id, "withdraw", 3, finding_id=own)
        assert (await decide(app, audit_id, "sign_off", 4)).status == 201


async def test_an_answer_that_was_lost_adds_nothing_twice_and_of_two_at_once_one_is_told(store: EventStore) -> None:
    audit_id = await in_review(store)
    async with api_over(store) as app:
        first = await add(app, audit_id)
        assert await add(app, audit_id) == first
        assert (await add(app, audit_id, title="Another")).status == 409

        answers = await asyncio.gather(add(app, audit_id, 1), add(app, audit_id, 1, "B. Reviewer"))

        assert sorted(answer.status for answer in answers) == [201, 409]
        again = await add(app, audit_id, 2)
        ids = {json.loads(answer.said).get("finding_id") for answer in (first, again)}
        assert len(ids) == 2  # the same words once more are another finding


async def test_what_cannot_be_kept_of_a_finding_is_named(store: EventStore) -> None:
    audit_id = await in_review(store)
    unread = await new_audit(store)
    async with api_over(store) as app:
        cases = {
            "finding": await decide(app, audit_id, "add", 0),
            "finding.title": await add(app, audit_id, title="Two\nlines"),
            "finding.description": await add(app, audit_id, description="x" * 2001),
            "finding.places": await add(app, audit_id, places=[]),
            "note": await decide(app, audit_id, "add", 0, finding=WRONG, note="seen"),
            "finding_id": await decide(app, audit_id, "add", 0, finding=WRONG, finding_id="f2"),
        }
        for field, answer in cases.items():
            assert (answer.status, json.loads(answer.said)["field"]) == (422, field)
        for other in (True, "1", 1.0):  # it might not mean row 1
            unclear = await add(app, audit_id, places=[REVENUE | {"row": other}])
            assert (unclear.status, json.loads(unclear.said)["errors"][0]["where"]) == (
                422,
                "body.finding.places.0.row",
            )
        gone = await add(app, audit_id, places=[{"table": 7, "row": 0, "column": 0}])
        assert (gone.status, json.loads(gone.said)["detail"]) == (
            422,
            "finding.places name a table that is not there: the report has 1 table",
        )
        assert (await add(app, audit_id, severity="info")).status == 422
        assert (await decide(app, audit_id, "accept", 0, finding_id="f1", finding=WRONG)).status == 422
        early = await add(app, unread)
        assert (early.status, json.loads(early.said)["field"]) == (422, "finding.places")
        assert (await seen(app, audit_id, "/review"))["head"] == 0
