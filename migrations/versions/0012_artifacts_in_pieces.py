"""Artifacts that are larger than a piece lie in pieces, so that nobody waits while a large one is written or deleted.

A report of 95 MB was one value of one row, and whoever else wrote or watched waited until it was in the database, and
when it was erased until it was out of it. Now each of its pieces is a row that comes and goes in a transaction of its
own. The artifact's row comes last, with the event that names it, and is what makes an artifact of them: an artifact is
there as a whole or not at all.

Pieces are either those of one artifact, or loose: on their way in until a time that is soon over, or on their way out.
Loose ones alone may be added to and taken away.

Artifacts of before stay as they are, and so do those that are no larger than a piece: their bytes are in their row.

Revision ID: 0012
Revises: 0011
"""

import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOST_LOOSE_MS = 3_600_000
"""How far from now pieces may be said to be on their way until: an hour. The service says a minute; whatever is set by
hand, what nobody needs is swept up soon."""
NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
POSTGRES_NOW_MS = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"

SQLITE_OLD_RULES = {
    "artifacts_no_replace": """
        BEFORE INSERT ON artifacts
        WHEN EXISTS (SELECT 1 FROM artifacts WHERE sha256 = NEW.sha256 AND data IS NOT NEW.data)
        BEGIN SELECT RAISE(ABORT, 'artifacts are never replaced'); END
    """,
    "artifacts_are_their_bytes": """
        BEFORE INSERT ON artifacts WHEN typeof(NEW.data) <> 'blob' OR NEW.size_bytes IS NOT length(NEW.data)
        BEGIN SELECT RAISE(ABORT, 'an artifact is bytes and says how many'); END
    """,
}
SQLITE_RULES = {
    "artifacts_no_replace": """
        BEFORE INSERT ON artifacts
        WHEN EXISTS (
                SELECT 1 FROM artifacts WHERE sha256 = NEW.sha256
                AND (data, bundle, pieces) IS NOT (NEW.data, NEW.bundle, NEW.pieces))
             OR EXISTS (SELECT 1 FROM artifacts WHERE bundle = NEW.bundle)
        BEGIN SELECT RAISE(ABORT, 'artifacts are never replaced'); END
    """,
    "artifacts_are_their_bytes": """
        BEFORE INSERT ON artifacts
        WHEN typeof(NEW.data) <> 'blob' OR CASE WHEN NEW.bundle IS NULL THEN
                NEW.pieces IS NOT 0 OR NEW.size_bytes IS NOT length(NEW.data)
             ELSE
                length(NEW.data) <> 0
                OR NOT EXISTS (SELECT 1 FROM loose_bundles WHERE bundle = NEW.bundle)
                OR (NEW.pieces, NEW.size_bytes) IS NOT (
                    SELECT count(*), sum(length(data)) FROM artifact_pieces WHERE bundle = NEW.bundle)
             END
        BEGIN SELECT RAISE(ABORT, 'an artifact is bytes and says how many'); END
    """,
    "artifacts_take_their_pieces": """
        AFTER INSERT ON artifacts WHEN NEW.bundle IS NOT NULL
        BEGIN DELETE FROM loose_bundles WHERE bundle = NEW.bundle; END
    """,
    "artifacts_let_their_pieces_go": """
        AFTER DELETE ON artifacts WHEN OLD.bundle IS NOT NULL
        BEGIN INSERT INTO loose_bundles (bundle, until_ms) VALUES (OLD.bundle, 0); END
    """,
    "artifact_pieces_in_turn": """
        BEFORE INSERT ON artifact_pieces
        WHEN typeof(NEW.data) <> 'blob' OR length(NEW.data) = 0
             OR NOT EXISTS (SELECT 1 FROM loose_bundles WHERE bundle = NEW.bundle)
             OR NEW.number IS NOT 1 + coalesce(
                (SELECT max(number) FROM artifact_pieces WHERE bundle = NEW.bundle), 0)
             OR NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM artifact_pieces WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'a piece is bytes, and the next one of an artifact that is on its way in'); END
    """,
    "artifact_pieces_no_update": """
        BEFORE UPDATE ON artifact_pieces
        BEGIN SELECT RAISE(ABORT, 'pieces of artifacts are never changed'); END
    """,
    "artifact_pieces_no_delete": """
        BEFORE DELETE ON artifact_pieces
        WHEN NOT EXISTS (SELECT 1 FROM loose_bundles WHERE bundle = OLD.bundle)
             OR EXISTS (SELECT 1 FROM artifacts WHERE bundle = OLD.bundle)
        BEGIN SELECT RAISE(ABORT, 'the pieces of an artifact are kept with it'); END
    """,
    "loose_bundles_are_no_artifacts": f"""
        BEFORE INSERT ON loose_bundles
        WHEN typeof(NEW.bundle) <> 'text' OR EXISTS (SELECT 1 FROM artifacts WHERE bundle = NEW.bundle)
             OR typeof(NEW.until_ms) <> 'integer' OR NEW.until_ms > {NOW_MS} + {MOST_LOOSE_MS}
        BEGIN SELECT RAISE(ABORT, 'pieces are loose while no artifact has them, for a time that is soon over'); END
    """,
    "loose_bundles_last_longer": f"""
        BEFORE UPDATE ON loose_bundles
        WHEN NEW.bundle IS NOT OLD.bundle
             OR typeof(NEW.until_ms) <> 'integer' OR NEW.until_ms > {NOW_MS} + {MOST_LOOSE_MS}
        BEGIN SELECT RAISE(ABORT, 'pieces are loose while no artifact has them, for a time that is soon over'); END
    """,
    "loose_bundles_stay_while_there_are_pieces": """
        BEFORE DELETE ON loose_bundles
        WHEN EXISTS (SELECT 1 FROM artifact_pieces WHERE bundle = OLD.bundle)
             AND NOT EXISTS (SELECT 1 FROM artifacts WHERE bundle = OLD.bundle)
        BEGIN SELECT RAISE(ABORT, 'pieces that no artifact has stay loose until they are gone'); END
    """,
}

