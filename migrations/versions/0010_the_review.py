"""The review: a second stream of an audit, for what people decide about it.

Its events are kept like those of the audit: each is the next one, names the hash of the one before, and moves a head
that moves with nothing else. Nothing ends it, and an audit that has ended can be reviewed. A sign-off enters the
register, so that a review cannot lose what somebody has signed without a trace.

The rules of the audit's own stream are those of before, and now leave the review alone.

Revision ID: 0010
Revises: 0009
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COLUMNS: Mapping[str, tuple[sa.types.TypeEngine[Any], str]] = {
    "review_seq": (sa.BigInteger(), "0"),
    "review_hash": (sa.String(), ""),
}
"""The head of the review in the row of its audit, and what it is while nothing was decided."""

SQLITE_RULES = {
    "review_follows_its_head": """
        BEFORE INSERT ON events
        WHEN NEW.stream IS 'review' AND (
            NOT EXISTS (
                SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND head_seq > 0 AND review_seq = NEW.seq - 1
                AND typeof(NEW.body) = 'text' AND NEW.agent_id IS NULL
                AND NEW.type <> 'audit_complete' AND NEW.type <> 'audit_failed' AND NEW.type <> 'audit_cancelled'
                AND instr(NEW.body, '{"seq":' || NEW.seq || ',"audit_id":"' || NEW.audit_id || '","type":"' || NEW.type
                    || '","schema_version":' || NEW.schema_version || ',"timestamp":"' || NEW.recorded_at
                    || '","prev":' || CASE WHEN NEW.seq = 1 THEN 'null,' ELSE '"' || review_hash || '",' END
                    || '"by":"') = 1)
            OR EXISTS (SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'review' AND seq = NEW.seq)
            OR NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid))
        BEGIN SELECT CASE
            WHEN EXISTS (SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id)
            THEN RAISE(ABORT, 'events are append-only: the audit has been erased')
            WHEN NOT EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND review_seq = NEW.seq - 1)
            THEN RAISE(ABORT, 'events are append-only: seq is not the next one')
            WHEN EXISTS (SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'review' AND seq = NEW.seq)
            THEN RAISE(ABORT, 'events are append-only: one stands beyond the head already, the audit is damaged')
            WHEN NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid)
            THEN RAISE(ABORT, 'events are append-only: no event takes the row of another one')
            ELSE RAISE(ABORT, 'events are append-only: a decision says what it is, which it follows and whose it is')
        END; END
    """,
    "review_moves_its_head": """
        AFTER INSERT ON events WHEN NEW.stream = 'review'
        BEGIN
            UPDATE audits SET review_seq = NEW.seq, review_hash = NEW.hash WHERE audit_id = NEW.audit_id;
        END
    """,
    "audits_review_moves_with_events": """
        BEFORE UPDATE OF review_seq, review_hash ON audits
        WHEN (NEW.review_seq, NEW.review_hash) IS NOT (OLD.review_seq, OLD.review_hash) AND (
            NEW.review_seq IS NOT OLD.review_seq + 1
            OR NOT EXISTS (
                SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'review' AND seq = NEW.review_seq
                AND hash = NEW.review_hash AND (type <> 'review_signed_off' OR EXISTS (
                    SELECT 1 FROM register WHERE audit_id = NEW.audit_id AND type = 'signed_off'
                    AND head_seq = NEW.review_seq AND head_hash = NEW.review_hash))))
        BEGIN SELECT RAISE(ABORT, 'the head of a review is its last event, and a sign-off stands in the register'); END
    """,
}
OF_THE_AUDIT = ("events_follow_their_head", "events_move_the_head", "events_end_the_audit", "events_begin_an_epoch")
"""Rules on events that are about the audit's own stream alone."""
CONDITION = re.compile(r"WHEN (?P<condition>.*?)(?P<then>\s+BEGIN )", re.DOTALL)
UNLESS_REVIEW = "WHEN NEW.stream IS NOT 'review' AND ("
NO_STREAM = ("there is no stream but that of the audit", "there is no stream but those of the audit and its review")
SQLITE_CHANGES = {
    "events_follow_their_head": (NO_STREAM,),
    "audits_begin_without_events": (
        (
            "(NEW.head_seq, NEW.head_hash, NEW.ended, NEW.epoch) IS NOT (0, '', 0, 0)",
            "(NEW.head_seq, NEW.head_hash, NEW.ended, NEW.epoch, NEW.review_seq, NEW.review_hash)"
            " IS NOT (0, '', 0, 0, 0, '')",
        ),
    ),
    "register_tells_what_comes": (
        ("WHEN 'erased' THEN ended", "WHEN 'signed_off' THEN review_seq = NEW.head_seq - 1\n WHEN 'erased' THEN ended"),
    ),
}
"""What rules said before, and say now."""

