"""Erasing: a whole audit with its document, at the price of a tombstone that stays.

The tombstone does it: whoever inserts one erases, in that very statement, all that the audit was. So the database needs
no notion of "in the same transaction", which SQLite's triggers can not see and which savepoints blur on PostgreSQL:
there is no moment at which an audit has a tombstone and still has rows, but while that statement runs. The rules that
refuse DELETE let through what has a tombstone, which only that statement can use.

Revision ID: 0004
Revises: 0003
"""

import json
from collections.abc import Iterator
from typing import cast

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ERASED = "EXISTS (SELECT 1 FROM tombstones WHERE audit_id = {row}.audit_id)"
OLD_ERASED, NEW_ERASED = ERASED.format(row="OLD"), ERASED.format(row="NEW")

SQLITE_OLD_RULES = {
    "events_no_delete": """
        BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only: no event is ever deleted'); END
    """,
    "audits_no_delete": """
        BEFORE DELETE ON audits
        BEGIN SELECT RAISE(ABORT, 'audits are kept with their events'); END
    """,
    "artifacts_no_delete": """
        BEFORE DELETE ON artifacts
        BEGIN SELECT RAISE(ABORT, 'artifacts are kept with the audits that name them'); END
    """,
}
SQLITE_RULES = {
    "events_no_delete": f"""
        BEFORE DELETE ON events WHEN NOT {OLD_ERASED}
        BEGIN SELECT RAISE(ABORT, 'events are append-only: they go only with their whole audit, by a tombstone'); END
    """,
    "audits_no_delete": f"""
        BEFORE DELETE ON audits WHEN NOT {OLD_ERASED}
        BEGIN SELECT RAISE(ABORT, 'audits are kept with their events; only a tombstone erases both'); END
    """,
    # While a tombstone erases its audit, what that audit used is not in use any more.
    "artifacts_no_delete": """
        BEFORE DELETE ON artifacts
        WHEN EXISTS (SELECT 1 FROM audit_artifacts
                     WHERE sha256 = OLD.sha256 AND audit_id NOT IN (SELECT audit_id FROM tombstones))
        BEGIN SELECT RAISE(ABORT, 'artifacts are kept with the audits that use them'); END
    """,
    "events_none_after_erasure": f"""
        BEFORE INSERT ON events WHEN {NEW_ERASED}
        BEGIN SELECT RAISE(ABORT, 'events are append-only: the audit has been erased'); END
    """,
    "audits_none_after_erasure": f"""
        BEFORE INSERT ON audits WHEN {NEW_ERASED}
        BEGIN SELECT RAISE(ABORT, 'the id of an erased audit is never used again'); END
    """,
    "audit_artifacts_none_after_erasure": f"""
        BEFORE INSERT ON audit_artifacts WHEN {NEW_ERASED}
        BEGIN SELECT RAISE(ABORT, 'an erased audit uses nothing'); END
    """,
    "audit_artifacts_no_update": """
        BEFORE UPDATE ON audit_artifacts
        BEGIN SELECT RAISE(ABORT, 'what an audit uses is never changed'); END
    """,
    "audit_artifacts_no_delete": f"""
        BEFORE DELETE ON audit_artifacts WHEN NOT {OLD_ERASED}
        BEGIN SELECT RAISE(ABORT, 'what an audit uses is kept with it'); END
    """,
    # Also what keeps a second tombstone from taking the place of the first: there is no audit any more.
    "tombstones_name_an_audit": """
        BEFORE INSERT ON tombstones
        WHEN NOT EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND ended
                         AND head_seq = NEW.head_seq AND head_hash = NEW.last_hash)
        BEGIN SELECT RAISE(ABORT, 'a tombstone names an audit that has ended, and its last event'); END
    """,
    "tombstones_erase": """
        AFTER INSERT ON tombstones
        BEGIN
            DELETE FROM events WHERE audit_id = NEW.audit_id;
            DELETE FROM idempotency_keys WHERE audit_id = NEW.audit_id;
            DELETE FROM artifacts
            WHERE sha256 IN (SELECT sha256 FROM audit_artifacts WHERE audit_id = NEW.audit_id)
                  AND NOT EXISTS (SELECT 1 FROM audit_artifacts AS other
                                  WHERE other.sha256 = artifacts.sha256 AND other.audit_id <> NEW.audit_id);
            DELETE FROM audit_artifacts WHERE audit_id = NEW.audit_id;
            DELETE FROM audits WHERE audit_id = NEW.audit_id;
        END
    """,
    "tombstones_no_update": """
        BEFORE UPDATE ON tombstones
        BEGIN SELECT RAISE(ABORT, 'tombstones are never changed'); END
    """,
    "tombstones_no_delete": """
        BEFORE DELETE ON tombstones
        BEGIN SELECT RAISE(ABORT, 'tombstones are never deleted'); END
    """,
}

