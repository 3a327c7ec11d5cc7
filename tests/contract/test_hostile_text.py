"""Text that no database can hold, on every route that takes text; and what a client hears when the database is gone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterator
from pathlib import Path

import psycopg
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute, iter_route_contexts

from service.errors import AuditNotFound
from service.log.store import EventStore
from tests.contract.databases.kinds import Database, SqliteDatabase
from tests.contract.databases.postgres import PostgresDatabase
from tests.contract.served.asked import Answer, api_over, ask, watch
from tests.log_events import new_audit
from tests.waiting import until

UNSTORABLE = ["\0", "a\0b", "\ud800", "a\udfff"]
STRANGE = ["\ufffd", "'; DROP TABLE events; --", "%00", "\u202e\u200b", "x" * 9000, "٣", "1\n2"]
FORM = b"multipart/form-data; boundary=bb"
JSON = (b"content-type", b"application/json")
DECISION = b'{"decision": "sign_off", "by": "A. Reader", "expected_seq": 0}'


def audit_routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and path, those of later routes too; ``WS`` for a WebSocket."""
    for found in iter_route_contexts(app.routes):
        route, path = found.original_route, found.path
        if isinstance(route, APIRoute):
            assert path is not None
            assert route.methods
            yield from ((method, path) for method in sorted(route.methods))
        elif isinstance(route, APIWebSocketRoute):
            assert path is not None
            yield "WS", path


async def asked(app: FastAPI, method: str, path: str, query: bytes = b"") -> Answer:
    if method == "WS":
        return await watch(app, path, query)
    if (method, path.rsplit("/", 1)[-1]) == ("POST", "review"):
        return await ask(app, method, path, query, (JSON,), DECISION)
    return await ask(app, method, path, query)


@pytest.mark.parametrize("hostile", UNSTORABLE)
async def test_a_decision_too_long_for_an_id_that_no_database_can_hold_is_refused_in_words(
    store: EventStore, hostile: str
) -> None:
    async with api_over(store) as app:
        long = (JSON, (b"content-length", b"100000"))
        answer = await ask(app, "POST", f"/api/v1/audits/{hostile}/review", b"", long)

    assert answer.status == 413


@pytest.mark.parametrize("hostile", UNSTORABLE + STRANGE)
async def test_no_audit_has_an_id_that_no_database_can_hold_or_that_is_strange(
    store: EventStore, database: Database, hostile: str
) -> None:
    async with api_over(store) as app:
        routes = [(method, path) for method, path in audit_routes(app) if "{audit_id}" in path]
        assert len(routes) > 8
        for method, path in routes:
            answer = await asked(app, method, path.replace("{number}", "1").replace("{audit_id}", hostile))
            assert answer.status in {404, 4404}, (method, path, answer)
            assert_says_nothing_of(database, answer)


@pytest.mark.parametrize("hostile", [b"%00", b"a%00b", b"%ED%A0%80", b"%FF", b"%00~%00"])
async def test_no_query_makes_the_database_answer_with_an_error(
    store: EventStore, database: Database, hostile: bytes
) -> None:
    audit_id = await new_audit(store)
    async with api_over(store) as app:
        for method, path in [route for route in audit_routes(app) if route[0] in {"GET", "WS"}]:
            for name in (b"after", b"limit", b"wait", b"cursor", b"agent", b"severity", b"table", b"else"):
                query = name + b"=" + hostile
                if b"%00" not in hostile and (name in {b"agent", b"else"} or name + b"=" not in asks_for(path)):
                    continue  # a name that no agent has is no mistake, and what is not asked for is not looked at
                here = path.replace("{number}", "1").replace("{audit_id}", audit_id)
                answer = await asked(app, method, here, query)
                assert answer.status in {422, 4400}, (method, path, query, answer)
                assert_says_nothing_of(database, answer)


def asks_for(path: str) -> bytes:
    """The parameters of a path that have a form of their own."""
    if path.startswith("/ws") or path.endswith("/events/stream"):
        return b"after="
    forms = {"audits": b"cursor=limit=", "events": b"after=limit=wait=", "findings": b"severity=", "ticks": b"table="}
    return forms.get(path.rsplit("/", 1)[-1], b"")


