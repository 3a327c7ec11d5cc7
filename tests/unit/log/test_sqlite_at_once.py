"""On SQLite a batch of appends is one statement, which writes all of them or, where an audit has moved on, nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest

from service.artifacts import Artifact
from service.events import AuditCancelled
from service.log.appending.appends import Append
from service.log.appending.known_heads import KnownHeads, PreparedAppend
from service.log.appending.settling import AnswerLost
from service.log.codec import draft
from service.log.sqlite.queries import MOST_AT_ONCE
from service.log.sqlite.writing import operations
from service.log.sqlite.writing.at_once import write_at_once
from service.log.values import Lease
from tests.log_events import DOCUMENT, created, progress

PROGRESS = draft("a", progress())
OWNER = "me"


@pytest.fixture
def raw(database_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database_path, isolation_level=None)) as connection:
        operations.prepare(connection)
        yield connection


@pytest.fixture
def known(raw: sqlite3.Connection) -> KnownHeads:
    """Audits a and b, as this process has made and claimed them: their heads are at 2, their epochs 1."""
    known = KnownHeads()
    for audit_id in ("a", "b"):
        first = operations.insert_audit(
            raw,
            audit_id,
            draft(audit_id, created()),
            filename="r.md",
            agents=("quick",),
            document=Artifact.of(DOCUMENT),
            reserve_for=OWNER,
            lease_s=60,
        )
        _, second = operations.claim(raw, audit_id, OWNER, 60, PROGRESS.timestamp)
        known.moved([first, second])
    return known


def under(audit_id: str, expected_seq: int, *, epoch: int = 1, events: int = 1) -> Append:
    return Append(audit_id, [PROGRESS] * events, expected_seq, Lease(audit_id, OWNER, epoch))


def at_once(raw: sqlite3.Connection, wanted: list[Append], known: KnownHeads) -> list[PreparedAppend] | None:
    """What is prepared of all that is wanted, once it is written; None where one thing is not, or they are not."""
    prepared = [each for append in wanted if (each := known.prepare(append))]
    return prepared if len(prepared) == len(wanted) and write_at_once(raw, prepared) else None


def heads(raw: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The heads as their rows say, once these are found to be what the events say."""
    rows = raw.execute("SELECT audit_id, head_seq, head_hash, ended FROM audits ORDER BY audit_id").fetchall()
    for audit_id, head_seq, head_hash, _ in rows:
        last = "SELECT seq, hash FROM events WHERE audit_id = ? ORDER BY seq DESC LIMIT 1"
        assert raw.execute(last, (audit_id,)).fetchone() == (head_seq, head_hash)
    return [(audit_id, head_seq, bool(ended)) for audit_id, head_seq, _, ended in rows]


def raise_epoch(raw: sqlite3.Connection, audit_id: str) -> None:
    """As a claim does, but for its event: so it is nothing but the epoch that an append cannot be written under."""
    raw.execute("DROP TRIGGER audits_are_leased_by_claims")
    raw.execute("UPDATE audits SET epoch = epoch + 1 WHERE audit_id = ?", (audit_id,))


