"""Every statement the SQLite store runs."""

from __future__ import annotations

from functools import cache

from service.log.streams import AUDIT, REVIEW

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
"""Time for leases is the database's, so that no two processes compare their own clocks."""

INSERT_ARTIFACT = """
INSERT INTO artifacts (sha256, size_bytes, data, bundle, pieces) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
SELECT_KEPT = "SELECT bundle FROM artifacts WHERE sha256 = ?"
SELECT_ARTIFACT = "SELECT data, bundle, pieces FROM artifacts WHERE sha256 = ?"
SELECT_SMALL_ARTIFACT = f"{SELECT_ARTIFACT} AND bundle IS NULL AND size_bytes <= ?"

INSERT_LOOSE = f"INSERT INTO loose_bundles (bundle, until_ms) VALUES (?, {NOW_MS} + ?)"
UPDATE_LOOSE = f"UPDATE loose_bundles SET until_ms = {NOW_MS} + ? WHERE bundle = ?"
SELECT_LOOSE = "SELECT 1 FROM loose_bundles WHERE bundle = ?"
INSERT_PIECE = "INSERT INTO artifact_pieces (bundle, number, data) VALUES (?, ?, ?)"
SELECT_PIECE = "SELECT data FROM artifact_pieces WHERE bundle = ? AND number = ?"
SELECT_LEFT_BEHIND = f"""
SELECT bundle, (SELECT max(number) FROM artifact_pieces WHERE bundle = loose.bundle) FROM loose_bundles AS loose
WHERE until_ms <= {NOW_MS} AND NOT EXISTS (SELECT 1 FROM artifacts WHERE artifacts.bundle = loose.bundle)
ORDER BY bundle LIMIT 1
"""
DELETE_PIECES = "DELETE FROM artifact_pieces WHERE bundle = ? AND number > ?"
DELETE_LOOSE = "DELETE FROM loose_bundles WHERE bundle = ?"

INSERT_USE = """
INSERT INTO audit_artifacts (audit_id, sha256) SELECT ?, sha256 FROM artifacts WHERE sha256 = ? ON CONFLICT DO NOTHING
"""
SELECT_USE = "SELECT 1 FROM audit_artifacts WHERE audit_id = ? AND sha256 = ?"

INSERT_AUDIT = f"""
INSERT INTO audits (audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended, epoch,
                    sender, lease_owner, lease_until_ms)
VALUES (:audit_id, :created_at, :document_sha256, :filename, :agents, 0, '', 0, 0, :sender,
        :owner, CASE WHEN :owner IS NULL THEN NULL ELSE {NOW_MS} + :lease_ms END)
"""

AUDIT_COLUMNS = (
    "audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended, review_seq, review_hash"
)
SELECT_AUDIT = f"SELECT {AUDIT_COLUMNS} FROM audits WHERE audit_id = ?"
SELECT_AUDITS = f"""
SELECT {AUDIT_COLUMNS} FROM audits
WHERE created_at >= '0' AND created_at < 'A'
    AND (:created_at IS NULL OR (created_at, audit_id) < (:created_at, :audit_id))
ORDER BY created_at DESC, audit_id DESC LIMIT :limit
"""
SELECT_UNDATED = f"""
SELECT {AUDIT_COLUMNS} FROM audits WHERE created_at < '0' OR created_at >= 'A' OR created_at IS NULL
ORDER BY audit_id LIMIT 100
"""
"""Every other audit: a time begins with a digit."""

_SELECT_HEADS = "SELECT audit_id, {head} FROM audits WHERE audit_id IN (SELECT value FROM json_each(?))"
SELECT_HEADS = {
    AUDIT: _SELECT_HEADS.format(head="head_seq, head_hash, ended"),
    REVIEW: _SELECT_HEADS.format(head="review_seq, review_hash"),
}
"""One value for all ids: SQLite takes 32,766 values at most, and there may be more watched audits than that."""
SELECT_DOCUMENT_USE = "SELECT 1 FROM audits WHERE document_sha256 = ? LIMIT 1"

INSERT_KEY = "INSERT INTO idempotency_keys (key, fingerprint, audit_id) VALUES (?, ?, ?)"
SELECT_KEY = "SELECT fingerprint, audit_id FROM idempotency_keys WHERE key = ?"

SELECT_HEAD = {
    AUDIT: "SELECT head_seq, head_hash, ended, epoch FROM audits WHERE audit_id = ?",
    REVIEW: "SELECT review_seq, review_hash, 0, epoch FROM audits WHERE audit_id = ?",
}
"""A review never ends."""

_ENTER = """
INSERT INTO register (position, type, audit_id, head_seq, head_hash, body, hash)
SELECT position, type, audit_id, seq, hash, body, tickmark_sha256(body) FROM (
    SELECT *, '{{"position":' || position || ',"prev":' || prev || ',"type":"' || type
              || '","audit_id":' || json_quote(audit_id) || ',"timestamp":' || json_quote(at)
              || ',"head":{{"seq":' || seq || ',"hash":"' || hash || '"}}' || more || '}}' AS body
    FROM (SELECT {type} AS type, {audit_id} AS audit_id, {at} AS at, {seq} AS seq, {hash} AS hash, {more} AS more,
                 coalesce(max(position), 0) + 1 AS position,
                 coalesce('"' || (SELECT hash FROM register ORDER BY position DESC LIMIT 1) || '"', 'null') AS prev
          FROM register));
