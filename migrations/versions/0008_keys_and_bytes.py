"""Idempotency keys are kept as they came, with the audit whose first event names them; artifacts say their size.

A key could be pointed at another audit, or deleted, so that a repeated request became a second audit.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# What a text says is compared as text, as in 0006.
SQLITE_RULES = {
    "idempotency_keys_come_with_their_audit": """
        BEFORE INSERT ON idempotency_keys
        WHEN NOT EXISTS (
                SELECT 1 FROM audits JOIN events USING (audit_id)
                WHERE audit_id = NEW.audit_id AND head_seq = 1 AND stream = 'audit' AND seq = 1
                AND instr(body, '","request_sha256":"' || NEW.fingerprint || '"}') > 0)
             OR EXISTS (SELECT 1 FROM idempotency_keys WHERE key = NEW.key OR audit_id = NEW.audit_id)
             OR NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM idempotency_keys WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'an idempotency key comes with the audit whose first event names it'); END
    """,
    "idempotency_keys_no_update": """
        BEFORE UPDATE ON idempotency_keys
        BEGIN SELECT RAISE(ABORT, 'idempotency keys are never changed'); END
    """,
    "idempotency_keys_no_delete": """
        BEFORE DELETE ON idempotency_keys WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE audit_id = OLD.audit_id)
        BEGIN SELECT RAISE(ABORT, 'an idempotency key is kept with its audit'); END
    """,
    "artifacts_are_their_bytes": """
        BEFORE INSERT ON artifacts WHEN typeof(NEW.data) <> 'blob' OR NEW.size_bytes IS NOT length(NEW.data)
        BEGIN SELECT RAISE(ABORT, 'an artifact is bytes and says how many'); END
    """,
}
POSTGRES_FUNCTIONS = {
    "tickmark_key_insert": """
        BEGIN
            IF EXISTS (
                SELECT 1 FROM audits JOIN events USING (audit_id)
                WHERE audit_id = NEW.audit_id AND head_seq = 1 AND stream = 'audit' AND seq = 1
                AND body::json -> 'idempotency' ->> 'request_sha256' = NEW.fingerprint
                AND body::json -> 'idempotency' ->> 'key_sha256' = encode(sha256(convert_to(NEW.key, 'UTF8')), 'hex'))
                AND NOT EXISTS (SELECT 1 FROM idempotency_keys WHERE audit_id = NEW.audit_id)
            THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation
            USING MESSAGE = 'an idempotency key comes with the audit whose first event names it';
        END
    """,
    "tickmark_artifact_size": """
        BEGIN
            IF NEW.size_bytes = octet_length(NEW.data) THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'an artifact is bytes and says how many';
        END
    """,
}
POSTGRES_RULES = {
    ("idempotency_keys", "insert"): "BEFORE INSERT ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_key_insert()",
    ("idempotency_keys", "update"): "BEFORE UPDATE ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('idempotency keys are never changed')",
    ("idempotency_keys", "delete"): "BEFORE DELETE ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_delete_erased('an idempotency key is kept with its audit')",
    ("idempotency_keys", "truncate"): "BEFORE TRUNCATE ON idempotency_keys FOR EACH STATEMENT EXECUTE FUNCTION "
    "tickmark_refuse('an idempotency key is kept with its audit')",
    ("artifacts", "insert_size"): "BEFORE INSERT ON artifacts FOR EACH ROW EXECUTE FUNCTION tickmark_artifact_size()",
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, rule in SQLITE_RULES.items():
            op.execute(f"CREATE TRIGGER {name} {rule}")
        return
    for name, body in POSTGRES_FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    for (table, name), rule in POSTGRES_RULES.items():
        op.execute(f"CREATE TRIGGER {table}_{name} {rule}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE_RULES:
            op.execute(f"DROP TRIGGER {name}")
        return
    for table, name in POSTGRES_RULES:
        op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    for name in POSTGRES_FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}()")
