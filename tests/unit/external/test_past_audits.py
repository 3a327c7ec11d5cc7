"""Audits one after another in one database: each is held against the report before; what is erased is found no more."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from service.audits.acceptance import Upload, accept
from service.audits.processor import DocumentProcessor
from service.external.cache import Cache
from service.external.fetching import Fetcher
from service.external.outside import Outside
from service.log.sqlite.store import SqliteEventStore
from service.projections.past_audits import PastAudits
from service.settings import Settings
from service.workers.pool import WorkerPool
from tests.unit.external.given.told import COVER, LEI
from tests.waiting import DEADLINE_S

ROWS = (("Revenue", "5,210", "4,870", "4,655"), ("Profit for the year", "1,123", "996", "911"))


def text(year: int, revenue_before: str | None = None) -> bytes:
    """The report for 2031 or 2030, in Markdown; ``revenue_before`` is its comparative revenue."""
    at = 2032 - year
    lines = [
        f"| {row[0]} | {row[at]} | {revenue_before if revenue_before and row[0] == 'Revenue' else row[at + 1]} |"
        for row in ROWS
    ]
    head = f"## Income statement\n\n(in thousands of GBP)\n\n| | {year} | {year - 1} |\n|---|---|---|"
    return "\n".join((COVER.replace("2031", str(year)), head, *lines, "")).encode()


class Audits:
    """A database, and audits run in it by external_signal with the previous report as its only source."""

    def __init__(self, store: SqliteEventStore, pool: WorkerPool, fetcher: Fetcher, folder: Path) -> None:
        self.store = store
        settings = Settings(data_dir=folder, agent_timeout_s=DEADLINE_S, lease_s=10)
        outside = Outside(("previous",), fetcher, PastAudits(store))
        self._processor = DocumentProcessor(store, pool, settings, "this test", outside=outside)

    async def run(self, data: bytes) -> tuple[str, list[dict[str, Any]]]:
        audit_id = await accept(self.store, Upload("report.md", data, agents=("external_signal",)), 10**6)
        await self._processor.process_document(audit_id)
        return audit_id, [json.loads(event.body) for event in await self.store.read(audit_id, 0)]


@pytest.fixture
async def audits(sqlite_store: SqliteEventStore, tmp_path: Path) -> AsyncIterator[Audits]:
    pool, fetcher = WorkerPool(1, 2**30), Fetcher({}, Cache(tmp_path / "sources", 60), DEADLINE_S)
    yield Audits(sqlite_store, pool, fetcher, tmp_path)
    await fetcher.close()
    await pool.close()


def of(said: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    (event,) = [event for event in said if event["type"] == kind]
    return event


async def test_comparatives_are_held_against_the_audit_before(audits: Audits) -> None:
    before, first = await audits.run(text(2030))
    _, said = await audits.run(text(2031, "4,780"))

    asked, done = of(said, "source_asked"), of(said, "agent_completed")
    assert of(first, "agent_completed")["checks"] == {"passed": 1, "failed": 0, "not_possible": 1}
    assert (asked["source"], asked["url"]) == ("previous", f"audit {before} (report.md)")
    assert (asked["artifact"], asked["sha256"]) == (None, of(first, "document_extracted")["artifact"])
    (finding,) = done["findings"]
    assert (finding["check"], finding["reported"], finding["expected"]) == ("external_previous", "4780", "4870")
    assert before in finding["reference"]
    assert done["checks"] == {"passed": 2, "failed": 1, "not_possible": 0}


async def test_the_earlier_report_is_erased_with_its_own_audit_and_found_no_more(audits: Audits) -> None:
    before, first = await audits.run(text(2030))
    await audits.run(text(2031))
    await audits.store.erase(before, "this test")

    _, said = await audits.run(text(2031, "4,780"))

    kept = await PastAudits(audits.store).mentioning("", (LEI,))
    assert of(first, "document_extracted")["artifact"] not in {earlier.sha256 for earlier in kept}
    assert of(said, "agent_completed")["findings"] == []
    assert of(said, "source_asked")["status"] == 404


async def test_only_complete_audits_of_reports_that_say_so_are_found_each_report_once(audits: Audits) -> None:
    await accept(audits.store, Upload("waits.md", text(2031), agents=("external_signal",)), 10**6)
    first, _ = await audits.run(text(2030))
    again, _ = await audits.run(text(2030))
    past = PastAudits(audits.store)

    assert [earlier.audit_id for earlier in await past.mentioning("", (LEI.lower(),))] == [again]
    assert [earlier.audit_id for earlier in await past.mentioning(again, (LEI,))] == [first]
    assert await past.mentioning("", ("another", "")) == []
    assert await past.mentioning("", ()) == []