@pytest.mark.parametrize("name", [b"idempotency-key", b"last-event-id", b"origin", b"x-else"])
async def test_no_header_makes_the_database_answer_with_an_error(
    store: EventStore, database: Database, name: bytes
) -> None:
    audit_id = await new_audit(store)
    async with api_over(store) as app:
        for method, path in [("POST", "/api/v1/audits"), ("GET", f"/api/v1/audits/{audit_id}/events/stream")]:
            content = (b"content-type", FORM)
            answer = await ask(app, method, path, headers=((name, b"k\0"), content), body=form(b"r.md"))
            assert answer.status in {403, 422}, (method, path, answer)
            assert_says_nothing_of(database, answer)


@pytest.mark.parametrize("hostile", [b"a\0b", b"\xed\xa0\x80", b"\xff\xfe", b"\0"])
async def test_what_a_form_holds_is_accepted_without_what_no_database_can_hold_or_refused(
    store: EventStore, database: Database, hostile: bytes
) -> None:
    async with api_over(store) as app:
        for body in (form(hostile + b".md"), form(b"r.md", b"name", hostile), form(b"r.md", b"agents", hostile)):
            answer = await ask(app, "POST", "/api/v1/audits", headers=((b"content-type", FORM),), body=body)
            assert answer.status in {202, 422}, answer
            assert_says_nothing_of(database, answer)
        assert (await ask(app, "GET", "/api/v1/audits")).status == 200


def form(filename: bytes, field: bytes = b"else", value: bytes = b"") -> bytes:
    file = b'--bb\r\nContent-Disposition: form-data; name="file"; filename="' + filename + b'"\r\n\r\n# R\n\nText.\r\n'
    return file + b'--bb\r\nContent-Disposition: form-data; name="' + field + b'"\r\n\r\n' + value + b"\r\n--bb--\r\n"


@pytest.mark.parametrize("hostile", UNSTORABLE)
async def test_the_store_has_nothing_under_a_name_that_no_database_can_hold(store: EventStore, hostile: str) -> None:
    known = await new_audit(store)

    for call in (store.head, store.audit, lambda audit_id: store.erase(audit_id, "somebody")):
        with pytest.raises(AuditNotFound):
            await call(hostile)
    assert await store.read(hostile, 0) == []
    assert await store.tombstone(hostile) is None
    assert list(await store.heads([hostile, known])) == [known]
    assert (await store.audits(5, f"9999-01-01T00:00:00.000000Z~{hostile}")).audits == ()


async def test_a_database_that_is_gone_is_named_in_the_log_and_to_no_client(
    store: EventStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    audit_id = await new_audit(store)
    async with api_over(store) as app:
        take_away(database)
        await until(lambda: _is(503, ask(app, "GET", "/readyz")))
        answers = [
            await asked(app, method, path.replace("{number}", "1").replace("{audit_id}", audit_id))
            for method, path in audit_routes(app)
            if path.startswith(("/api/v1/audits/{audit_id}", "/ws/", "/readyz"))
        ]

    assert {answer.status for answer in answers} == {503, 1012}
    for answer in answers:
        assert_says_nothing_of(database, answer)
        if answer.status == 503:
            assert "the log of the service says why" in answer.said
            assert "repeat the request in a moment" in answer.said
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert any(word in message for message in said for word in names_of(database))
    reasons = [message.partition(" was answered with 503: ")[2].partition(": ")[2] for message in said]
    assert len(list(filter(None, reasons))) == len(set(filter(None, reasons))), (
        "the same trouble was said again at once"
    )


async def _is(status: int, asking: Awaitable[Answer]) -> bool:
    return (await asking).status == status


def take_away(database: Database) -> None:
    if isinstance(database, SqliteDatabase):
        database.path.unlink()
        return
    assert isinstance(database, PostgresDatabase)
    address, _, options = database.server.address.partition("?")
    name = address.rpartition("/")[2]
    with psycopg.connect(f"postgresql://{address.replace(name, 'postgres')}?{options}", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def names_of(database: Database) -> list[str]:
    """What a client must not hear: a server's folder, its database and user; a file and its folder."""
    if isinstance(database, SqliteDatabase):
        return [str(database.path), str(Path(database.path).parent)]
    assert isinstance(database, PostgresDatabase)
    address, _, options = database.server.address.partition("?")
    return [address.rpartition("/")[2], options.removeprefix("host="), database.server.address, "postgres:"]


def assert_says_nothing_of(database: Database, answer: Answer) -> None:
    told = answer.said + "".join(answer.headers.values())
    assert not [name for name in names_of(database) if name in told]