POSTGRES_FUNCTIONS = {
    "tickmark_review_in_turn": """
        DECLARE last_event record;
        BEGIN
            SELECT seq, hash INTO last_event FROM events
            WHERE audit_id = NEW.audit_id AND stream = 'review' ORDER BY seq DESC LIMIT 1;
            IF NEW.seq IS DISTINCT FROM coalesce(last_event.seq, 0) + 1 THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'events are append-only: seq is not the next one';
            END IF;
            IF NEW.agent_id IS NOT NULL OR NEW.type IN ('audit_complete', 'audit_failed', 'audit_cancelled')
                OR NOT starts_with(NEW.body, format(
                '{"seq":%s,"audit_id":%s,"type":"%s","schema_version":%s,"timestamp":"%s","prev":%s,"by":"',
                NEW.seq, to_json(NEW.audit_id), NEW.type, NEW.schema_version, NEW.recorded_at,
                coalesce('"' || last_event.hash || '"', 'null'))) THEN
                RAISE integrity_constraint_violation USING MESSAGE =
                'events are append-only: a decision says what it is, which it follows and whose it is';
            END IF;
            RETURN NEW;
        END
    """,
    "tickmark_review_update": """
        BEGIN
            IF (NEW.review_seq, NEW.review_hash) IS DISTINCT FROM (OLD.review_seq, OLD.review_hash)
                AND (NEW.review_seq <= OLD.review_seq OR NOT EXISTS (
                    SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'review'
                    AND seq = NEW.review_seq AND hash = NEW.review_hash)) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'the head of a review is its last event';
            END IF;
            RETURN NEW;
        END
    """,
}
POSTGRES_RULES = {
    "events_review_insert ON events": "BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.stream = 'review') "
    "EXECUTE FUNCTION tickmark_review_in_turn()",
    "audits_review_update ON audits": "BEFORE UPDATE OF review_seq, review_hash ON audits FOR EACH ROW "
    "EXECUTE FUNCTION tickmark_review_update()",
}
IN_TURN = (
    "CREATE TRIGGER events_insert BEFORE INSERT ON events FOR EACH ROW {when} EXECUTE FUNCTION tickmark_event_in_turn()"
)
REGISTERED = (
    "CREATE CONSTRAINT TRIGGER events_registered AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW WHEN ({entering}) EXECUTE FUNCTION tickmark_register()"
)
OF_AUDITS = "(NEW.seq = 1 OR NEW.type = 'audit_complete' OR NEW.type = 'audit_failed' OR NEW.type = 'audit_cancelled')"
"""Not with IN: PostgreSQL spells that otherwise once a dump was restored, and the rule would look altered."""
OF_BOTH = f"NEW.stream = 'audit' AND {OF_AUDITS} OR NEW.stream = 'review' AND NEW.type = 'review_signed_off'"
POSTGRES_CHANGES = {
    "tickmark_event_in_turn": (NO_STREAM,),
    "tickmark_events_have_heads": (
        (
            "audits.head_seq < inserted.seq",
            "CASE inserted.stream WHEN 'audit' THEN audits.head_seq ELSE audits.review_seq END < inserted.seq",
        ),
    ),
    "tickmark_audit_insert": (
        (
            "(NEW.head_seq, NEW.head_hash, NEW.ended, NEW.epoch) IS DISTINCT FROM (0, '', false, 0)",
            "(NEW.head_seq, NEW.head_hash, NEW.ended, NEW.epoch, NEW.review_seq, NEW.review_hash)"
            " IS DISTINCT FROM (0, '', false, 0, 0, '')",
        ),
    ),
    "tickmark_register": (
        ("CASE WHEN NEW.seq = 1 THEN", "CASE WHEN NEW.stream = 'review' THEN 'signed_off' WHEN NEW.seq = 1 THEN"),
    ),
    "tickmark_register_insert": (
        (
            "WHEN 'erased' THEN",
            """WHEN 'signed_off' THEN
                    EXISTS (
                        SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'review'
                        AND seq = NEW.head_seq AND hash = NEW.head_hash AND type = 'review_signed_off')
                    OR EXISTS (SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id)
                WHEN 'erased' THEN""",
        ),
        ("AND type = NEW.type)", "AND type = NEW.type AND (type <> 'signed_off' OR head_seq = NEW.head_seq))"),
    ),
}

TABLES = "events|audits|artifacts|audit_artifacts|tombstones|register|idempotency_keys"
NAMED = re.compile(rf"\b(FROM|JOIN|INTO|UPDATE) ({TABLES})\b")
SOURCE = """
SELECT p.prosrc FROM pg_proc p
WHERE p.proname = :name AND p.pronamespace = to_regnamespace(quote_ident(current_schema()))
"""


