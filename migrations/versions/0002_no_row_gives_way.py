"""No row of the log gives way to another, and the head of an audit names an event that is there.

INSERT OR REPLACE takes away whatever row is in its way without asking a DELETE trigger, and in SQLite a row is in the
way by its rowid too: an event with the right seq and the rowid of another one would have taken its place.

PostgreSQL has neither INSERT OR REPLACE nor rowids, and its rules had the rest from the start.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# In a BEFORE INSERT trigger the rowid is -1 unless the statement names one, which the service never does.
TRIGGERS = {
    "events_keep_their_rows": """
        BEFORE INSERT ON events
        WHEN NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'events are append-only: no event takes the row of another one'); END
    """,
    "artifacts_keep_their_rows": """
        BEFORE INSERT ON artifacts
        WHEN NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM artifacts WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'artifacts are never replaced'); END
    """,
    "audits_no_replace": """
        BEFORE INSERT ON audits
        WHEN EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id)
             OR NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM audits WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'audits are never replaced'); END
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
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, rule in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}")
