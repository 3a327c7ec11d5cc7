"""Pages of PDFs take long to draw, or are made to; who reads anything else meanwhile does not wait for them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from service.api.parts import Parts
from service.artifacts import artifact_sha256
from service.audits.drawings import Drawings, WantedPage
from service.events import DocumentExtracted
from service.log.store import EventStore
from service.workers.large import Large
from tests.contract.served.asked import api_over, ask
from tests.log_events import DOCUMENT, created
from tests.waiting import DEADLINE_S

READ = b"{}"
EXTRACTED = DocumentExtracted(sections=0, paragraphs=0, tables=0, pages=1, artifact=artifact_sha256(READ))


class SlowDrawings(Drawings):
    """Every page takes until ``ready``."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = asyncio.Semaphore(0)
        self.ready = asyncio.Event()

    async def page(self, wanted: WantedPage, client: str, file: Large) -> bytes:
        self.begun.release()
        await self.ready.wait()
        return b"drawn"


async def of_a_pdf(store: EventStore, audit_id: str) -> None:
    event = created()
    as_pdf = event.model_copy(update={"document": event.document.model_copy(update={"media_type": "application/pdf"})})
    await store.create(audit_id, as_pdf, DOCUMENT)
    await store.append(audit_id, [EXTRACTED], 1, artifacts=[READ])


async def test_while_pages_are_drawn_everything_else_is_answered(store: EventStore) -> None:
    await of_a_pdf(store, "a")
    async with api_over(store) as app, asyncio.timeout(DEADLINE_S):
        slow = SlowDrawings()
        parts: Parts = app.state.parts
        app.state.parts = replace(parts, drawings=slow)
        asked = [asyncio.create_task(ask(app, "GET", f"/api/v1/audits/a/document/pages/{n}")) for n in (1, 2, 3)]
        for _ in asked:
            await slow.begun.acquire()

        findings = await ask(app, "GET", "/api/v1/audits/a/findings")

        assert (findings.status, findings.said) == (200, '{"findings":[]}')
        slow.ready.set()
        assert [(each.status, each.said) for each in await asyncio.gather(*asked)] == [(200, "drawn")] * 3
