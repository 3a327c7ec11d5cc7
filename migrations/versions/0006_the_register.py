"""The register: one list over all audits, in which each entry names the one before it.

An audit's chain proves everything but its own end: whoever owns the database could rewrite the last event together with
the head, cut both off, or take all rows of an audit away, and what is left would be sound. So the first and the last
event of each audit, and each erasure, enter a list that is a chain itself.

On PostgreSQL the database writes it, when a transaction commits: under a lock that is the last to be taken, and that is
held no longer than the server needs to commit. So whatever program ends an audit, its end is registered. SQLite can not
compute a hash: there whoever writes brings the entry along, before what it tells of, which is refused without it.

Revision ID: 0006
Revises: 0005
"""

import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("position", "type", "audit_id", "head_seq", "head_hash", "body", "hash")
BATCH = 500
"""Entries written at once."""

SQLITE_RULES = {
    # What a text says is compared as text: in triggers some versions of SQLite take their own functions for JSON for
    # unsafe. A quotation mark inside a JSON string has a backslash before it, so what is looked for is no part of one.
    "register_in_turn": """
        BEFORE INSERT ON register
        WHEN NEW.position IS NOT 1 + coalesce((SELECT max(position) FROM register), 0)
            OR typeof(NEW.body) <> 'text' OR typeof(NEW.hash) <> 'text'
            OR length(NEW.hash) <> 64 OR NEW.hash GLOB '*[^0-9a-f]*'
            OR instr(NEW.body, '{"position":' || NEW.position || ',"prev":'
                || coalesce('"' || (SELECT hash FROM register ORDER BY position DESC LIMIT 1) || '"', 'null')
                || ',"type":"' || NEW.type || '","audit_id":"' || NEW.audit_id || '","timestamp":"') IS NOT 1
            OR instr(NEW.body, '","head":{"seq":' || NEW.head_seq || ',"hash":"' || NEW.head_hash || '"}'
                || CASE NEW.type WHEN 'erased' THEN ',"by":"' ELSE '}' END) IS 0
        BEGIN SELECT RAISE(ABORT, 'an entry of the register is the next one and names the one before it'); END
    """,
    "register_tells_what_comes": """
        BEFORE INSERT ON register
        WHEN NOT EXISTS (
            SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND CASE NEW.type
                WHEN 'accepted' THEN NOT ended AND head_seq = 0 AND NEW.head_seq = 1
                WHEN 'ended' THEN NOT ended AND head_seq = NEW.head_seq - 1
                WHEN 'erased' THEN ended AND head_seq = NEW.head_seq AND head_hash = NEW.head_hash
            END)
        BEGIN SELECT RAISE(ABORT, 'an entry of the register tells what its audit comes to next'); END
    """,
    "register_no_update": """
        BEFORE UPDATE ON register
        BEGIN SELECT RAISE(ABORT, 'entries of the register are never changed'); END
    """,
    "register_no_delete": """
        BEFORE DELETE ON register
        BEGIN SELECT RAISE(ABORT, 'entries of the register are never deleted'); END
    """,
    # Also what keeps a second tombstone from taking the place of the first: there is no audit any more.
    "tombstones_name_an_audit": """
        BEFORE INSERT ON tombstones
        WHEN NOT EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND ended
                         AND head_seq = NEW.head_seq AND head_hash = NEW.last_hash)
             OR NOT EXISTS (SELECT 1 FROM register WHERE audit_id = NEW.audit_id AND type = 'erased'
                            AND head_seq = NEW.head_seq AND head_hash = NEW.last_hash
                            AND instr(body, ',"timestamp":"' || NEW.erased_at || '","head":{') > 0
                            AND instr(body, '},"by":"' || replace(replace(NEW.erased_by, '\\', '\\\\'), '"', '\\"')
                                || '"}') > 0)
        BEGIN SELECT CASE
            WHEN EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND ended
                         AND head_seq = NEW.head_seq AND head_hash = NEW.last_hash)
            THEN RAISE(ABORT, 'a tombstone says what its entry in the register says')
            ELSE RAISE(ABORT, 'a tombstone names an audit that has ended, and its last event')
        END; END
    """,
}
SQLITE_OLD_RULES = {
    "tombstones_name_an_audit": """
        BEFORE INSERT ON tombstones
        WHEN NOT EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND ended
                         AND head_seq = NEW.head_seq AND head_hash = NEW.last_hash)
        BEGIN SELECT RAISE(ABORT, 'a tombstone names an audit that has ended, and its last event'); END
    """,
}