"""
"""One more entry of the register. It comes before what it tells of, which the rules of the tables refuse without it."""
_NEW = {"audit_id": "NEW.audit_id", "at": "NEW.recorded_at", "seq": "NEW.seq", "hash": "NEW.hash", "more": "''"}
_ENTER_EVENT = _ENTER.format(type="CASE WHEN NEW.ended THEN 'ended' ELSE 'accepted' END", **_NEW)
_ENTER_SIGN_OFF = _ENTER.format(type="'signed_off'", **_NEW)
INSERT_ERASED_ENTRY = _ENTER.format(
    type="'erased'",
    audit_id=":audit_id",
    at=":erased_at",
    seq=":head_seq",
    hash=":last_hash",
    more="""',"by":' || json_quote(:erased_by)""",
)

_APPEND = """
CREATE TEMP TRIGGER append_{name} INSTEAD OF INSERT ON {view} WHEN {when}
BEGIN
    {enter}
    INSERT INTO events (audit_id, stream, seq, type, agent_id, schema_version, recorded_at, body, hash)
    VALUES (NEW.audit_id, '{stream}', NEW.seq, NEW.type, NEW.agent_id, NEW.schema_version, NEW.recorded_at, NEW.body,
            NEW.hash);
    SELECT RAISE(ABORT, 'the audit is held under another epoch, or a rule of the database is missing')
    WHERE NOT EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND {head}_seq = NEW.seq
                      AND {head}_hash = NEW.hash AND epoch = coalesce(NEW.epoch, epoch));
END;
"""
_VIEW = """
CREATE TEMP VIEW {view} AS
SELECT '' AS audit_id, 0 AS seq, '' AS type, '' AS agent_id, 0 AS schema_version, '' AS recorded_at, '' AS body,
       '' AS hash, 0 AS epoch, 0 AS ended
WHERE false;
"""
_VIEWS = {AUDIT: "appending", REVIEW: "deciding"}
_OF_AUDIT = {"view": _VIEWS[AUDIT], "stream": AUDIT, "head": "head"}
_OF_REVIEW = {"view": _VIEWS[REVIEW], "stream": REVIEW, "head": "review"}
APPENDING = (
    _VIEW.format(view=_VIEWS[AUDIT])
    + _APPEND.format(name="next", when="NEW.seq > 1 AND NOT NEW.ended", enter="", **_OF_AUDIT)
    + _APPEND.format(name="registered", when="NEW.seq = 1 OR NEW.ended", enter=_ENTER_EVENT, **_OF_AUDIT)
    + _VIEW.format(view=_VIEWS[REVIEW])
    + _APPEND.format(name="decision", when="NEW.type <> 'review_signed_off'", enter="", **_OF_REVIEW)
    + _APPEND.format(name="sign_off", when="NEW.type = 'review_signed_off'", enter=_ENTER_SIGN_OFF, **_OF_REVIEW)
)
"""A view of the writing connection alone for each stream, into which events are inserted: each after its stream's head,
which the rules of the tables move, and let follow nothing else.

