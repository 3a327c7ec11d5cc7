"""Forgeries, and the words in which ``tickmark verify --all`` names each."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

from service.artifacts import artifact_sha256
from service.log.codec import text_hash
from tests.contract.databases.kinds import SqliteTamperer
from tests.contract.forging.forger import Forger
from tests.contract.forging.forgery import Forgery, sql
from tests.contract.forging.honest_log import DOCUMENTS, REPORT, TICKS
from tests.contract.forging.of_pieces import PIECES
from tests.contract.forging.of_reviews import REVIEWS

CREATED_WITH = "created_at, document_sha256, filename, agents, head_seq, head_hash, ended, epoch"


def audit(column: str, value: str) -> Callable[[Forger], object]:
    """Another value in the row of audit one."""
    return sql(f"UPDATE audits SET {column} = {value} WHERE audit_id = 'one'")


def event(column: str, value: str, seq: int = 3) -> Callable[[Forger], object]:
    """Another value in a column of an event of audit one."""
    return sql(f"UPDATE events SET {column} = {value} WHERE audit_id = 'one' AND seq = {seq}")


def _delete_event_and_close_the_gap(forger: Forger) -> None:
    forger.sql("DELETE FROM events WHERE audit_id = 'one' AND seq = 4")
    for seq in range(5, 8):
        forger.sql("UPDATE events SET seq = ? WHERE audit_id = 'one' AND seq = ?", seq - 1, seq)


def _exchange_audits(forger: Forger) -> None:
    for new, old in (("x", "two"), ("two", "three"), ("three", "x")):
        forger.sql("UPDATE events SET audit_id = ? WHERE audit_id = ?", new, old)


def _exchange_rows(forger: Forger) -> None:
    for new, old in (("x", "two"), ("two", "three"), ("three", "x")):
        forger.sql("UPDATE audits SET audit_id = ? WHERE audit_id = ?", new, old)


def _insert_in_the_middle(forger: Forger) -> None:
    for seq in range(7, 3, -1):
        forger.sql("UPDATE events SET seq = ? WHERE audit_id = 'one' AND seq = ?", seq + 1, seq)
    forger.copy_event("one", 3, "one", 4)


def _chain_anew_and_leave_the_head(forger: Forger) -> None:
    ((seq, head_hash),) = forger.sql("SELECT head_seq, head_hash FROM audits WHERE audit_id = 'one'")
    forger.alter("one", 3, completed=98)
    forger.chain_anew("one")
    forger.sql("UPDATE audits SET head_seq = ?, head_hash = ? WHERE audit_id = 'one'", seq, head_hash)


def _a_second_end(forger: Forger) -> None:
    forger.copy_event("one", 7, "one", 8)
    forger.alter("one", 8, seq=8)
    forger.chain_anew("one")


def _another_first_event(forger: Forger) -> None:
    forger.alter("one", 1, type="agent_skipped", agent_id="x", reason="x")
    forger.chain_anew("one")


def _other_bytes(size: str) -> Callable[[Forger], object]:
    return lambda forger: forger.sql(
        f"UPDATE artifacts SET data = ?, size_bytes = {size} WHERE sha256 = ?", b"forged", artifact_sha256(TICKS)
    )


def _orphan(forger: Forger) -> None:
    sha256 = artifact_sha256(b"nobody's")
    forger.sql("INSERT INTO artifacts (sha256, size_bytes, data) VALUES (?, ?, ?)", sha256, 8, b"nobody's")


def _artifact(change: str, data: bytes = TICKS) -> Callable[[Forger], object]:
    return lambda forger: forger.sql(change, artifact_sha256(data))


def _named_as(name: str) -> Callable[[Forger], object]:
    """The last event names an artifact so, which no database need be able to hold."""

    def act(forger: Forger) -> None:
        body = json.dumps(forger.said("one", 7) | {"artifact": name}, separators=(",", ":"))
        forger.sql("UPDATE events SET body = ?, hash = ? WHERE audit_id = 'one' AND seq = 7", body, text_hash(body))

    return act


def _empty_an_index(forger: Forger) -> None:
    """Whoever looks for audits that wait finds none, and the schema says nothing of it."""
    assert isinstance(forger.tamperer, SqliteTamperer)
    change = "UPDATE sqlite_master SET sql = {} WHERE name = 'ix_audits_open'"
    with closing(sqlite3.connect(forger.tamperer.path)) as connection:
        for sql in ("sql || ' WHERE 0'", "replace(sql, ' WHERE 0', '')"):
            connection.executescript(
                f"PRAGMA writable_schema = ON; {change.format(sql)}; PRAGMA writable_schema = RESET"
            )
            if "||" in sql:
                connection.execute("REINDEX ix_audits_open")


def _more_uses(forger: Forger) -> None:
    forger.sql("INSERT INTO audit_artifacts (audit_id, sha256) VALUES ('two', ?)", artifact_sha256(REPORT))


def _bring_back_an_event(forger: Forger) -> None:
    forger.copy_event("one", 1, "gone", 1)


def _a_tombstone_beside_an_audit(forger: Forger) -> None:
    forger.sql(
        "INSERT INTO tombstones (audit_id, erased_at, erased_by, head_seq, last_hash) "
        "SELECT audit_id, created_at, 'nobody', head_seq, head_hash FROM audits WHERE audit_id = 'two'"
    )


def _rebuild_without_constraints(table: str, then: str) -> Callable[[Forger], object]:
    def act(forger: Forger) -> None:
        forger.sql(f"CREATE TABLE other AS SELECT * FROM {table}")
        forger.sql(f"DROP TABLE {table}")
        forger.sql(f"ALTER TABLE other RENAME TO {table}")
        forger.sql(then)

    return act


def _cut_off(forger: Forger) -> None:
    forger.sql("DELETE FROM events WHERE audit_id = 'one' AND seq = 7")
    forger.head_to_last("one")


def _rewrite_the_end(forger: Forger) -> None:
    forger.alter("one", 7, findings_total=0, by_severity={"high": 9})
    forger.head_to_last("one")


def _rewrite_everything(forger: Forger) -> None:
    """But for the register."""
    forger.alter("one", 1, name="another")
    forger.chain_anew("one")


def _take_away(forger: Forger) -> None:
    """All rows of audit three, whose document another one uses."""
    forger.remove("three", "audit_artifacts", "events", "audits")


def _erase_by_hand(forger: Forger) -> None:
    ((seq, stored_hash),) = forger.sql("SELECT head_seq, head_hash FROM audits WHERE audit_id = 'three'")
    _take_away(forger)
    forger.sql(
        "INSERT INTO tombstones (audit_id, erased_at, erased_by, head_seq, last_hash) VALUES (?, ?, ?, ?, ?)",
        *("three", "2026-01-01T00:00:00.000000Z", "nobody", seq, stored_hash),
    )


def _an_audit_from_nowhere(forger: Forger) -> None:
    """A whole copy of audit two under another id."""
    forger.sql(
        f"INSERT INTO audits (audit_id, {CREATED_WITH}) "
        f"SELECT 'forged', {CREATED_WITH} FROM audits WHERE audit_id = 'two'"
    )
    for seq in range(1, forger.last("two") + 1):
        forger.copy_event("two", seq, "forged", seq)
        forger.alter("forged", seq, audit_id="forged")
    forger.chain_anew("forged")
    forger.sql("INSERT INTO audit_artifacts SELECT 'forged', sha256 FROM audit_artifacts WHERE audit_id = 'two'")


def _exchange_whole_audits(forger: Forger) -> None:
    """Each says that it is the other one, in every row and every text, but not in the register."""
    _exchange_audits(forger)
    _exchange_rows(forger)
    for audit_id in ("two", "three"):
        for seq in range(1, forger.last(audit_id) + 1):
            forger.alter(audit_id, seq, audit_id=audit_id)
        forger.chain_anew(audit_id)


def _swap_entries(forger: Forger) -> None:
    for new, old in ((99, 2), (2, 3), (3, 99)):
        forger.sql("UPDATE register SET position = ? WHERE position = ?", new, old)


def _an_end_that_never_was(forger: Forger) -> None:
    """A true entry again, as the next one: in the register all is well with it."""
    ((last, prev),) = forger.sql("SELECT position, hash FROM register ORDER BY position DESC LIMIT 1")
    forger.sql(
        "INSERT INTO register (position, type, audit_id, head_seq, head_hash, body, hash) "
        "SELECT ?, type, audit_id, head_seq, head_hash, body, hash FROM register "
        "WHERE type = 'ended' AND audit_id = 'two'",
        last + 1,
    )
    forger.entry(last + 1, position=last + 1, prev=prev, audit_id="running")


def _something_else(forger: Forger) -> None:
    _an_end_that_never_was(forger)
    forger.entry(forger.sql("SELECT max(position) FROM register")[0][0], audit_id="two", type="paused")


def _an_end_told_twice(forger: Forger) -> None:
    _an_end_that_never_was(forger)
    forger.entry(forger.sql("SELECT max(position) FROM register")[0][0], audit_id="two")


def _without(kind: str, audit_id: str) -> Callable[[Forger], object]:
    """The register written anew as if it had never told something."""

    def act(forger: Forger) -> None:
        forger.sql("DELETE FROM register WHERE type = ? AND audit_id = ?", kind, audit_id)
        forger.register_anew()

    return act


def tombstone(column: str, value: str) -> Callable[[Forger], object]:
    """Another value in the tombstone."""
    return sql(f"UPDATE tombstones SET {column} = {value}")


NO_TEXT = "CAST(x'ff41' AS TEXT)"
SPLIT = artifact_sha256(DOCUMENTS["three"])

EVENTS = (
    Forgery("a text", event("body", "replace(body, '1', '2')"), "one", "event 3 was altered: its text no longer has"),
    Forgery("a text cut off", event("body", "substr(body, 1, 40)"), "one", "event 3 was altered"),
    Forgery("a text emptied", event("body", "''"), "one", "event 3 was altered"),
    Forgery("a hash", event("hash", f"'{'0' * 64}'"), "one", "event 3 was altered"),
    Forgery("a text with its hash", lambda f: f.alter("one", 3, completed=98), "one", "event 3 was altered with its"),
    Forgery("a text, chained anew", _chain_anew_and_leave_the_head, "one", "event 7 was altered: the head names"),
    Forgery("a link", lambda f: f.alter("one", 3, prev="0" * 64), "one", "event 3 does not follow event 2"),
    Forgery(
        "column type", event("type", "'audit_failed'"), "one", "event 3 was altered: its text does not say its own"
    ),
    Forgery("column agent_id", event("agent_id", "'x'"), "one", "column agent_id says 'x', its text 'numeric_valid"),
    Forgery("column agent_id emptied", event("agent_id", "NULL"), "one", "column agent_id says nothing"),
    Forgery("column agent_id filled", event("agent_id", "'x'", 1), "one", "agent_id says 'x', its text nothing"),
    Forgery("column recorded_at", event("recorded_at", "'2020-01-01'"), "one", "column recorded_at says '2020-01-01'"),
    Forgery("column schema_version", event("schema_version", "9"), "one", "column schema_version says 9, its text 1"),
    Forgery("an event moved to another audit", event("audit_id", "'two'", 7), "one", "event 7 is missing"),
    Forgery("an event in the middle gone", sql("DELETE FROM events WHERE seq = 2"), "three", "event 2 is missing"),
    Forgery("the gap closed", _delete_event_and_close_the_gap, "one", "event 4 was altered: its text does not say its"),
    Forgery("the first event gone", sql("DELETE FROM events WHERE seq = 1"), "two", "event 1 is missing; the next one"),
    Forgery("the last gone", sql("DELETE FROM events WHERE audit_id = 'one' AND seq = 7"), "one", "event 7 is missing"),
    Forgery("all events gone", sql("DELETE FROM events WHERE audit_id = 'one'"), "one", "event 1 is missing; the head"),
    Forgery("two swapped", lambda f: f.swap("one", 3, 4), "one", "event 3 was altered: its text does not say its own"),
    Forgery("one put in", _insert_in_the_middle, "one", "event 4 was altered: its text does not say its own place"),
    Forgery("one of another audit", lambda f: f.copy_event("two", 5, "one", 8), "one", "event 8 was altered"),
    Forgery("one before the first", lambda f: f.copy_event("one", 3, "one", 0), "one", "event 0 stands before event 1"),
    Forgery("an end beyond the head", lambda f: f.copy_event("one", 7, "running", 5), "running", "event 5 was altered"),
    Forgery("a second end", _a_second_end, "one", "event 8 follows event 7, which ended the audit"),
    Forgery("another first event", _another_first_event, "one", "event 1 is 'agent_skipped', and every audit begins"),
    Forgery(
        "sequences shifted", sql("UPDATE events SET seq = seq + 100"), "two", "event 1 is missing; the next one is"
    ),
    Forgery("events exchanged", _exchange_audits, "two", "event 1 was altered: its text does not say its own place"),
    Forgery("a stream beside", event("stream", "'x'", 7), "one", "which no audit has, holds 1 event"),
    Forgery("a stream before", event("stream", "'a'", 7), "one", "which no audit has, holds 1 event"),
    Forgery("a body as bytes", event("body", "CAST(body AS BLOB)"), "one", "its body is", "sqlite"),
    Forgery("a body that is no UTF-8", event("body", NO_TEXT), "one", "its body is 2 bytes that are no text", "sqlite"),
    Forgery("a type that is no UTF-8", event("type", NO_TEXT), "one", "event 3 was altered", "sqlite"),
    Forgery("a seq that is no number", event("seq", "'x'", 7), "one", "its seq is 'x'", "sqlite"),
    Forgery("an id that is no text", audit("audit_id", "x'41'"), "1 bytes", "audit's id", "sqlite"),
)
AUDIT_ROWS = (
    Forgery("its row gone", sql("DELETE FROM audits WHERE audit_id = 'one'"), "one", "its row in audits is gone"),
    Forgery("filename", audit("filename", "'other.md'"), "one", "has filename 'other.md', event 1 says 'one.md'"),
    Forgery("agents", audit("agents", "'[]'"), "one", "the audit's row has agents '[]', event 1 says"),
    Forgery("created_at", audit("created_at", "'2020-01-01'"), "one", "has created_at '2020-01-01', event"),
    Forgery("ended", audit("ended", "NOT ended"), "one", "says that it has not ended, and event 7 is 'audit_complete'"),
    Forgery("another sound document", audit("document_sha256", f"'{SPLIT}'"), "one", "event 1 says '"),
    Forgery("a head moved back", audit("head_seq", "3"), "one", "event 4 is beyond the head, which says 3"),
    Forgery("a head moved on", audit("head_seq", "9"), "one", "event 8 is missing; the head says there are 9"),
    Forgery("a head of another text", audit("head_hash", f"'{'0' * 64}'"), "one", "the head names another text"),
    Forgery("two rows exchanged", _exchange_rows, "two", "the audit's row has filename 'three.md', event 1 says 'two"),
    Forgery("agents that are no JSON", audit("agents", "'numeric'"), "one", "and must be a JSON list of texts"),
    Forgery("agents that are no list", audit("agents", "'{}'"), "one", "and must be a JSON list of texts"),
    Forgery("a head that is no number", audit("head_seq", "'x'"), "one", "its head_seq is 'x', and must be", "sqlite"),
    Forgery("a head that is half a number", audit("head_seq", "6.5"), "one", "its head_seq is 6.5", "sqlite"),
    Forgery("a filename that is no UTF-8", audit("filename", NO_TEXT), "one", "filename is 2 bytes", "sqlite"),
    Forgery("an end that is neither", audit("ended", "7"), "one", "its ended is 7, and must be 0 or 1", "sqlite"),
    Forgery(
        "nothing where something must be",
        _rebuild_without_constraints("audits", "UPDATE audits SET filename = NULL, created_at = NULL"),
        "one",
        "its created_at is nothing, and must be a time; its filename is nothing",
        "sqlite",
    ),
    Forgery(
        "a table rebuilt without its constraints",
        _rebuild_without_constraints("tombstones", "SELECT 1"),
        "tables",
        "they are not as the migrations make them",
        "sqlite",
    ),
)
TABLES = (
    Forgery("an index emptied", _empty_an_index, "database", "missing from index ix_audits_open", "sqlite"),
    Forgery(
        "a key of a table gone",
        sql("ALTER TABLE register DROP CONSTRAINT register_pkey"),
        "tables",
        "the key register_pkey missing, altered or new",
        "postgres",
    ),
    Forgery(
        "a statement turned into nothing",
        sql("CREATE RULE nothing AS ON DELETE TO events DO INSTEAD NOTHING"),
        "tables",
        "the rule nothing missing, altered or new",
        "postgres",
    ),
    Forgery(
        "rows hidden", sql("ALTER TABLE audits ENABLE ROW LEVEL SECURITY"), "tables", "how audits is kept", "postgres"
    ),
    Forgery(
        "an id of two lines", audit("audit_id", "'x\ny'"), r"'x\ny'", "event 1 is missing; the head says there are 7"
    ),
)
AN_OPERATOR = """
CREATE FUNCTION {schema}.always(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE OPERATOR {schema}.= (FUNCTION = {schema}.always, LEFTARG = varchar, RIGHTARG = varchar)
"""
DATABASE_WIDE = """
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET {setting}', current_database()); END $$
"""
RULES = (
    Forgery(
        "a rule that looks up names where its caller does",
        sql("ALTER FUNCTION tickmark_delete_erased() RESET search_path"),
        "rules",
        "audit_artifacts_delete, audits_delete, events_delete, idempotency_keys_delete missing or altered",
        "postgres",
    ),
    Forgery(
        "a rule that looks up names elsewhere",
        sql("ALTER FUNCTION tickmark_event_in_turn() SET search_path = public"),
        "rules",
        "events_insert missing or altered",
        "postgres",
    ),
    Forgery(
        "a rule that means another schema",
        sql(
            "CREATE OR REPLACE FUNCTION tickmark_audit_insert() RETURNS trigger LANGUAGE plpgsql"
            " SET search_path = pg_catalog, pg_temp AS $$ BEGIN PERFORM 1 FROM other.audits; RETURN NEW; END $$"
        ),
        "rules",
        "audits_insert missing or altered",
        "postgres",
    ),
    Forgery(
        "all rules switched off by a setting",
        sql(DATABASE_WIDE.format(setting="session_replication_role = replica")),
        "rules",
        "the setting session_replication_role is 'replica', which switches the rules off",
        "postgres",
    ),
    Forgery(
        "a schema before PostgreSQL's own",
        sql(f"CREATE SCHEMA other; {DATABASE_WIDE.format(setting='search_path = other, pg_catalog, public')}"),
        "rules",
        "the search path has other before pg_catalog",
        "postgres",
    ),
    Forgery(
        "a table in the place of another",
        sql("CREATE SCHEMA postgres; CREATE TABLE postgres.tombstones AS SELECT * FROM tombstones"),
        "rules",
        "the name tombstones leads to the schema postgres, events to public",
        "postgres",
    ),
    Forgery(
        "an operator that fits better",
        sql(AN_OPERATOR.format(schema="public")),
        "rules",
        "the operator public.=(character varying,character varying) stands before PostgreSQL's own",
        "postgres",
    ),
    Forgery(
        "a function that fits better",
        sql("CREATE FUNCTION count(varchar) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint'"),
        "rules",
        "the function public.count(character varying) stands before PostgreSQL's own",
        "postgres",
    ),
)
LEASES = (
    Forgery("an epoch raised", audit("epoch", "5"), "one", "has epoch 5, the last claim in its log 1"),
    Forgery("an epoch lowered", audit("epoch", "0"), "one", "has epoch 0, the last claim in its log 1"),
    Forgery("an epoch below 0", audit("epoch", "-1"), "one", "its epoch is -1, and must be"),
    Forgery("an epoch that is no number", audit("epoch", "'x'"), "one", "its epoch is 'x'", "sqlite"),
    Forgery("an owner without a time", audit("lease_owner", "'x'"), "one", "a lease has an owner and a time"),
    Forgery("a time without an owner", audit("lease_until_ms", "5"), "one", "a lease has an owner and a time"),
    Forgery("a time below 0", audit("lease_until_ms", "-5"), "one", "its lease_until_ms is -5"),
    Forgery("a time that is no number", audit("lease_until_ms", "'x'"), "one", "its lease_until_ms is 'x'", "sqlite"),
    Forgery(
        "a lease of an audit that has ended",
        sql("UPDATE audits SET lease_owner = 'x', lease_until_ms = 5 WHERE audit_id = 'one'"),
        "one",
        "it has ended, and somebody holds it",
    ),
)
BELONGINGS = (
    Forgery(
        "a use gone", _artifact("DELETE FROM audit_artifacts WHERE sha256 = ?"), "one", "which event 6 names, was d"
    ),
    Forgery(
        "the use of a document gone", sql("DELETE FROM audit_artifacts WHERE audit_id = 'three'"), "three", "event 1"
    ),
    Forgery("a name that is no text", _named_as("\ud800"), "one", r"event 7 names an artifact '\ud800', and artifacts"),
    Forgery("a name with a NUL", _named_as("a\0b"), "one", r"event 7 names an artifact 'a\x00b', and artifacts have"),
    Forgery("a use more", _more_uses, "two", "which none of its events names"),
    Forgery("bytes", _other_bytes("size_bytes"), "artifact", "it was altered: its bytes now hash to"),
    Forgery("bytes and their size", _other_bytes("6"), "one", "what event 6 names was altered or is gone: artifact"),
    Forgery("a size", sql("UPDATE artifacts SET size_bytes = 1"), "artifact", "and its size_bytes is 1"),
    Forgery(
        "an artifact gone", _artifact("DELETE FROM artifacts WHERE sha256 = ?", REPORT), "one", "event 5 names was"
    ),
    Forgery("an artifact that nobody uses", _orphan, "artifact", "no audit uses it"),
    Forgery(
        "an artifact as text",
        _artifact("UPDATE artifacts SET data = CAST(data AS TEXT) WHERE sha256 = ?"),
        "artifact",
        "it is text, not bytes",
        "sqlite",
    ),
    Forgery(
        "a key that leads elsewhere", sql("UPDATE idempotency_keys SET audit_id = 'two'"), "one", "idempotency key"
    ),
    Forgery("a key gone", sql("DELETE FROM idempotency_keys"), "one", "the idempotency key that event 1 names was del"),
    Forgery(
        "another key", sql("UPDATE idempotency_keys SET key = 'x'"), "one", "was deleted, altered or leads elsewhere"
    ),
    Forgery("another request", sql("UPDATE idempotency_keys SET fingerprint = 'x'"), "one", "the idempotency key that"),
    Forgery(
        "a key more",
        sql("INSERT INTO idempotency_keys (key, fingerprint, audit_id) VALUES ('k', 'f', 'two')"),
        "two",
        "an idempotency key leads to this audit, and event 1 names no such key",
    ),
    Forgery("a key as bytes", sql("UPDATE idempotency_keys SET key = x'00'"), "one", "must be text", "sqlite"),
)
TOMBSTONES = (
    Forgery(
        "an event of an erased audit",
        _bring_back_an_event,
        "gone",
        "and yet its tables hold 1 row in ev",
    ),
    Forgery(
        "a tombstone beside its audit",
        _a_tombstone_beside_an_audit,
        "two",
        "and yet its tables hold 1",
    ),
    Forgery(
        "a tombstone's hash", sql("UPDATE tombstones SET last_hash = 'x'"), "gone", "its last_hash is 'x', and must"
    ),
    Forgery("a tombstone's seq", sql("UPDATE tombstones SET head_seq = 0"), "gone", "its head_seq is 0"),
    Forgery(
        "a tombstone's name", sql(f"UPDATE tombstones SET erased_by = {NO_TEXT}"), "gone", "erased_by is", "sqlite"
    ),
)
REGISTER = (
    Forgery("the last event and the head cut off", _cut_off, "one", "tells its end (event 7 with the hash '"),
    Forgery("the last event and the head rewritten", _rewrite_the_end, "one", "tells its end as event 7 with the hash"),
    Forgery("a whole chain rewritten", _rewrite_everything, "one", "tells its acceptance as event 1 with the hash"),
    Forgery("an audit with all its rows gone", _take_away, "three", "all its rows are gone, and there is no tombstone"),
    Forgery("an audit erased by hand", _erase_by_hand, "three", "no entry of the register tells its erasure"),
    Forgery("an audit from nowhere", _an_audit_from_nowhere, "forged", "no entry of the register tells its acceptance"),
    Forgery(
        "two whole audits exchanged", _exchange_whole_audits, "two", "tells its acceptance as event 1 with the hash"
    ),
    Forgery("who erased", tombstone("erased_by", "'nobody'"), "gone", "by 'somebody'; there is event 5"),
    Forgery("when it was erased", tombstone("erased_at", "'2020-01-01'"), "gone", "tells its erasure as event 5"),
    Forgery("what was erased", tombstone("last_hash", f"'{'0' * 64}'"), "gone", "tells its erasure as event"),
    Forgery("a tombstone gone", sql("DELETE FROM tombstones"), "gone", "tells its erasure (event"),
    Forgery("the register emptied", sql("DELETE FROM register"), "two", "no entry of the register tells its end"),
    Forgery("its end cut off", sql("DELETE FROM register WHERE type = 'erased'"), "gone", "no entry of the register"),
    Forgery(
        "an entry gone",
        sql("DELETE FROM register WHERE position = 2"),
        "register entry 3",
        "entry 2 is missing before it",
    ),
    Forgery(
        "an entry gone, all numbered anew", _without("ended", "two"), "two", "no entry of the register tells its end"
    ),
    Forgery(
        "an acceptance gone likewise", _without("accepted", "one"), "one", "no entry of the register tells its acc"
    ),
    Forgery("two entries swapped", _swap_entries, "register entry 2", "its column position says 2, its text 3"),
    Forgery(
        "an entry's text", sql("UPDATE register SET body = '{}'"), "register entry 1", "its text no longer has its"
    ),
    Forgery(
        "an entry's hash", sql("UPDATE register SET hash = head_hash"), "register entry 1", "no longer has its hash"
    ),
    Forgery("an entry's type", sql("UPDATE register SET type = 'x'"), "register entry 1", "its column type says 'x'"),
    Forgery(
        "an entry's audit", sql("UPDATE register SET audit_id = 'x'"), "register entry 1", "column audit_id says 'x'"
    ),
    Forgery(
        "an entry's head", sql("UPDATE register SET head_seq = 9"), "register entry 1", "its column head_seq says 9"
    ),
    Forgery("an entry rewritten", lambda f: f.entry(2, timestamp="x"), "register entry 3", "does not follow the entry"),
    Forgery("an end that never was", _an_end_that_never_was, "running", "tells its end (event 6 with the hash"),
    Forgery("an entry that tells something else", _something_else, "two", "tells 'paused', which no entry tells"),
    Forgery("an end told twice", _an_end_told_twice, "two", "tells its end again, as entry"),
    Forgery(
        "a position that is none", sql("UPDATE register SET position = -1 WHERE position = 1"), "register", "is -1"
    ),
    Forgery("an entry as bytes", sql("UPDATE register SET body = x'00'"), "register", "its body is 1 bytes", "sqlite"),
)
FORGERIES = (
    *(*REGISTER, *EVENTS, *AUDIT_ROWS, *TABLES, *RULES, *LEASES),
    *(*PIECES, *BELONGINGS, *TOMBSTONES, *REVIEWS),
)