POSTGRES_FUNCTIONS = {
    "tickmark_delete_erased": f"""
        BEGIN
            IF {OLD_ERASED} THEN RETURN OLD; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = TG_ARGV[0];
        END
    """,
    "tickmark_insert_unless_erased": f"""
        BEGIN
            IF NOT {NEW_ERASED} THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = TG_ARGV[0];
        END
    """,
    "tickmark_artifact_delete": """
        BEGIN
            IF NOT EXISTS (SELECT 1 FROM audit_artifacts WHERE sha256 = OLD.sha256) THEN RETURN OLD; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = TG_ARGV[0];
        END
    """,
    "tickmark_tombstone_insert": """
        BEGIN
            PERFORM 1 FROM audits WHERE audit_id = NEW.audit_id AND ended
                AND head_seq = NEW.head_seq AND head_hash = NEW.last_hash FOR UPDATE;
            IF FOUND THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation
            USING MESSAGE = 'a tombstone names an audit that has ended, and its last event';
        END
    """,
    # The artifacts are locked before it is asked who else uses them: an audit that just begins to is then waited for,
    # or waits, and finds them gone.
    "tickmark_erase": """
        DECLARE used text[];
        BEGIN
            used := ARRAY(SELECT sha256 FROM audit_artifacts WHERE audit_id = NEW.audit_id);
            DELETE FROM events WHERE audit_id = NEW.audit_id;
            DELETE FROM idempotency_keys WHERE audit_id = NEW.audit_id;
            DELETE FROM audit_artifacts WHERE audit_id = NEW.audit_id;
            DELETE FROM audits WHERE audit_id = NEW.audit_id;
            PERFORM 1 FROM artifacts WHERE sha256 = ANY(used) ORDER BY sha256 FOR UPDATE;
            DELETE FROM artifacts WHERE sha256 = ANY(used)
                AND NOT EXISTS (SELECT 1 FROM audit_artifacts AS other WHERE other.sha256 = artifacts.sha256);
            RETURN NULL;
        END
    """,
}
POSTGRES_OLD_RULES = {
    ("events", "delete"): "BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('events are append-only: no event is ever deleted')",
    ("audits", "delete"): "BEFORE DELETE ON audits FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('audits are kept with their events')",
    ("artifacts", "delete"): "BEFORE DELETE ON artifacts FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('artifacts are kept with the audits that name them')",
}
POSTGRES_RULES = {
    ("events", "delete"): "BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_delete_erased('events are append-only: they go only with their whole audit, by a tombstone')",
    ("audits", "delete"): "BEFORE DELETE ON audits FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_delete_erased('audits are kept with their events; only a tombstone erases both')",
    ("artifacts", "delete"): "BEFORE DELETE ON artifacts FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_artifact_delete('artifacts are kept with the audits that use them')",
    ("audits", "insert_unless_erased"): "BEFORE INSERT ON audits FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_insert_unless_erased('the id of an erased audit is never used again')",
    ("audit_artifacts", "update"): "BEFORE UPDATE ON audit_artifacts FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('what an audit uses is never changed')",
    ("audit_artifacts", "delete"): "BEFORE DELETE ON audit_artifacts FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_delete_erased('what an audit uses is kept with it')",
    ("audit_artifacts", "truncate"): "BEFORE TRUNCATE ON audit_artifacts FOR EACH STATEMENT EXECUTE FUNCTION "
    "tickmark_refuse('what an audit uses is kept with it')",
    ("tombstones", "insert"): "BEFORE INSERT ON tombstones FOR EACH ROW EXECUTE FUNCTION tickmark_tombstone_insert()",
    ("tombstones", "erase"): "AFTER INSERT ON tombstones FOR EACH ROW EXECUTE FUNCTION tickmark_erase()",
    ("tombstones", "update"): "BEFORE UPDATE ON tombstones FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('tombstones are never changed')",
    ("tombstones", "delete"): "BEFORE DELETE ON tombstones FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('tombstones are never deleted')",
    ("tombstones", "truncate"): "BEFORE TRUNCATE ON tombstones FOR EACH STATEMENT EXECUTE FUNCTION "
    "tickmark_refuse('tombstones are never deleted')",
}


