"""The log: events, audits, artifacts, and the triggers that make it append-only.

Revision ID: 0001
Revises: none
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The triggers are the database's own rule, so that no other program that opens the file can break it by accident.
# RAISE(ABORT) also stops INSERT OR REPLACE and INSERT OR IGNORE: a BEFORE trigger fires ahead of conflict handling.
SQLITE_TRIGGERS = {
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
    "events_no_update": """
        BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only: no event is ever changed'); END
    """,
    "events_no_delete": """
        BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only: no event is ever deleted'); END
    """,
    "audits_no_delete": """
        BEFORE DELETE ON audits
        BEGIN SELECT RAISE(ABORT, 'audits are kept with their events'); END
    """,
    "audits_head_moves_forward": """
        BEFORE UPDATE ON audits
        WHEN NEW.head_seq < OLD.head_seq OR NEW.epoch < OLD.epoch OR (OLD.ended AND NEW.head_hash IS NOT OLD.head_hash)
        BEGIN SELECT RAISE(ABORT, 'the head and the epoch of an audit only move forward'); END
    """,
    "artifacts_no_replace": """
        BEFORE INSERT ON artifacts
        WHEN EXISTS (SELECT 1 FROM artifacts WHERE sha256 = NEW.sha256 AND data IS NOT NEW.data)
        BEGIN SELECT RAISE(ABORT, 'artifacts are never replaced'); END
    """,
    "artifacts_no_update": """
        BEFORE UPDATE ON artifacts
        BEGIN SELECT RAISE(ABORT, 'artifacts are never changed'); END
    """,
    "artifacts_no_delete": """
        BEFORE DELETE ON artifacts
        BEGIN SELECT RAISE(ABORT, 'artifacts are kept with the audits that name them'); END
    """,
}

# PostgreSQL has no triggers without functions, and knows TRUNCATE, which no row trigger sees.
POSTGRES_FUNCTIONS = {
    "tickmark_refuse": """
        BEGIN RAISE integrity_constraint_violation USING MESSAGE = TG_ARGV[0]; END
    """,
    "tickmark_event_in_turn": """
        DECLARE last_event record;
        BEGIN
            SELECT seq, type INTO last_event FROM events
            WHERE audit_id = NEW.audit_id AND stream = NEW.stream ORDER BY seq DESC LIMIT 1;
            IF NEW.seq IS DISTINCT FROM coalesce(last_event.seq, 0) + 1 THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'events are append-only: seq is not the next one';
            END IF;
            IF last_event.type IN ('audit_complete', 'audit_failed', 'audit_cancelled') THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'events are append-only: the audit has ended';
            END IF;
            RETURN NEW;
        END
    """,
    "tickmark_audit_update": """
        BEGIN
            IF (NEW.audit_id, NEW.created_at, NEW.document_sha256, NEW.filename, NEW.agents) IS DISTINCT FROM
               (OLD.audit_id, OLD.created_at, OLD.document_sha256, OLD.filename, OLD.agents) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'what an audit was created with is never changed';
            END IF;
            IF NEW.head_seq < OLD.head_seq OR NEW.epoch < OLD.epoch
               OR (OLD.ended AND NEW.head_hash IS DISTINCT FROM OLD.head_hash) THEN
                RAISE integrity_constraint_violation
                USING MESSAGE = 'the head and the epoch of an audit only move forward';
            END IF;
            IF NEW.head_seq = OLD.head_seq AND (NEW.head_hash, NEW.ended) IS DISTINCT FROM (OLD.head_hash, OLD.ended)
               OR NEW.head_seq > OLD.head_seq AND NEW.head_hash IS DISTINCT FROM (
                  SELECT hash FROM events
                  WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'the head of an audit is its last event';
            END IF;
            RETURN NEW;
        END
    """,
    "tickmark_audit_insert": """
        BEGIN
            IF EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'audits are never replaced';
            END IF;
            RETURN NEW;
        END
    """,
    "tickmark_artifact_insert": """
        BEGIN
            IF EXISTS (SELECT 1 FROM artifacts WHERE sha256 = NEW.sha256 AND data IS DISTINCT FROM NEW.data) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'artifacts are never replaced';
            END IF;
            RETURN NEW;
        END
    """,
}
POSTGRES_TRIGGERS = (
    ("events", "INSERT", "ROW", "tickmark_event_in_turn()"),
    ("events", "UPDATE", "ROW", "tickmark_refuse('events are append-only: no event is ever changed')"),
    ("events", "DELETE", "ROW", "tickmark_refuse('events are append-only: no event is ever deleted')"),
    ("events", "TRUNCATE", "STATEMENT", "tickmark_refuse('events are append-only: no event is ever deleted')"),
    ("audits", "INSERT", "ROW", "tickmark_audit_insert()"),
    ("audits", "UPDATE", "ROW", "tickmark_audit_update()"),
    ("audits", "DELETE", "ROW", "tickmark_refuse('audits are kept with their events')"),
    ("audits", "TRUNCATE", "STATEMENT", "tickmark_refuse('audits are kept with their events')"),
    ("artifacts", "INSERT", "ROW", "tickmark_artifact_insert()"),
    ("artifacts", "UPDATE", "ROW", "tickmark_refuse('artifacts are never changed')"),
    ("artifacts", "DELETE", "ROW", "tickmark_refuse('artifacts are kept with the audits that name them')"),
    ("artifacts", "TRUNCATE", "STATEMENT", "tickmark_refuse('artifacts are kept with the audits that name them')"),
)


def upgrade() -> None:
    op.create_table(
        "artifacts",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "audits",
        sa.Column("audit_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("document_sha256", sa.String(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("agents", sa.String(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(), nullable=True),
        sa.Column("lease_until_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["document_sha256"], ["artifacts.sha256"]),
        sa.PrimaryKeyConstraint("audit_id"),
    )
    op.create_index("ix_audits_created", "audits", ["created_at", "audit_id"])
    op.create_index("ix_audits_open", "audits", ["ended", "lease_until_ms"])
    op.create_table(
        "events",
        sa.Column("audit_id", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("agent_id", sa.String(), nullable=True),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.audit_id"]),
        sa.PrimaryKeyConstraint("audit_id", "stream", "seq"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for name, rule in SQLITE_TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {name} {rule}")
        return
    for name, body in POSTGRES_FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    for table, verb, each, function in POSTGRES_TRIGGERS:
        name = f"{table}_{verb.lower()}"
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}")


def downgrade() -> None:
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM events"))
    if kept:
        message = f"downgrading from 0001 would lose {kept} events, the record of every audit; nothing was changed"
        raise RuntimeError(message)
    for table in ("events", "audits", "artifacts"):
        op.drop_table(table)  # its triggers go with it
    if op.get_bind().dialect.name != "sqlite":
        for name in POSTGRES_FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
