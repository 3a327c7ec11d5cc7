"""Every statement the PostgreSQL store runs."""

from __future__ import annotations

from service.log.streams import AUDIT, REVIEW

NOW_MS = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
"""Time for leases is the database's, so that no two machines compare their own clocks."""

LOCK_SHARED = "SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key"
"""One after the other, in the order of the array, until the transaction ends."""

INSERT_ARTIFACT = """
INSERT INTO artifacts (sha256, size_bytes, data, bundle, pieces) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
RETURNING sha256
"""
LOCK_ARTIFACT = "SELECT sha256 FROM artifacts WHERE sha256 = $1 FOR KEY SHARE"
SELECT_KEPT = "SELECT 1 FROM artifacts WHERE sha256 = $1"
SELECT_ARTIFACT = "SELECT data, bundle, pieces FROM artifacts WHERE sha256 = $1"

WAIT_FOR_NO_DISK = "SET LOCAL synchronous_commit TO off"
INSERT_LOOSE = f"INSERT INTO loose_bundles (bundle, until_ms) VALUES ($1, {NOW_MS} + $2)"
UPDATE_LOOSE = f"UPDATE loose_bundles SET until_ms = {NOW_MS} + $2 WHERE bundle = $1 RETURNING bundle"
INSERT_PIECE = "INSERT INTO artifact_pieces (bundle, number, data) VALUES ($1, $2, $3)"
SELECT_PIECE = "SELECT data FROM artifact_pieces WHERE bundle = $1 AND number = $2"
SELECT_LEFT_BEHIND = f"""
SELECT bundle FROM loose_bundles AS loose
WHERE until_ms <= {NOW_MS} AND NOT EXISTS (SELECT 1 FROM artifacts WHERE artifacts.bundle = loose.bundle)
ORDER BY bundle LIMIT 1
"""
LOCK_LEFT_BEHIND = f"{SELECT_LEFT_BEHIND} FOR UPDATE SKIP LOCKED"
"""Whoever brings such pieces holds the lock as well, and has looked at the time anew."""
DELETE_PIECES = """
DELETE FROM artifact_pieces WHERE bundle = $1
    AND number > (SELECT max(number) FROM artifact_pieces WHERE bundle = $1) - $2
"""
DELETE_LOOSE = "DELETE FROM loose_bundles WHERE bundle = $1"

INSERT_USE = """
INSERT INTO audit_artifacts (audit_id, sha256) SELECT $1, sha256 FROM artifacts WHERE sha256 = $2 FOR KEY SHARE
ON CONFLICT DO NOTHING
"""
SELECT_USE = "SELECT 1 FROM audit_artifacts WHERE audit_id = $1 AND sha256 = $2"
SELECT_USED = "SELECT sha256 FROM audit_artifacts WHERE audit_id = $1"

INSERT_AUDIT = f"""
INSERT INTO audits (audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended, epoch,
                    sender, lease_owner, lease_until_ms)
VALUES ($1, $2, $3, $4, $5, 0, '', false, 0,
        $8, $6::text, CASE WHEN $6::text IS NULL THEN NULL ELSE {NOW_MS} + $7 END)
"""

AUDIT_COLUMNS = (
    "audit_id, created_at, document_sha256, filename, agents, head_seq, head_hash, ended, review_seq, review_hash"
)
SELECT_AUDIT = f"SELECT {AUDIT_COLUMNS} FROM audits WHERE audit_id = $1"
SELECT_AUDITS = f"""
SELECT {AUDIT_COLUMNS} FROM audits
WHERE created_at >= '0' AND created_at < 'A' AND ($1::text IS NULL OR (created_at, audit_id) < ($1::text, $2))
ORDER BY created_at DESC, audit_id DESC LIMIT $3
"""
SELECT_UNDATED = f"""
SELECT {AUDIT_COLUMNS} FROM audits WHERE created_at < '0' OR created_at >= 'A' ORDER BY audit_id LIMIT 100
"""
"""Every other audit: a time begins with a digit."""
SELECT_HEADS = {
    AUDIT: "SELECT audit_id, head_seq, head_hash, ended FROM audits WHERE audit_id = ANY($1::text[])",
    REVIEW: "SELECT audit_id, review_seq, review_hash FROM audits WHERE audit_id = ANY($1::text[])",
}
SELECT_DOCUMENT_USE = "SELECT 1 FROM audits WHERE document_sha256 = $1 LIMIT 1"

INSERT_KEY = """
INSERT INTO idempotency_keys (key, fingerprint, audit_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key
"""
SELECT_KEY = "SELECT fingerprint, audit_id FROM idempotency_keys WHERE key = $1"