REGISTER_LOCK = 7_403_176_122
"""The advisory lock on PostgreSQL under which the register grows; any number that nobody else uses."""

POSTGRES_FUNCTIONS = {
    # What is registered is taken from the new row as it was written: an audit that is ended and erased in one
    # transaction has no rows any more when that commits.
    "tickmark_register": f"""
        DECLARE
            kind text;
            recorded text;
            told_seq bigint;
            told_hash text;
            more text := '';
            prev record;
            said text;
        BEGIN
            IF TG_TABLE_NAME = 'tombstones' THEN
                kind := 'erased';
                recorded := NEW.erased_at;
                told_seq := NEW.head_seq;
                told_hash := NEW.last_hash;
                more := ',"by":' || to_json(NEW.erased_by);
            ELSE
                kind := CASE WHEN NEW.seq = 1 THEN 'accepted' ELSE 'ended' END;
                recorded := NEW.recorded_at;
                told_seq := NEW.seq;
                told_hash := NEW.hash;
            END IF;
            PERFORM pg_advisory_xact_lock({REGISTER_LOCK});
            SELECT position, hash INTO prev FROM register ORDER BY position DESC LIMIT 1;
            said := format('{{"position":%s,"prev":%s,"type":"%s","audit_id":%s,"timestamp":%s,'
                '"head":{{"seq":%s,"hash":"%s"}}%s}}', coalesce(prev.position, 0) + 1,
                coalesce('"' || prev.hash || '"', 'null'), kind, to_json(NEW.audit_id), to_json(recorded),
                told_seq, told_hash, more);
            INSERT INTO register (position, type, audit_id, head_seq, head_hash, body, hash)
            VALUES (coalesce(prev.position, 0) + 1, kind, NEW.audit_id, told_seq, told_hash, said,
                    encode(sha256(convert_to(said, 'UTF8')), 'hex'));
            RETURN NULL;
        END
    """,
    "tickmark_register_insert": """
        BEGIN
            IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;
            RAISE integrity_constraint_violation USING MESSAGE = 'the register is written by the database alone';
        END
    """,
}
POSTGRES_RULES = {
    ("register", "insert"): "BEFORE INSERT ON register FOR EACH ROW EXECUTE FUNCTION tickmark_register_insert()",
    ("register", "update"): "BEFORE UPDATE ON register FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('entries of the register are never changed')",
    ("register", "delete"): "BEFORE DELETE ON register FOR EACH ROW EXECUTE FUNCTION "
    "tickmark_refuse('entries of the register are never deleted')",
    ("register", "truncate"): "BEFORE TRUNCATE ON register FOR EACH STATEMENT EXECUTE FUNCTION "
    "tickmark_refuse('entries of the register are never deleted')",
}
ENTERING = {
    "events": "(NEW.seq = 1 OR NEW.type = 'audit_complete' OR NEW.type = 'audit_failed'"
    " OR NEW.type = 'audit_cancelled')",
    "tombstones": "(true)",
}
"""Which rows of which table enter the register.

Not with IN: PostgreSQL spells that otherwise once a dump was restored, and the rule would look altered.
"""


class Told(NamedTuple):
    """What an entry tells, but for its place."""

    type: str
    audit_id: object
    timestamp: object
    head_seq: object
    head_hash: object
    by: object = None


