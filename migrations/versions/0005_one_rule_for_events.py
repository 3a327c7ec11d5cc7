"""One rule asks whether an event may be written, where three did: it asks the row of its audit, which is at hand.

Each append on SQLite looked three times into the index of events and once among the tombstones before it was allowed.
The head in the audit's row knows the same (it only ever names an event that is there), and a place that is taken by an
event whose head has not been moved is asked for by itself. Other streams than that of the audit have no head, and are
asked as before.

PostgreSQL had one rule from the start.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

RULE = """
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
"""

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
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in OLD_RULES:
        op.execute(f"DROP TRIGGER {name}")
    op.execute(f"CREATE TRIGGER events_follow_their_head {RULE}")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("DROP TRIGGER events_follow_their_head")
    for name, rule in OLD_RULES.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")