def upgrade() -> None:
    # Without rowids, so that no row can be replaced by way of its rowid (see 0002).
    op.create_table(
        "tombstones",
        sa.Column("audit_id", sa.String(), nullable=False),
        sa.Column("erased_at", sa.String(), nullable=False),
        sa.Column("erased_by", sa.String(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("audit_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit_artifacts",
        sa.Column("audit_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audits.audit_id"]),
        sa.ForeignKeyConstraint(["sha256"], ["artifacts.sha256"]),
        sa.PrimaryKeyConstraint("audit_id", "sha256"),
        sqlite_with_rowid=False,
    )
    # References are followed backwards when a row goes.
    op.create_index("ix_audit_artifacts_sha256", "audit_artifacts", ["sha256"])
    op.create_index("ix_audits_document_sha256", "audits", ["document_sha256"])
    op.create_index("ix_idempotency_keys_audit_id", "idempotency_keys", ["audit_id"])
    _fill()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_rules(SQLITE_OLD_RULES, SQLITE_RULES)
        return
    for name, body in POSTGRES_FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    _postgres_rules(POSTGRES_OLD_RULES, POSTGRES_RULES)


def _fill() -> None:
    """What each audit uses: its document, and what its events name, as far as it is there."""
    used = sa.text(
        "INSERT INTO audit_artifacts (audit_id, sha256) "
        "SELECT audits.audit_id, artifacts.sha256 FROM audits, artifacts "
        "WHERE audits.audit_id = :audit_id AND artifacts.sha256 = :sha256 ON CONFLICT DO NOTHING"
    )
    connection = op.get_bind()
    documents = "INSERT INTO audit_artifacts SELECT audit_id, document_sha256 FROM audits JOIN artifacts ON "
    connection.execute(sa.text(documents + "artifacts.sha256 = audits.document_sha256"))
    named = set(_named(connection))
    if named:
        connection.execute(used, [{"audit_id": audit_id, "sha256": sha256} for audit_id, sha256 in sorted(named)])


def _named(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Which audit's events name which artifact; a text that was altered beyond reading names none."""
    events = sa.text("SELECT audit_id, body FROM events WHERE type IN ('document_extracted', 'agent_completed')")
    rows = connection.execute(events.execution_options(stream_results=True, yield_per=100))
    for audit_id, body in rows:
        try:
            said = json.loads(body)
        except (TypeError, ValueError, RecursionError):
            continue
        sha256 = cast("dict[str, object]", said).get("artifact") if isinstance(said, dict) else None
        if isinstance(sha256, str):
            yield audit_id, sha256


def downgrade() -> None:
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM tombstones"))
    if kept:
        message = f"downgrading from 0004 would lose {kept} tombstones, the record of what was erased; nothing changed"
        raise RuntimeError(message)
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_rules(SQLITE_RULES, SQLITE_OLD_RULES)
    else:
        _postgres_rules(POSTGRES_RULES, POSTGRES_OLD_RULES)
        for name in POSTGRES_FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_index("ix_idempotency_keys_audit_id", "idempotency_keys")
    op.drop_index("ix_audits_document_sha256", "audits")
    op.drop_table("audit_artifacts")
    op.drop_table("tombstones")


def _sqlite_rules(before: dict[str, str], after: dict[str, str]) -> None:
    for name in before:
        op.execute(f"DROP TRIGGER {name}")
    for name, rule in after.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")


def _postgres_rules(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> None:
    for table, name in before:
        op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    for (table, name), rule in after.items():
        op.execute(f"CREATE TRIGGER {table}_{name} {rule}")