FIRST = """
SELECT audits.audit_id, events.recorded_at, events.seq, events.hash FROM audits JOIN events
ON events.audit_id = audits.audit_id AND events.stream = 'audit' AND events.seq = 1
ORDER BY audits.created_at, audits.audit_id
"""
LAST = """
SELECT audits.audit_id, coalesce(events.recorded_at, audits.created_at), audits.head_seq, audits.head_hash
FROM audits LEFT JOIN events
ON events.audit_id = audits.audit_id AND events.stream = 'audit' AND events.seq = audits.head_seq
WHERE audits.ended ORDER BY audits.created_at, audits.audit_id
"""
GONE = "SELECT audit_id, erased_at, head_seq, last_hash, erased_by FROM tombstones ORDER BY erased_at, audit_id"


def upgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:  # nobody ends an audit while those that have ended are entered
        op.execute("LOCK TABLE audits, events, tombstones IN SHARE ROW EXCLUSIVE MODE")
    op.create_table(
        "register",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("audit_id", sa.String(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position"),
        sqlite_with_rowid=False,  # so that no row can be replaced by way of its rowid (see 0002)
    )
    op.create_index("ix_register_audit_id", "register", ["audit_id"])
    _fill(op.get_bind())
    if not postgres:
        _sqlite_rules(SQLITE_OLD_RULES, SQLITE_RULES)
        return
    for name, body in POSTGRES_FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    for (table, name), rule in POSTGRES_RULES.items():
        op.execute(f"CREATE TRIGGER {table}_{name} {rule}")
    for table, entering in ENTERING.items():
        op.execute(
            f"CREATE CONSTRAINT TRIGGER {table}_registered AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED "
            f"FOR EACH ROW WHEN ({entering}) EXECUTE FUNCTION tickmark_register()"
        )


def _fill(connection: sa.Connection) -> None:
    """Enter what there is, in bounded memory. What was altered beyond sense is left out, which shows."""
    register = sa.table("register", *map(sa.column, COLUMNS))
    rows: list[dict[str, object]] = []
    prev: str | None = None
    for position, told in enumerate(_told(connection), 1):
        said = {
            "position": position,
            "prev": prev,
            "type": told.type,
            "audit_id": told.audit_id,
            "timestamp": told.timestamp,
            "head": {"seq": told.head_seq, "hash": told.head_hash},
        } | ({"by": told.by} if told.type == "erased" else {})
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        prev = hashlib.sha256(body.encode()).hexdigest()
        place = {"position": position, "type": told.type, "audit_id": told.audit_id, "body": body, "hash": prev}
        rows.append(place | {"head_seq": told.head_seq, "head_hash": told.head_hash})
        if len(rows) == BATCH:
            connection.execute(register.insert(), rows)
            rows.clear()
    if rows:
        connection.execute(register.insert(), rows)


def _told(connection: sa.Connection) -> Iterator[Told]:
    for kind, statement in (("accepted", FIRST), ("ended", LAST), ("erased", GONE)):
        for row in connection.execute(sa.text(statement).execution_options(stream_results=True, yield_per=BATCH)):
            told = Told(kind, *row)
            texts = (told.audit_id, told.timestamp, told.head_hash, told.by or "")
            if isinstance(told.head_seq, int) and all(isinstance(text, str) for text in texts):
                yield told


def downgrade() -> None:
    kept = op.get_bind().scalar(sa.text("SELECT count(*) FROM register"))
    if kept:
        message = f"downgrading from 0006 would lose {kept} entries of the register, of which somebody may have kept "
        raise RuntimeError(f"{message}lines elsewhere; nothing was changed. To go back, restore the copy of before")
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("register")  # its rules go with it
        op.execute("DROP TRIGGER tombstones_name_an_audit")
        _sqlite_rules({}, SQLITE_OLD_RULES)
        return
    for table in ENTERING:
        op.execute(f"DROP TRIGGER {table}_registered ON {table}")
    op.drop_table("register")
    for name in POSTGRES_FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}()")


def _sqlite_rules(before: dict[str, str], after: dict[str, str]) -> None:
    for name in before:
        op.execute(f"DROP TRIGGER {name}")
    for name, rule in after.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")
