"""While a report is read the log hears of its pages, and a reader that dies of one is not tried for ever."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from service.audits.reading import read_in_worker
from service.errors import LeaseLost
from service.events import ExtractionProgress
from service.log.codec import StoredEvent
from service.projections.audit_state import AuditState, fold, grown
from service.workers.large import in_memory
from service.workers.pool import WorkerPool
from service.workers.process import Told
from tests.golden.given.told import AUDIT_ID, stored_text
from tests.unit.audits.conftest import Stage, of, types
from tests.unit.reports.given.drawn import Drawing

PAGES = 3


def report_of(pages: int) -> bytes:
    drawing = Drawing()
    for number in range(pages):
        if number:
            drawing.page()
        for row, name in enumerate(
            ("Sales", "Cost of sales", "Gross profit", "Staff", "Rent", "Interest", "Tax", "Profit")
        ):
            drawing.row(100 + 15 * row, name, (300.0, 400.0), (f"{number + 1},20{row}", f"{number + 2},10{row}"))
    return drawing.data()


async def log_of(stage: Stage, pages: int) -> list[dict[str, object]]:
    audit_id = await stage.accepted("quick", data=report_of(pages), filename="report.pdf")
    await stage.processor().process_document(audit_id)
    return await stage.log(audit_id)


async def test_the_first_pages_of_a_pdf_are_told_before_it_is_read(stage: Stage) -> None:
    log = await log_of(stage, PAGES)

    told = of(log, "extraction_progress")
    assert (told[0]["completed"], told[0]["total"]) == (1, PAGES)
    assert all(0 < event["completed"] < PAGES for event in told)
    assert types(log)[2 : 3 + len(told)] == ["extraction_progress"] * len(told) + ["document_extracted"]


async def test_a_pdf_of_one_page_tells_nothing_until_it_is_read(stage: Stage) -> None:
    assert types(await log_of(stage, 1))[1:3] == ["audit_started", "document_extracted"]


def test_pages_that_were_read_do_not_make_up_for_processes_that_died_of_others() -> None:
    event = ExtractionProgress(completed=1, total=2)
    text = stored_text(event)
    stored = StoredEvent(AUDIT_ID, 7, event.type, text, "")
    died = AuditState(seq=6, crashes_in_a_row=2)

    assert fold(died, [stored]) == grown(died, stored, event)
    assert (fold(died, [stored]).seq, fold(died, [stored]).crashes_in_a_row) == (7, 2)


class EndlessPool:
    """Tells of one page, and then goes on until it is stopped."""

    def __init__(self) -> None:
        self.stopped = False

    async def run(
        self, _function: str, _argument: bytes, _limit_s: float, told: Told, _sender: str, **_: object
    ) -> bytes:
        told(b'{"completed": 1, "total": 2}')
        try:
            return await asyncio.get_running_loop().create_future()
        finally:
            self.stopped = True


async def test_a_log_that_is_no_longer_ours_stops_the_reading() -> None:
    async def refuse(_: ExtractionProgress) -> None:
        raise LeaseLost("an-audit", 1, 2)

    pool = EndlessPool()
    with pytest.raises(LeaseLost):
        await read_in_worker(cast(WorkerPool, pool), b"", in_memory(b""), 60, refuse)
    assert pool.stopped