``epoch`` is that of the lease, null where none is asked for. Any event that does not follow undoes the whole statement.
"""
MOST_AT_ONCE = 64
"""Events in one statement. One is compiled for each number of them and kept: more than the connection keeps would cost
8 microseconds an event each time."""


@cache
def insert_appending(events: int, stream: str) -> str:
    """The statement that appends so many events to one kind of stream."""
    return f"INSERT INTO {_VIEWS[stream]} VALUES " + ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"] * events)


SELECT_HOLDER = "SELECT epoch, lease_owner FROM audits WHERE audit_id = ?"
SELECT_HASHES = "SELECT seq, hash FROM events WHERE audit_id = ? AND stream = ? AND seq BETWEEN ? AND ?"
SELECT_EVENTS = """
SELECT seq, type, body, hash FROM events
WHERE audit_id = ? AND stream = ? AND seq > ? ORDER BY seq LIMIT ?
"""

JOIN_TEXTS = """
SELECT count(*),
       CAST(group_concat(substr(
           :marks, :width * ((length(CAST(events.body AS BLOB)) - :least) & 16777215) + 1, :width) || events.body, '')
           AS BLOB),
       CAST(group_concat(events.body) AS BLOB),
       last.seq, last.type, last.hash, CAST(last.body AS BLOB)
FROM (SELECT seq, type, hash, body FROM events
      WHERE audit_id = :audit_id AND stream = :stream AND seq > :after AND seq <= :until
      ORDER BY seq DESC LIMIT 1) AS last
CROSS JOIN events
WHERE events.audit_id = :audit_id AND events.stream = :stream AND events.seq > :after AND events.seq <= last.seq
      AND typeof(events.body) = 'text'
"""
"""The texts behind their marks, and once more with commas between; their number; and the last event of the page.

A size below ``least`` becomes a large number (&), so that it is as far beyond the end of the table as one that is too
large, and the mark of either is empty.
"""
SELECT_TEXTS = "SELECT seq, body FROM events WHERE audit_id = ? AND stream = ? AND seq > ? ORDER BY seq LIMIT ?"
SELECT_EVENT = "SELECT type, hash FROM events WHERE audit_id = ? AND stream = ? AND seq = ?"

SELECT_LEASE = f"""
SELECT epoch, lease_owner, lease_until_ms IS NOT NULL AND lease_until_ms > {NOW_MS}, head_seq, ended
FROM audits WHERE audit_id = ?
"""
UPDATE_CLAIM = f"""
UPDATE audits SET lease_owner = :owner, lease_until_ms = {NOW_MS} + :lease_ms
WHERE audit_id = :audit_id AND epoch = :epoch
"""
"""After the event of the claim: with it the epoch has risen."""
UPDATE_RENEW = f"""
UPDATE audits SET lease_until_ms = {NOW_MS} + :lease_ms
WHERE audit_id = :audit_id AND epoch = :epoch AND lease_owner = :owner AND NOT ended
"""
UPDATE_RELEASE = """
UPDATE audits SET lease_owner = NULL, lease_until_ms = NULL
WHERE audit_id = :audit_id AND epoch = :epoch AND lease_owner = :owner
"""
SELECT_CLAIMABLE = f"""
SELECT audit_id, sender FROM (
    SELECT audit_id, sender, created_at, row_number() OVER (PARTITION BY sender ORDER BY created_at, audit_id) AS place
    FROM audits WHERE ended = 0 AND (lease_until_ms IS NULL OR lease_until_ms <= {NOW_MS}))
WHERE place <= ? ORDER BY created_at, audit_id
"""

SELECT_LEAVING = """
SELECT count(*), coalesce(sum(size_bytes), 0) + (
    SELECT coalesce(sum(length(CAST(body AS BLOB))), 0) FROM events WHERE audit_id = :audit_id)
FROM artifacts WHERE sha256 IN (SELECT sha256 FROM audit_artifacts WHERE audit_id = :audit_id)
AND NOT EXISTS (SELECT 1 FROM audit_artifacts AS other WHERE other.sha256 = artifacts.sha256 AND audit_id <> :audit_id)
"""
INSERT_TOMBSTONE = """
INSERT INTO tombstones (audit_id, erased_at, erased_by, head_seq, last_hash)
VALUES (:audit_id, :erased_at, :erased_by, :head_seq, :last_hash)
"""
SELECT_TOMBSTONE = "SELECT audit_id, erased_at, erased_by, head_seq, last_hash FROM tombstones WHERE audit_id = ?"
COUNT_TOMBSTONES = "SELECT count(*) FROM tombstones"
