"""An I/O error in SQLite's COMMIT leaves a doubt, which is settled; a full disk and a lock leave none."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from service.artifacts import Artifact
from service.errors import AuditDamaged, AuditNotFound, WrongExpectedSeq
from service.log.appending.appends import Append
from service.log.appending.settling import Committed, Tried, settled
from service.log.codec import draft, timestamp_now
from service.log.sqlite.writing import operations
from service.log.sqlite.writing.transaction import Operation, Outbox, transaction
from tests.log_events import DOCUMENT, created, progress
from tests.waiting import DEADLINE_S


class Doubtful:
    """A real connection, of which one COMMIT ends in an error, after it was done or instead of it."""

    def __init__(self, raw: sqlite3.Connection, code: int, *, done: bool) -> None:
        self._raw = raw
        self._code: int | None = code
        self._done = done

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT" and self._code is not None:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode, self._code = self._code, None
            if self._done:
                self._raw.execute(sql)
            raise error
        return self._raw.execute(sql, *values)


@pytest.fixture
def raw(database_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database_path, isolation_level=None)) as connection:
        operations.prepare(connection)
        yield connection


def create(raw: sqlite3.Connection, outbox: Outbox) -> str:
    made = operations.insert_audit(
        raw,
        "a",
        CREATED,
        filename="r.md",
        agents=("quick",),
        document=Artifact.of(DOCUMENT),
        reserve_for=None,
        lease_s=1,
    )
    outbox.append(made)
    return made.hash


def append(raw: sqlite3.Connection, outbox: Outbox) -> str:
    stored = operations.insert_events(raw, "a", [PROGRESS], expected_seq=1, lease=None)
    outbox.extend(stored)
    return stored[0].hash


def claim(raw: sqlite3.Connection, outbox: Outbox) -> str:
    _, stored = operations.claim(raw, "a", "me", 10, PROGRESS.timestamp)
    outbox.append(stored)
    return stored.hash


OF_AN_AUDIT = """
(audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended, epoch, review_seq, review_hash)
SELECT 'b', created_at, document_sha256, filename, agents, 0, '', 0, 0, 0, '' FROM audits
"""
OF_ITS_EVENT = """
SELECT 'b', stream, seq, type, agent_id, schema_version, recorded_at, body, hash FROM events
"""

CREATED = draft("a", created())
PROGRESS = draft("a", progress(), timestamp_now())


async def commit(connection: Doubtful, wanted: list[Operation]) -> Committed:
    async def once(operations: Sequence[Operation], tried: Sequence[Tried]) -> Committed:
        return transaction(cast("sqlite3.Connection", connection), operations, tried)

    return await settled(once, wanted, DEADLINE_S)


@pytest.mark.parametrize("done", [True, False])
async def test_what_was_in_doubt_is_there_once(raw: sqlite3.Connection, *, done: bool) -> None:
    doubtful = Doubtful(raw, sqlite3.SQLITE_IOERR_FSYNC, done=done)

    results, outbox = await commit(doubtful, [create, append, claim])

    hashes = [row[0] for row in raw.execute("SELECT hash FROM events ORDER BY seq")]
    assert hashes == results == [event.hash for event in outbox]
    assert raw.execute("SELECT epoch, lease_owner FROM audits").fetchall() == [(1, "me")]


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY])
async def test_what_was_refused_is_not_there_and_not_tried_again(raw: sqlite3.Connection, code: int) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await commit(Doubtful(raw, code, done=False), [create])

    assert not raw.in_transaction
    assert raw.execute("SELECT count(*) FROM audits").fetchone() == (0,)


def test_a_row_that_the_database_refuses_fails_its_own_append_alone(raw: sqlite3.Connection) -> None:
    """Audit b has an event that its head does not name, as a foreign program could bring about before the rules."""
    transaction(raw, [create])
    raw.execute(f"INSERT INTO audits {OF_AN_AUDIT}")
    rules = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'").fetchall()
    for name, _ in rules:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(f"INSERT INTO events {OF_ITS_EVENT}")
    for _, rule in rules:
        raw.execute(rule)
    wanted = [Append("a", [PROGRESS], 1), Append("b", [PROGRESS], 0), Append("a", [PROGRESS], 2)]

    results, outbox = transaction(raw, wanted)

    assert [event.seq for event in outbox] == [2, 3]
    assert isinstance(results[1], AuditDamaged)
    assert raw.execute("SELECT audit_id, head_seq FROM audits ORDER BY audit_id").fetchall() == [("a", 3), ("b", 0)]


def test_each_append_is_decided_by_what_those_before_it_have_left(raw: sqlite3.Connection) -> None:
    transaction(raw, [create])
    places = (("a", 1), ("a", 1), ("x", 0), ("a", 2))
    wanted = [Append(audit_id, [PROGRESS], expected_seq) for audit_id, expected_seq in places]

    results, outbox = transaction(raw, wanted)

    assert [event.seq for event in outbox] == [2, 3]
    assert [type(result) for result in results] == [list, WrongExpectedSeq, AuditNotFound, list]