_LOCK_HEADS = """
SELECT audit_id, {head}, epoch FROM audits WHERE audit_id = ANY($1::text[])
ORDER BY audit_id COLLATE "C" FOR NO KEY UPDATE
"""
LOCK_HEADS = {
    AUDIT: _LOCK_HEADS.format(head="head_seq, head_hash, ended"),
    REVIEW: _LOCK_HEADS.format(head="review_seq, review_hash, false"),
}
"""In the order in which this process sorts them too, so that no two writers wait for each other in a circle."""
_APPEND = """
WITH moved AS (
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::int[], $5::bigint[], $6::text[], $7::boolean[])
    AS moved (audit_id, from_seq, from_hash, epoch, head_seq, head_hash, ended)
), locked AS (
    SELECT audits.audit_id FROM audits JOIN moved ON audits.audit_id = moved.audit_id
    WHERE audits.{head}_seq = moved.from_seq AND audits.{head}_hash = moved.from_hash AND {open}
        AND (moved.epoch IS NULL OR audits.epoch = moved.epoch)
    ORDER BY audits.audit_id COLLATE "C" FOR NO KEY UPDATE OF audits
), inserted AS (
    INSERT INTO events (audit_id, stream, seq, type, agent_id, schema_version, recorded_at, body, hash)
    SELECT audit_id, '{stream}', seq, type, agent_id, schema_version, recorded_at, body, hash
    FROM unnest($8::text[], $9::bigint[], $10::text[], $11::text[], $12::int[], $13::text[], $14::text[], $15::text[])
    AS event (audit_id, seq, type, agent_id, schema_version, recorded_at, body, hash)
    WHERE (SELECT count(*) FROM locked) = cardinality($1::text[]) ORDER BY audit_id, seq
    RETURNING seq
)
UPDATE audits SET {head}_seq = moved.head_seq, {head}_hash = moved.head_hash{end}
FROM moved WHERE audits.audit_id = moved.audit_id AND (SELECT count(*) FROM inserted) > 0
RETURNING audits.audit_id
"""
APPEND = {
    AUDIT: _APPEND.format(stream=AUDIT, head="head", open="NOT audits.ended", end=", ended = moved.ended"),
    REVIEW: _APPEND.format(stream=REVIEW, head="review", open="true", end=""),
}
"""Move heads along with their events, all of them or, where one does not stand where it should, none.

To count what is inserted is to insert all of it, and only then is the first head moved: a rule of the table demands
that its event be there.
"""
LOCK_HOLDER = "SELECT epoch, lease_owner FROM audits WHERE audit_id = $1 FOR NO KEY UPDATE"
SELECT_HASHES = "SELECT seq, hash FROM events WHERE audit_id = $1 AND stream = $2 AND seq BETWEEN $3 AND $4"
SELECT_EVENTS = """
SELECT seq, type, body, hash FROM (
    SELECT *, sum(octet_length(body)) OVER (ORDER BY seq) - octet_length(body) AS bytes_before FROM (
        SELECT seq, type, body, hash FROM events
        WHERE audit_id = $1 AND stream = $2 AND seq > $3 ORDER BY seq LIMIT $4) page) sized
WHERE bytes_before < $5 ORDER BY seq
"""

LOCK_LEASE = f"""
SELECT epoch, lease_owner, lease_until_ms IS NOT NULL AND lease_until_ms > {NOW_MS} AS held, head_seq, ended
FROM audits WHERE audit_id = $1 FOR NO KEY UPDATE
"""
UPDATE_CLAIM = f"""
UPDATE audits SET lease_owner = $3, lease_until_ms = {NOW_MS} + $4 WHERE audit_id = $1 AND epoch = $2
RETURNING epoch
"""
"""After the event of the claim: with it the epoch has risen."""
UPDATE_RENEW = f"""
UPDATE audits SET lease_until_ms = {NOW_MS} + $4 WHERE audit_id = $1 AND epoch = $2 AND lease_owner = $3 AND NOT ended
RETURNING epoch
"""
SELECT_EPOCH = "SELECT epoch, head_seq, ended FROM audits WHERE audit_id = $1"
UPDATE_RELEASE = """
UPDATE audits SET lease_owner = NULL, lease_until_ms = NULL
WHERE audit_id = $1 AND epoch = $2 AND lease_owner = $3
"""
SELECT_CLAIMABLE = f"""
SELECT audit_id, sender FROM (
    SELECT audit_id, sender, created_at, row_number() OVER (PARTITION BY sender ORDER BY created_at, audit_id) AS place
    FROM audits WHERE NOT ended AND (lease_until_ms IS NULL OR lease_until_ms <= {NOW_MS})) waiting
WHERE place <= $1 ORDER BY created_at, audit_id
"""

LOCK_TO_ERASE = "SELECT head_seq, head_hash, ended FROM audits WHERE audit_id = $1 FOR UPDATE"
SELECT_LEAVING = """
SELECT count(*), (coalesce(sum(size_bytes), 0) + (
    SELECT coalesce(sum(octet_length(body)), 0) FROM events WHERE audit_id = $1))::bigint
FROM artifacts WHERE sha256 IN (SELECT sha256 FROM audit_artifacts WHERE audit_id = $1)
AND NOT EXISTS (SELECT 1 FROM audit_artifacts AS other WHERE other.sha256 = artifacts.sha256 AND audit_id <> $1)
"""
INSERT_TOMBSTONE = """
INSERT INTO tombstones (audit_id, erased_at, erased_by, head_seq, last_hash) VALUES ($1, $2, $3, $4, $5)
"""
SELECT_TOMBSTONE = "SELECT audit_id, erased_at, erased_by, head_seq, last_hash FROM tombstones WHERE audit_id = $1"
COUNT_TOMBSTONES = "SELECT count(*) FROM tombstones"