POSTGRES_OLD_SIZE = """
        BEGIN
            IF NEW.size_bytes = octet_length(NEW.data) THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'an artifact is bytes and says how many';
        END
    """
POSTGRES_SIZE = """
        BEGIN
            IF NEW.bundle IS NULL THEN
                IF NEW.pieces = 0 AND NEW.size_bytes = octet_length(NEW.data) THEN RETURN NEW; END IF;
            ELSE
                PERFORM 1 FROM loose_bundles WHERE bundle = NEW.bundle FOR UPDATE;
                IF FOUND AND octet_length(NEW.data) = 0 AND (NEW.pieces, NEW.size_bytes) = (
                    SELECT count(*), sum(octet_length(data)) FROM artifact_pieces WHERE bundle = NEW.bundle)
                THEN RETURN NEW; END IF;
            END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'an artifact is bytes and says how many';
        END
    """
POSTGRES_FUNCTIONS = {
    "tickmark_artifact_pieces": """
        BEGIN
            IF TG_OP = 'INSERT' THEN
                DELETE FROM loose_bundles WHERE bundle = NEW.bundle;
            ELSE
                INSERT INTO loose_bundles (bundle, until_ms) VALUES (OLD.bundle, 0);
            END IF;
            RETURN NULL;
        END
    """,
    # Whoever adds or takes away holds the row that says that it may, so nobody does both at once.
    "tickmark_piece_insert": """
        BEGIN
            PERFORM 1 FROM loose_bundles WHERE bundle = NEW.bundle FOR UPDATE;
            IF FOUND AND octet_length(NEW.data) > 0 AND NEW.number = 1 + coalesce(
                (SELECT max(number) FROM artifact_pieces WHERE bundle = NEW.bundle), 0)
            THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation
            USING MESSAGE = 'a piece is bytes, and the next one of an artifact that is on its way in';
        END
    """,
    "tickmark_piece_delete": """
        BEGIN
            IF EXISTS (SELECT 1 FROM loose_bundles WHERE bundle = OLD.bundle)
                AND NOT EXISTS (SELECT 1 FROM artifacts WHERE bundle = OLD.bundle)
            THEN RETURN OLD; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'the pieces of an artifact are kept with it';
        END
    """,
    "tickmark_loose_change": f"""
        BEGIN
            IF NEW.until_ms <= {POSTGRES_NOW_MS} + {MOST_LOOSE_MS} THEN
                IF TG_OP = 'UPDATE' THEN
                    IF NEW.bundle = OLD.bundle THEN RETURN NEW; END IF;
                ELSIF NOT EXISTS (SELECT 1 FROM artifacts WHERE bundle = NEW.bundle) THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE integrity_constraint_violation
            USING MESSAGE = 'pieces are loose while no artifact has them, for a time that is soon over';
        END
    """,
    "tickmark_loose_delete": """
        BEGIN
            IF EXISTS (SELECT 1 FROM artifacts WHERE bundle = OLD.bundle)
                OR NOT EXISTS (SELECT 1 FROM artifact_pieces WHERE bundle = OLD.bundle)
            THEN RETURN OLD; END IF;
            RAISE integrity_constraint_violation
            USING MESSAGE = 'pieces that no artifact has stay loose until they are gone';
        END
    """,
}
POSTGRES_RULES = {
    ("artifacts", "take_pieces"): "AFTER INSERT ON artifacts FOR EACH ROW WHEN (NEW.bundle IS NOT NULL) "
    "EXECUTE FUNCTION tickmark_artifact_pieces()",
    ("artifacts", "let_pieces_go"): "AFTER DELETE ON artifacts FOR EACH ROW WHEN (OLD.bundle IS NOT NULL) "
    "EXECUTE FUNCTION tickmark_artifact_pieces()",
    ("artifact_pieces", "insert"): "BEFORE INSERT ON artifact_pieces FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_piece_insert()",
    ("artifact_pieces", "update"): "BEFORE UPDATE ON artifact_pieces FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('pieces of artifacts are never changed')",
    ("artifact_pieces", "delete"): "BEFORE DELETE ON artifact_pieces FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_piece_delete()",
    ("artifact_pieces", "truncate"): "BEFORE TRUNCATE ON artifact_pieces FOR EACH STATEMENT EXECUTE FUNCTION "
    "tickmark_refuse('the pieces of an artifact are kept with it')",
    ("loose_bundles", "change"): "BEFORE INSERT OR UPDATE ON loose_bundles FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_loose_change()",
    ("loose_bundles", "delete"): "BEFORE DELETE ON loose_bundles FOR EACH ROW EXECUTE FUNCTION tickmark_loose_delete()",
    ("loose_bundles", "truncate"): "BEFORE TRUNCATE ON loose_bundles FOR EACH STATEMENT EXECUTE FUNCTION "
    "tickmark_refuse('pieces that no artifact has stay loose until they are gone')",
}
OF_ARTIFACTS = ("take_pieces", "let_pieces_go")
"""Those of them that do not go with a table."""