def upgrade() -> None:
    for name, (kind, nothing_yet) in COLUMNS.items():
        op.add_column("audits", sa.Column(name, kind, nullable=False, server_default=nothing_yet))
    if op.get_bind().dialect.name == "sqlite":
        _change_sqlite(lambda text, old, new: text.replace(old, new), _unless_review)
        for name, rule in SQLITE_RULES.items():
            op.execute(f"CREATE TRIGGER {name} {rule}")
        return
    _change_postgres(lambda source, old, new: source.replace(old, new))
    schema = _schema()
    for name, source in POSTGRES_FUNCTIONS.items():
        _define(name, NAMED.sub(rf"\1 {schema}.\2", source))
    for name, rule in POSTGRES_RULES.items():
        op.execute(f"CREATE TRIGGER {name.split()[0]} {rule}")
    _replace_triggers(IN_TURN.format(when="WHEN (NEW.stream IS DISTINCT FROM 'review')"), OF_BOTH)


def downgrade() -> None:
    decided = op.get_bind().scalar(sa.text("SELECT count(*) FROM events WHERE stream = 'review'"))
    told = op.get_bind().scalar(sa.text("SELECT count(*) FROM register WHERE type = 'signed_off'"))
    if decided or told:
        message = f"downgrading from 0010 would lose {decided} events of reviews, or what the register tells of them; "
        raise RuntimeError(f"{message}nothing was changed. To go back, restore the copy of before")
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE_RULES:
            op.execute(f"DROP TRIGGER {name}")
        _change_sqlite(lambda text, old, new: text.replace(new, old), _review_too)
    else:
        _replace_triggers(IN_TURN.format(when=""), OF_AUDITS)
        for name in POSTGRES_RULES:
            op.execute(f"DROP TRIGGER {name}")
        for name in POSTGRES_FUNCTIONS:
            op.execute(f"DROP FUNCTION {name}()")
        _change_postgres(lambda source, old, new: source.replace(new, old))
    for name in COLUMNS:
        op.drop_column("audits", name)


Change = Callable[[str, str, str], str]
"""Makes of a text, what it said before and what it says now the text as it shall be. One that was altered stays so,
which shows."""


def _change_sqlite(change: Change, guard: Callable[[str], str]) -> None:
    for name in dict.fromkeys((*OF_THE_AUDIT, *SQLITE_CHANGES)):
        rule = op.get_bind().scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name})
        if rule is None:
            continue  # it was taken away, which shows as well
        said = _changed(rule, SQLITE_CHANGES.get(name, ()), change)
        op.execute(f"DROP TRIGGER {name}")
        op.get_bind().exec_driver_sql(guard(said) if name in OF_THE_AUDIT else said)


def _changed(text: str, pairs: tuple[tuple[str, str], ...], change: Change) -> str:
    for old, new in pairs:
        text = change(text, old, new)
    return text


def _unless_review(rule: str) -> str:
    return CONDITION.sub(lambda found: f"{UNLESS_REVIEW}{found['condition']}){found['then']}", rule, count=1)


def _review_too(rule: str) -> str:
    return CONDITION.sub(
        lambda found: f"WHEN {found['condition'].removeprefix(UNLESS_REVIEW[5:])[:-1]}{found['then']}", rule, count=1
    )


def _change_postgres(change: Change) -> None:
    schema = _schema()
    for name, pairs in POSTGRES_CHANGES.items():
        source = op.get_bind().scalar(sa.text(SOURCE), {"name": name})
        if source is None:
            continue  # it was taken away, which shows as well
        named = [(NAMED.sub(rf"\1 {schema}.\2", old), NAMED.sub(rf"\1 {schema}.\2", new)) for old, new in pairs]
        _define(name, _changed(source, tuple(named), change))


def _replace_triggers(in_turn: str, entering: str) -> None:
    op.execute("DROP TRIGGER IF EXISTS events_insert ON events")
    op.execute("DROP TRIGGER IF EXISTS events_registered ON events")
    op.execute(in_turn)
    op.execute(REGISTERED.format(entering=entering))


def _schema() -> str:
    """Where the tables are, quoted in any case, as 0009 names them."""
    return str(op.get_bind().scalar(sa.text("SELECT '\"' || replace(current_schema(), '\"', '\"\"') || '\"'")))


def _define(name: str, source: str) -> None:
    # As it is, without looking for values in it.
    op.get_bind().exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql "
        f"SET search_path = pg_catalog, pg_temp AS $rule${source}$rule$",
        execution_options={"no_parameters": True},
    )
