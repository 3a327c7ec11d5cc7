"""A service over a log that somebody has damaged: it names what is damaged and shows everything else."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from service.api import problems
from service.api.parts import Parts
from service.api.routes import audits as audit_routes
from service.api.routes import events as event_routes
from service.api.routes import reports as report_routes
from service.api.routes import server_sent_events as sse_routes
from service.api.routes import websockets as stream_routes
from service.api.server import bind
from service.api.watching.broadcasting import Broadcasts
from service.api.watching.connection_manager import ConnectionManager
from service.artifacts import artifact_sha256
from service.audits.dispatcher import Dispatcher
from service.audits.processor import DocumentProcessor
from service.errors import AuditDamaged
from service.log.codec import text_hash
from service.log.store import EventStore
from service.projections.reviews import Reviews
from service.projections.views import Views
from service.settings import Settings
from service.tail.feed import Feed
from tests.contract.forging.forger import Forger
from tests.contract.forging.forgeries import NO_TEXT, audit, event
from tests.contract.forging.honest_log import DOCUMENTS, HONEST
from tests.waiting import DEADLINE_S, until

SOUND = DOCUMENTS.keys() - {"one", "gone"}


@dataclass(frozen=True)
class Damage:
    """What is done to audit one; ``only`` is the one database that lets it be done, every one if empty."""

    name: str
    act: Callable[[Forger], object]
    only: str = ""
    unreadable: bool = True
    """Whether it keeps events from being sent: what an event says is its reader's to judge."""


DAMAGE = (
    Damage("a head that is no number", audit("head_seq", "'x'"), "sqlite"),
    Damage("a head beyond the last event", audit("head_seq", "9")),
    Damage("agents that are no JSON", audit("agents", "'numeric'")),
    Damage("a time that is none", audit("created_at", "'yesterday'")),
    Damage("a time that is bytes", audit("created_at", "x'00'"), "sqlite"),
    Damage("a filename that is no UTF-8", audit("filename", NO_TEXT), "sqlite"),
    Damage("a body that is no event", event("body", "'forged'", 5), unreadable=False),
    Damage("a body that is no text", event("body", "x'00'", 5), "sqlite"),
    Damage("a body that is no UTF-8", event("body", NO_TEXT, 5), "sqlite"),
    Damage("an event gone", lambda forger: forger.sql("DELETE FROM events WHERE audit_id = 'one' AND seq = 4")),
)
ON_EACH = [
    pytest.param(damage, kind, id=f"{damage.name}-{kind}")
    for damage in DAMAGE
    for kind in HONEST
    if damage.only in {"", kind}
]


@asynccontextmanager
async def damaged_log(
    kind: str, act: Callable[[Forger], object], template: Path, folder: Path
) -> AsyncGenerator[EventStore]:
    """The honest log after ``act``, opened as a service does."""
    database = HONEST[kind](template, folder)
    tamperer = database.tamperer()
    tamperer.drop_rules()
    act(Forger(tamperer))
    tamperer.restore_rules()
    store = await database.open()
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def served(store: EventStore) -> AsyncGenerator[str]:
    """The routes of audits over ``store``; yields host and port."""
    app = FastAPI()
    for routes in (audit_routes, event_routes, report_routes, sse_routes, stream_routes):
        app.include_router(routes.router)
    problems.install(app)
    feed = Feed(store, 3600)
    broadcasts = Broadcasts(feed, heartbeat_s=60, slow_client_s=60)
    views, nobody_runs = Views(store), cast("Any", None)
    app.state.parts = Parts(
        Settings(), store, views, Reviews(store, views), feed, broadcasts, ConnectionManager(), nobody_runs
    )
    server = uvicorn.Server(uvicorn.Config(app, ws="websockets-sansio", log_level="warning"))
    listening = bind("127.0.0.1", 0)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving


def assert_says_so(answer: httpx.Response) -> None:
    said = answer.json()
    assert (answer.status_code, said["status"], said["title"]) == (500, 500, "Audit damaged")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "`tickmark verify one`" in said["detail"]


@pytest.mark.parametrize(("damage", "kind"), ON_EACH)
async def test_a_damaged_audit_says_so_and_the_others_are_shown(
    damage: Damage, kind: str, migrated_database: Path, tmp_path: Path
) -> None:
    async with (
        damaged_log(kind, damage.act, migrated_database, tmp_path) as store,
        served(store) as address,
        httpx.AsyncClient(base_url=f"http://{address}/api/v1", timeout=DEADLINE_S, trust_env=False) as http,
    ):
        # The list shows the others, and names what it does not show.
        page = (await http.get("/audits")).json()
        assert {shown["audit_id"] for shown in page["audits"]} == SOUND
        ((named, problem),) = [(each["audit_id"], each["problem"]) for each in page["damaged"]]
        assert (named, bool(problem)) == ("one", True)

        # The audit itself says what is the matter, whatever is asked of it, and nothing falls over.
        assert_says_so(await http.get("/audits/one"))
        assert_says_so(await http.post("/audits/one/retry"))
        for answer in (await http.post("/audits/one/cancel"), await http.get("/audits/one/findings")):
            assert answer.status_code in {200, 409} or assert_says_so(answer) is None

        # So does its stream, for good: a client that comes back would be told the same.
        if damage.unreadable:
            async with connect(f"ws://{address}/ws/audit/one") as socket:
                with pytest.raises(ConnectionClosedError):
                    assert all(['"audit_id":"one"' in str(text) async for text in socket])
            assert (socket.close_code, socket.close_reason) == (4500, "the audit is damaged: run tickmark verify one")
        for audit_id in SOUND:
            assert (await http.get(f"/audits/{audit_id}")).status_code == 200


