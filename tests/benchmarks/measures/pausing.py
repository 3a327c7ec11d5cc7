"""The longest that a watcher of another audit waits for an event while a report of 100 pages is read and checked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from service.log import schema
from tests.benchmarks.load import Served, following, served
from tests.benchmarks.long_report import html_report, pdf_report
from tests.benchmarks.measure import Measure, Reading, Run
from tests.benchmarks.measures.fanout import PUBLISHING

WATCHERS = 10
QUIET_S = 10
UNTIL_TOLD = "0"
WAIT_S = 20

Meanwhile = Callable[[Served], Awaitable[None]]


def beside(filename: str, report: Callable[[], bytes]) -> Run:
    """The report is handed in over HTTP and audited by the server that the others watch."""

    async def audit(server: Served) -> None:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}/api/v1", timeout=120) as client:
            answer = await client.post("/audits", files={"file": (filename, report())})
            await _ended(client, answer.raise_for_status().json()["audit_id"])

    async def measure(folder: Path) -> Reading:
        return await _longest(folder, audit)

    return measure


async def quiet(folder: Path) -> Reading:
    """Nothing but the events and those who watch them."""

    async def nothing(_: Served) -> None:
        await asyncio.sleep(QUIET_S)

    return await _longest(folder, nothing)


async def _longest(folder: Path, meanwhile: Meanwhile) -> Reading:
    await asyncio.to_thread(schema.upgrade, folder / "tickmark.db")
    async with served(folder, *PUBLISHING, UNTIL_TOLD) as server:
        watching = await following(server.port, f"/ws/audit/{server.second_word}", WATCHERS, "ready")
        await watching.ready()
        server.go()
        await meanwhile(server)
        server.say_no_more()
        load = await watching.result()
    assert load.complete == WATCHERS, load
    return load.unhurried(load.max_ms)


async def _ended(client: httpx.AsyncClient, audit_id: str) -> None:
    """Wait for the audit's end; it must have been read and checked."""
    after, terminal, kinds = 0, False, set[str]()
    while not terminal:
        answer = await client.get(f"/audits/{audit_id}/events", params={"after": after, "wait": WAIT_S})
        page = answer.raise_for_status().json()
        kinds.update(event["type"] for event in page["events"])
        terminal = page["terminal"] and (not page["events"] or page["events"][-1]["seq"] == page["head"])
        after = page["events"][-1]["seq"] if page["events"] else after
    assert "audit_complete" in kinds, kinds


BESIDE_HTML = Measure(
    "another audit, while 100 pages of HTML are read and checked", "ms, longest", beside("long.html", html_report)
)
BESIDE_PDF = Measure(
    "another audit, while 100 pages of PDF are read and checked", "ms, longest", beside("long.pdf", pdf_report)
)
QUIET = Measure("the same in a quiet server, 10 s", "ms, longest", quiet)
