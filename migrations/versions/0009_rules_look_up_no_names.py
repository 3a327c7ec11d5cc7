"""On PostgreSQL the rules mean the tables, functions and operators that they always meant, whatever a session looks up.

A function looked up every name in the search path of whoever set it off, where temporary tables come first. After
``CREATE TEMP TABLE tombstones AS SELECT audit_id FROM audits`` a plain DELETE took the events away, and an operator of
one's own could make all comparisons come out as one liked. So every function names its tables with their schema, and
has a search path of its own, in which there is nothing but what PostgreSQL brings. That costs an append some 4 of 80
microseconds of the server; to name each operator with its schema would cost nothing, but some comparisons (IN,
IS DISTINCT FROM) have no such form.

And an entry of the register tells what there is, and what no entry told before: a trigger on a table of somebody's own
could call the function that writes it, with a row of its own making.

SQLite looks up the names in a trigger in the database of that trigger alone.

Revision ID: 0009
Revises: 0008
"""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = "events|audits|artifacts|audit_artifacts|tombstones|register|idempotency_keys"
NAMED = re.compile(rf"\b(FROM|JOIN|INTO|UPDATE) ({TABLES})\b")
"""How these tables are named in the functions, and nothing else is."""
FUNCTIONS = """
SELECT DISTINCT p.proname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = to_regnamespace(quote_ident(current_schema()))
    AND p.pronamespace = c.relnamespace ORDER BY p.proname
"""
"""Those of the rules, as they are: one that was altered stays so, which shows."""

REGISTER_INSERT = """
        DECLARE
            prev record;
            told boolean;
        BEGIN
            SELECT position, hash INTO prev FROM register ORDER BY position DESC LIMIT 1;
            told := CASE NEW.type
                WHEN 'accepted' THEN NEW.head_seq = 1 AND (
                    EXISTS (
                        SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = 1
                        AND hash = NEW.head_hash)
                    OR EXISTS (SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id))
                WHEN 'ended' THEN
                    EXISTS (
                        SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'audit'
                        AND seq = NEW.head_seq AND hash = NEW.head_hash
                        AND type IN ('audit_complete', 'audit_failed', 'audit_cancelled'))
                    OR EXISTS (
                        SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id
                        AND head_seq = NEW.head_seq AND last_hash = NEW.head_hash)
                WHEN 'erased' THEN
                    EXISTS (
                        SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id
                        AND head_seq = NEW.head_seq AND last_hash = NEW.head_hash)
            END;
            IF told AND pg_trigger_depth() > 1 AND NEW.position = coalesce(prev.position, 0) + 1
                AND NEW.hash = encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
                AND starts_with(NEW.body, format('{"position":%s,"prev":%s,"type":"%s","audit_id":%s,', NEW.position,
                    coalesce('"' || prev.hash || '"', 'null'), NEW.type, to_json(NEW.audit_id)))
                AND NOT EXISTS (SELECT 1 FROM register WHERE audit_id = NEW.audit_id AND type = NEW.type)
            THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'the register is written by the database alone';
        END
    """
"""An audit that ends and is erased in one transaction has but a tombstone when both are told."""
OLD_REGISTER_INSERT = """
        BEGIN
            IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'the register is written by the database alone';
        END
    """


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    _define("tickmark_register_insert", f" {REGISTER_INSERT} ")
    schema = _schema()
    _each(lambda source: NAMED.sub(rf"\1 {schema}.\2", source), "SET search_path = pg_catalog, pg_temp")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    schema = _schema()
    _each(lambda source: source.replace(f"{schema}.", ""))
    _define("tickmark_register_insert", f" {OLD_REGISTER_INSERT} ")


def _schema() -> str:
    """Where the tables are, quoted in any case, so that no other part of a function looks like it."""
    return str(op.get_bind().scalar(sa.text("SELECT '\"' || replace(current_schema(), '\"', '\"\"') || '\"'")))


def _each(change: Callable[[str], str], setting: str = "") -> None:
    for name, source in op.get_bind().execute(sa.text(FUNCTIONS)).all():
        _define(name, change(source), setting)


def _define(name: str, source: str, setting: str = "") -> None:
    # As it is, without looking for values in it.
    op.get_bind().exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {setting} AS $rule${source}$rule$",
        execution_options={"no_parameters": True},
    )