class Counting:
    """A real connection that counts what is executed."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self.executed = 0

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self.executed += 1
        return self._raw.execute(sql, *values)


def test_all_of_a_batch_is_one_statement(raw: sqlite3.Connection, known: KnownHeads) -> None:
    counting = Counting(raw)
    wanted = [under("a", 2), under("b", 2, events=2), under("a", 3)]

    written = at_once(cast("sqlite3.Connection", counting), wanted, known)

    assert (counting.executed, raw.in_transaction) == (1, False)
    assert written is not None
    assert [event.seq for each in written for event in each.stored] == [3, 3, 4, 4]
    assert heads(raw) == [("a", 4, False), ("b", 4, False)]


def test_the_event_that_ends_an_audit_moves_its_head_and_ends_it(raw: sqlite3.Connection, known: KnownHeads) -> None:
    last = draft("a", AuditCancelled(reason="enough"))

    at_once(raw, [Append("a", [PROGRESS, last], 2)], known)

    assert heads(raw) == [("a", 4, True), ("b", 2, False)]


def test_where_another_process_has_moved_an_audit_on_nothing_is_written(
    raw: sqlite3.Connection, known: KnownHeads
) -> None:
    operations.insert_events(raw, "b", [PROGRESS], expected_seq=2, lease=None)

    assert at_once(raw, [under("a", 2), under("b", 2)], known) is None
    assert heads(raw) == [("a", 2, False), ("b", 3, False)]


@pytest.mark.parametrize(
    "wanted",
    [[under("a", 2), under("b", 2)], [Append("b", [PROGRESS], 2), under("b", 3)]],
    ids=["under its lease", "under its lease after one under none"],
)
def test_where_another_process_has_claimed_an_audit_nothing_is_written(
    raw: sqlite3.Connection, known: KnownHeads, wanted: list[Append]
) -> None:
    raise_epoch(raw, "b")

    assert at_once(raw, wanted, known) is None
    assert heads(raw) == [("a", 2, False), ("b", 2, False)]


def test_whoever_appends_under_no_lease_is_not_asked_for_one(raw: sqlite3.Connection, known: KnownHeads) -> None:
    raise_epoch(raw, "b")

    assert at_once(raw, [Append("b", [PROGRESS], 2)], known) is not None
    assert heads(raw) == [("a", 2, False), ("b", 3, False)]


def test_a_history_that_took_another_turn_is_not_continued(raw: sqlite3.Connection, known: KnownHeads) -> None:
    """The audit stands at the seq that is remembered, but with another event there, as after a restored backup."""
    raw.execute("BEGIN")
    known.moved(operations.insert_events(raw, "b", [PROGRESS], expected_seq=2, lease=None))
    raw.execute("ROLLBACK")
    operations.insert_events(raw, "b", [draft("b", progress(message="another"))], expected_seq=2, lease=None)

    assert at_once(raw, [under("b", 3)], known) is None
    assert heads(raw) == [("a", 2, False), ("b", 3, False)]


def test_where_another_event_took_the_place_of_a_prepared_one_the_next_follows_the_one_that_is_there(
    raw: sqlite3.Connection, known: KnownHeads
) -> None:
    known.prepare(under("b", 2))
    there = operations.insert_events(raw, "b", [draft("b", progress(message="another"))], expected_seq=2, lease=None)
    known.moved(there)

    assert at_once(raw, [under("b", 3)], known) is not None
    assert heads(raw) == [("a", 2, False), ("b", 4, False)]


@pytest.mark.parametrize(
    "wanted",
    [
        [under("a", 2), under("b", 7)],
        [under("a", 2), Append("b", [], 2)],
        [under("a", 2), under("x", 2)],
        [under("a", 2, events=MOST_AT_ONCE + 1)],
    ],
    ids=["another head expected", "nothing to write", "an audit not known", "too many"],
)
def test_what_can_not_be_decided_from_memory_is_left_alone(
    raw: sqlite3.Connection, known: KnownHeads, wanted: list[Append]
) -> None:
    assert at_once(raw, wanted, known) is None
    assert heads(raw) == [("a", 2, False), ("b", 2, False)]


class Failing:
    """A connection whose one statement ends in an error."""

    def __init__(self, code: int) -> None:
        self._code = code

    def execute(self, _sql: str, *_values: Any) -> sqlite3.Cursor:
        error = sqlite3.OperationalError("failed")
        error.sqlite_errorcode = self._code
        raise error


def test_an_io_error_leaves_a_doubt_and_says_what_was_tried(known: KnownHeads) -> None:
    with pytest.raises(AnswerLost) as lost:
        at_once(cast("sqlite3.Connection", Failing(sqlite3.SQLITE_IOERR_FSYNC)), [under("a", 2)], known)

    assert [event.seq for attempt in lost.value.tried for event in attempt.stored] == [3]


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY])
def test_a_full_disk_and_a_lock_leave_no_doubt(known: KnownHeads, code: int) -> None:
    with pytest.raises(sqlite3.OperationalError):
        at_once(cast("sqlite3.Connection", Failing(code)), [under("a", 2)], known)
