"""An idempotency key that goes with its audit between two statements of the upload that asks for it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, cast

import asyncpg

from service.artifacts import Artifact
from service.log.appending.decisions import keyed
from service.log.codec import draft
from service.log.place import PostgresServer
from service.log.postgres import operations, queries
from service.log.store import EventStore
from service.log.values import IdempotencyKey
from tests.contract.databases.postgres import new_postgres_database
from tests.log_events import DOCUMENT, created
from tests.verdicts import verify

KEY = IdempotencyKey("k", "f" * 64)
OTHER_DOCUMENT = b"another report"


@dataclass(frozen=True)
class JustTooLate:
    """A connection for which ``audit_id`` is erased, elsewhere, just before it reads whose a key is."""

    connection: asyncpg.Connection[asyncpg.Record]
    elsewhere: EventStore
    audit_id: str

    async def fetchval(self, sql: str, *values: object) -> Any:
        return await self.connection.fetchval(sql, *values)

    async def fetchrow(self, sql: str, *values: object) -> Any:
        if sql == queries.SELECT_KEY:
            await self.elsewhere.erase(self.audit_id, "me")
        return await self.connection.fetchrow(sql, *values)


async def test_a_key_that_is_gone_by_the_time_it_is_read_becomes_the_new_uploads() -> None:
    # Given an audit that has a key, and an upload under the same key,
    database = new_postgres_database()
    elsewhere = await database.open()
    before, after = str(uuid.uuid4()), str(uuid.uuid4())
    await elsewhere.create(before, created(), DOCUMENT, idempotency=KEY)

    # when the audit is erased while the upload has only heard that the key is taken,
    await _upload(database.server, after, elsewhere, before)

    # then the key is the upload's, as its first event says.
    owners = database.tamperer().execute("SELECT audit_id FROM idempotency_keys WHERE key = 'k'")
    assert owners == [(after,)]
    assert (await verify(elsewhere, after)).problem is None
    await elsewhere.close()


async def _upload(server: PostgresServer, audit_id: str, elsewhere: EventStore, erased: str) -> None:
    event = keyed(created(OTHER_DOCUMENT), KEY)
    connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(server.dsn)
    async with connection.transaction():
        await operations.insert_audit(
            cast("Any", connection),
            audit_id,
            draft(audit_id, event),
            filename=event.document.filename,
            agents=event.agents,
            document=Artifact.of(OTHER_DOCUMENT),
            reserve_for=None,
            lease_s=10,
        )
        await operations.keep_key(cast("Any", JustTooLate(connection, elsewhere, erased)), KEY, audit_id)
    await connection.close()