def forged(seq: int, text: str) -> Callable[[Forger], object]:
    """An event of audit one with another text, and its hash."""

    def act(forger: Forger) -> None:
        forger.sql(
            "UPDATE events SET body = ?, hash = ? WHERE audit_id = 'one' AND seq = ?", text, text_hash(text), seq
        )

    return act


def naming(field: str, name: object) -> Callable[[Forger], object]:
    """The result of audit one names another artifact."""
    return lambda forger: forged(6, json.dumps(forger.said("one", 6) | {field: name}))(forger)


NO_EVENTS = {
    "no JSON": "forged",
    "lines": "forged\n\nevent: caught_up\ndata: {}\n\n",
    "nothing": "",
    "a list": "[]",
    "nested deeply": "[" * 100_000,
    "a number that JSON has not": '{"type": NaN}',
}


@pytest.mark.parametrize("kind", HONEST)
@pytest.mark.parametrize("text", NO_EVENTS.values(), ids=NO_EVENTS)
async def test_a_forged_text_that_is_no_event_is_named_and_nothing_else_is_concerned(
    text: str, kind: str, migrated_database: Path, tmp_path: Path
) -> None:
    async with (
        damaged_log(kind, forged(6, text), migrated_database, tmp_path) as store,
        served(store) as address,
        httpx.AsyncClient(base_url=f"http://{address}/api/v1", timeout=DEADLINE_S, trust_env=False) as http,
    ):
        page = (await http.get("/audits")).json()
        assert {shown["audit_id"] for shown in page["audits"]} == SOUND
        assert [each["audit_id"] for each in page["damaged"]] == ["one"]
        for asked in ("", "/events", "/events?after=5", "/findings", "/ticks"):
            assert_says_so(await http.get(f"/audits/one{asked}"))
        before = (await http.get("/audits/one/events?limit=5")).json()
        assert [event["seq"] for event in before["events"]] == [1, 2, 3, 4, 5]
        # Whoever follows the stream gets what is there, in the frames of the stream.
        streamed = (await http.get("/audits/one/events/stream?after=5")).text
        assert streamed.count("\nevent: ") == 1  # the true one


@pytest.mark.parametrize("kind", HONEST)
@pytest.mark.parametrize("name", ["\ud800", "a\0b", "no hash", artifact_sha256(DOCUMENTS["one"])], ids=ascii)
@pytest.mark.parametrize(("field", "asked"), [("artifact", "findings"), ("ticks", "ticks"), ("ticks", "ticks?table=0")])
async def test_an_artifact_that_is_not_what_an_event_names_it_for_is_damage(
    field: str, asked: str, name: str, kind: str, migrated_database: Path, tmp_path: Path
) -> None:
    async with (
        damaged_log(kind, naming(field, name), migrated_database, tmp_path) as store,
        served(store) as address,
        httpx.AsyncClient(base_url=f"http://{address}/api/v1", timeout=DEADLINE_S, trust_env=False) as http,
    ):
        assert_says_so(await http.get(f"/audits/one/{asked}"))
        assert (await http.get("/audits")).status_code == 200


RUNNING = (
    Damage("an epoch that is no number", audit("epoch", "'x'"), "sqlite"),
    Damage("a head that is no number", audit("head_seq", "'x'"), "sqlite"),
    Damage("a head that was moved back", audit("head_seq", "3")),
    Damage("a body that is no event", event("body", "'forged'", 2)),
)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        pytest.param(damage, kind, id=f"{damage.name}-{kind}")
        for damage in RUNNING
        for kind in HONEST
        if damage.only in {"", kind}
    ],
)
async def test_a_damaged_audit_that_waits_is_said_once_and_left_alone(
    damage: Damage, kind: str, migrated_database: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def waits(forger: Forger) -> None:
        """Audit one, which has not ended and which nobody runs."""
        forger.sql("DELETE FROM events WHERE audit_id = 'one' AND seq > 4")
        forger.head_to_last("one")
        forger.sql("UPDATE audits SET lease_owner = NULL, lease_until_ms = NULL WHERE audit_id = 'one'")
        forger.sql("UPDATE audits SET lease_until_ms = ? WHERE audit_id = 'running'", 2**53)  # somebody runs that one
        damage.act(forger)

    async def is_told() -> bool:
        return told(caplog) > 0

    caplog.set_level(logging.INFO, "service.audits")
    async with damaged_log(kind, waits, migrated_database, tmp_path) as store:
        processor = DocumentProcessor(store, cast("Any", None), Settings(), "this test")
        dispatcher = Dispatcher(store, processor, concurrent=2)
        dispatcher.start()
        try:
            await until(is_told)
            for _ in range(3):
                await asyncio.wait_for(dispatcher.run("one"), 30)  # it rests, so this returns at once
        finally:
            await dispatcher.stop(0, asyncio.Event())
        with pytest.raises(AuditDamaged):
            await processor.process_document("one")

    assert told(caplog) == 1
    assert not [record for record in caplog.records if record.exc_info]


def told(caplog: pytest.LogCaptureFixture) -> int:
    return sum("audit one is damaged" in record.getMessage() for record in caplog.records)
