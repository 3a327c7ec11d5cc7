"""Fewer rules are asked beside each append, and they ask the row of the audit, which is at hand.

Each append on SQLite looked three times into the index of events and once among the tombstones before it was allowed.
The head in the audit's row knows the same (it only ever names an event that is there), and a place that is taken by an
event whose head has not been moved is asked for by itself. Other streams than that of the audit have no head, and are
asked as before. And what an audit was created with is compared only where a statement would set it.

So the row must know it: an audit begins with no event, and a head that moves to an event that ends it says so.

PostgreSQL had one rule for each from the start.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RULES = {
    "events_follow_their_head": """
        BEFORE INSERT ON events
        WHEN CASE WHEN NEW.stream IS 'audit' THEN
            NOT EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND head_seq = NEW.seq - 1 AND NOT ended)
            OR EXISTS (SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream AND seq = NEW.seq)
        ELSE
            NEW.seq IS NOT 1 + coalesce(
                (SELECT max(seq) FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream), 0)
            OR (SELECT type FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream
                ORDER BY seq DESC LIMIT 1) IN ('audit_complete', 'audit_failed', 'audit_cancelled')
            OR EXISTS (SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id)
        END
        BEGIN SELECT CASE
            WHEN EXISTS (SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id)
            THEN RAISE(ABORT, 'events are append-only: the audit has been erased')
            WHEN (SELECT type FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream
                  ORDER BY seq DESC LIMIT 1) IN ('audit_complete', 'audit_failed', 'audit_cancelled')
            THEN RAISE(ABORT, 'events are append-only: the audit has ended')
            ELSE RAISE(ABORT, 'events are append-only: seq is not the next one')
        END; END
    """,
    "audits_begin_without_events": """
        BEFORE INSERT ON audits WHEN (NEW.head_seq, NEW.head_hash, NEW.ended) IS NOT (0, '', 0)
        BEGIN SELECT RAISE(ABORT, 'an audit begins with its first event'); END
    """,
    # Only a change of its rowid could take away another audit's row without naming a column. The types are not asked
    # for with IN, which would make a table of its list each time: a quarter of the time of an append.
    "audits_head_moves_with_events": """
        BEFORE UPDATE ON audits
        WHEN NEW.head_seq < OLD.head_seq OR NEW.epoch < OLD.epoch OR (OLD.ended AND NEW.head_hash IS NOT OLD.head_hash)
             OR NEW.head_seq = OLD.head_seq AND (NEW.head_hash, NEW.ended) IS NOT (OLD.head_hash, OLD.ended)
             OR NEW.head_seq > OLD.head_seq AND (NEW.head_hash, NEW.ended) IS NOT (
                SELECT hash, type = 'audit_complete' OR type = 'audit_failed' OR type = 'audit_cancelled' FROM events
                WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq)
             OR NEW.rowid IS NOT OLD.rowid
        BEGIN SELECT CASE
            WHEN NEW.head_seq < OLD.head_seq OR NEW.epoch < OLD.epoch OR OLD.ended
            THEN RAISE(ABORT, 'the head and the epoch of an audit only move forward')
            WHEN NEW.rowid IS NOT OLD.rowid
            THEN RAISE(ABORT, 'what an audit was created with is never changed')
            ELSE RAISE(ABORT, 'the head of an audit is its last event')
        END; END
    """,
    "audits_keep_what_they_are": """
        BEFORE UPDATE OF audit_id, created_at, document_sha256, filename, agents ON audits
        WHEN (NEW.audit_id, NEW.created_at, NEW.document_sha256, NEW.filename, NEW.agents)
             IS NOT (OLD.audit_id, OLD.created_at, OLD.document_sha256, OLD.filename, OLD.agents)
        BEGIN SELECT RAISE(ABORT, 'what an audit was created with is never changed'); END
    """,
}

OLD_RULES = {
    "events_insert_in_turn": """
        BEFORE INSERT ON events
        WHEN NEW.seq IS NOT 1 + coalesce(
            (SELECT max(seq) FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream), 0)
        BEGIN SELECT RAISE(ABORT, 'events are append-only: seq is not the next one'); END
    """,
    "events_insert_before_end": """
        BEFORE INSERT ON events
        WHEN (SELECT type FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream
              ORDER BY seq DESC LIMIT 1) IN ('audit_complete', 'audit_failed', 'audit_cancelled')
        BEGIN SELECT RAISE(ABORT, 'events are append-only: the audit has ended'); END
    """,
    "events_none_after_erasure": """
        BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id)
        BEGIN SELECT RAISE(ABORT, 'events are append-only: the audit has been erased'); END
    """,
    "audits_head_moves_forward": """
        BEFORE UPDATE ON audits
        WHEN NEW.head_seq < OLD.head_seq OR NEW.epoch < OLD.epoch OR (OLD.ended AND NEW.head_hash IS NOT OLD.head_hash)
        BEGIN SELECT RAISE(ABORT, 'the head and the epoch of an audit only move forward'); END
    """,
    "audits_keep_what_they_are": """
        BEFORE UPDATE ON audits
        WHEN (NEW.rowid, NEW.audit_id, NEW.created_at, NEW.document_sha256, NEW.filename, NEW.agents)
             IS NOT (OLD.rowid, OLD.audit_id, OLD.created_at, OLD.document_sha256, OLD.filename, OLD.agents)
        BEGIN SELECT RAISE(ABORT, 'what an audit was created with is never changed'); END
    """,
    "audits_head_moves_with_events": """
        BEFORE UPDATE ON audits
        WHEN NEW.head_seq = OLD.head_seq AND (NEW.head_hash, NEW.ended) IS NOT (OLD.head_hash, OLD.ended)
             OR NEW.head_seq > OLD.head_seq AND NEW.head_hash IS NOT (
                SELECT hash FROM events WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq)
        BEGIN SELECT RAISE(ABORT, 'the head of an audit is its last event'); END
    """,
}


def upgrade() -> None:
    _replace(OLD_RULES, RULES)


def downgrade() -> None:
    _replace(RULES, OLD_RULES)


def _replace(rules: dict[str, str], others: dict[str, str]) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in rules:
        op.execute(f"DROP TRIGGER {name}")
    for name, rule in others.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")