TABLES = "artifacts|artifact_pieces|loose_bundles"
NAMED = re.compile(rf"\b(FROM|JOIN|INTO|UPDATE) ({TABLES})\b")


def upgrade() -> None:
    op.create_table(
        "artifact_pieces",
        sa.Column("bundle", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bundle", "number"),
    )
    op.create_table(
        "loose_bundles",
        sa.Column("bundle", sa.String(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bundle"),
        sqlite_with_rowid=False,
    )
    op.add_column("artifacts", sa.Column("bundle", sa.String(), nullable=True))
    op.add_column("artifacts", sa.Column("pieces", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_artifacts_bundle", "artifacts", ["bundle"], unique=True)
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_rules(SQLITE_OLD_RULES, SQLITE_RULES)
        return
    for name, source in POSTGRES_FUNCTIONS.items():
        _define(name, f" {source} ")
    _define("tickmark_artifact_size", f" {POSTGRES_SIZE} ")
    for (table, name), rule in POSTGRES_RULES.items():
        op.execute(f"CREATE TRIGGER {table}_{name} {rule}")


def downgrade() -> None:
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM artifacts WHERE bundle IS NOT NULL"))
    if kept:
        message = f"downgrading from 0012 would lose the pieces of {kept} artifacts; nothing was changed. To go back, "
        raise RuntimeError(f"{message}restore the copy of before")
    if op.get_bind().dialect.name == "sqlite":
        for table in ("artifact_pieces", "loose_bundles"):
            op.drop_table(table)  # its rules go with it
        of_artifacts = {name: rule for name, rule in SQLITE_RULES.items() if "ON artifacts" in rule}
        _sqlite_rules(of_artifacts, {})
    else:
        for name in OF_ARTIFACTS:
            op.execute(f"DROP TRIGGER artifacts_{name} ON artifacts")
        for table in ("artifact_pieces", "loose_bundles"):
            op.drop_table(table)
        for name in POSTGRES_FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
        _define("tickmark_artifact_size", f" {POSTGRES_OLD_SIZE} ")
    op.drop_index("ix_artifacts_bundle", "artifacts")
    op.drop_column("artifacts", "pieces")
    op.drop_column("artifacts", "bundle")
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_rules({}, SQLITE_OLD_RULES)


def _sqlite_rules(before: dict[str, str], after: dict[str, str]) -> None:
    for name in before:
        op.execute(f"DROP TRIGGER {name}")
    for name, rule in after.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")


def _define(name: str, source: str) -> None:
    """A function whose tables are named with their schema, which finds PostgreSQL's own operators alone (see 0009)."""
    bind: Any = op.get_bind()
    schema = bind.scalar(sa.text("SELECT '\"' || replace(current_schema(), '\"', '\"\"') || '\"'"))
    said = NAMED.sub(rf"\1 {schema}.\2", source)
    # As it is, without looking for values in it.
    bind.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp "
        f"AS $rule${said}$rule$",
        execution_options={"no_parameters": True},
    )
