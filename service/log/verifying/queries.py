"""What verification reads, in words that both databases understand."""

from __future__ import annotations

from service.log.place import Place, PostgresServer

_IDS = """
SELECT audit_id FROM audits UNION SELECT audit_id FROM tombstones UNION SELECT audit_id FROM audit_artifacts
UNION SELECT audit_id FROM idempotency_keys UNION SELECT audit_id FROM register
UNION SELECT DISTINCT audit_id FROM events
"""


def select_ids(place: Place) -> str:
    """Every audit of which any row is left, in the same order on every database: that of the bytes."""
    collation = ' COLLATE "C"' if isinstance(place, PostgresServer) else ""
    return f"SELECT audit_id FROM ({_IDS}) AS every_audit ORDER BY audit_id{collation}"


SELECT_AUDIT = """
SELECT created_at, document_sha256, filename, agents, head_seq, head_hash, ended, epoch, lease_owner, lease_until_ms,
       review_seq, review_hash
FROM audits WHERE audit_id = ?
"""
SELECT_EVENTS = """
SELECT seq, type, agent_id, schema_version, recorded_at, body, hash FROM events
WHERE audit_id = ? AND stream = ? ORDER BY seq
"""
SELECT_OTHER_STREAMS = """
SELECT stream, count(*) FROM events WHERE audit_id = ?
    AND (stream < 'audit' OR stream > 'audit' AND stream < 'review' OR stream > 'review')
GROUP BY stream ORDER BY stream
"""
SELECT_TOMBSTONE = "SELECT erased_at, erased_by, head_seq, last_hash FROM tombstones WHERE audit_id = ?"
SELECT_KEYS = "SELECT key, fingerprint FROM idempotency_keys WHERE audit_id = ? ORDER BY key"
SELECT_USES = """
SELECT used.sha256, artifacts.sha256 IS NOT NULL FROM audit_artifacts AS used
LEFT JOIN artifacts ON artifacts.sha256 = used.sha256 WHERE used.audit_id = ? ORDER BY used.sha256
"""
SELECT_ARTIFACTS = """
SELECT sha256, EXISTS (SELECT 1 FROM audit_artifacts AS used WHERE used.sha256 = artifacts.sha256)
FROM artifacts ORDER BY sha256
"""
SELECT_ARTIFACT = "SELECT size_bytes, data, bundle, pieces FROM artifacts WHERE sha256 = ?"
SELECT_PIECES = "SELECT number, data FROM artifact_pieces WHERE bundle = ? ORDER BY number"
SELECT_ORPHANS = """
SELECT bundle, count(*) FROM artifact_pieces AS piece
WHERE NOT EXISTS (SELECT 1 FROM artifacts WHERE artifacts.bundle = piece.bundle)
    AND NOT EXISTS (SELECT 1 FROM loose_bundles AS loose WHERE loose.bundle = piece.bundle)
GROUP BY bundle ORDER BY bundle
"""
SELECT_TAKEN_LOOSE = """
SELECT sha256 FROM artifacts WHERE bundle IN (SELECT bundle FROM loose_bundles) ORDER BY sha256
"""
SELECT_REGISTER = "SELECT position, type, audit_id, head_seq, head_hash, body, hash FROM register ORDER BY position"
SELECT_ENTRIES = "SELECT position, type, body, hash FROM register WHERE audit_id = ? ORDER BY position"
SELECT_ENTRY = "SELECT body FROM register WHERE position = ?"
SELECT_BODIES = "SELECT position, body FROM register WHERE position > ? ORDER BY position"
