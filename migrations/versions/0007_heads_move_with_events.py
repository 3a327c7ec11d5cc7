"""The database itself moves the head of an audit with its events, and lets nobody take or keep an audit but by a claim.

An event could stand beyond the head: whoever inserted one by hand, a terminal one say, left an audit that could be
neither gone on with nor ended. Now its head moves with it: on SQLite by a trigger, on PostgreSQL by whoever inserts it,
in the same statement, without which it is refused. The head moves to a first or a last event only if the register tells
of it. An event's text begins with what its columns say and with the hash of the event before.

The epoch of an audit rises with the event of a claim and with nothing else, which also takes the lease from whoever had
it; its new owner is named while that event is the last one. An audit that has ended has no lease.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOST_LEASE_MS = 3_600_000
"""How far from now a lease may be set to end, either way: an hour. The settings allow 10 s; whatever is set by hand, no
audit stays out of reach for longer, and no program that needs more time than the service does is refused."""
NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
POSTGRES_NOW_MS = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"

# What a text says is compared as text, as in 0006. instr ends at once where the text begins as it should, whatever its
# length. The types are not asked for with IN, which would make a table of its list each time.
SAID = """instr(NEW.body, '{{"seq":' || NEW.seq || ',"audit_id":"' || NEW.audit_id || '","type":"' || NEW.type
                || '","schema_version":' || NEW.schema_version || ',"timestamp":"' || NEW.recorded_at || '","prev":'
                || CASE WHEN NEW.seq = 1 THEN 'null,' ELSE '"' || head_hash || '",' END || {more}) = 1"""
SAID_BY_WHOM = SAID.format(
    more="""CASE
                WHEN NEW.agent_id IS NOT NULL THEN '"agent_id":"' || NEW.agent_id || '",'
                WHEN NEW.type = 'audit_started' THEN '"attempt":' || (epoch + 1) || '}'
                WHEN NEW.type = 'audit_resumed' THEN '"attempt":' || (epoch + 1) || ','
                ELSE '' END"""
)
# Of an agent whose name JSON spells otherwise, the name is left to `tickmark verify`.
SAID_BY_ODD_NAME = f"""NEW.agent_id GLOB '*["\\' || char(1) || '-' || char(31) || ']*' AND {SAID.format(more="''")}"""
NEW_ENDS = "(NEW.type = 'audit_complete' OR NEW.type = 'audit_failed' OR NEW.type = 'audit_cancelled')"
NEW_CLAIMS = "(NEW.type = 'audit_started' OR NEW.type = 'audit_resumed')"
CLAIMED = f"""EXISTS (
                SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq
                AND {NEW_CLAIMS.replace("NEW.", "")})"""

RULES = {
    "events_follow_their_head": f"""
        BEFORE INSERT ON events
        WHEN NOT EXISTS (
            SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND head_seq = NEW.seq - 1 AND NOT ended
            AND NEW.stream = 'audit' AND typeof(NEW.body) = 'text' AND ({SAID_BY_WHOM} OR {SAID_BY_ODD_NAME})
            AND (NEW.type = 'audit_created') = (NEW.seq = 1)
            AND (NOT {NEW_CLAIMS} OR (NEW.type = 'audit_started') = (epoch = 0)))
            OR EXISTS (SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream AND seq = NEW.seq)
            OR NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid)
        BEGIN SELECT CASE
            WHEN EXISTS (SELECT 1 FROM tombstones WHERE audit_id = NEW.audit_id)
            THEN RAISE(ABORT, 'events are append-only: the audit has been erased')
            WHEN EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND ended)
            THEN RAISE(ABORT, 'events are append-only: the audit has ended')
            WHEN NEW.stream IS NOT 'audit'
            THEN RAISE(ABORT, 'events are append-only: there is no stream but that of the audit')
            WHEN NOT EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND head_seq = NEW.seq - 1)
            THEN RAISE(ABORT, 'events are append-only: seq is not the next one')
            WHEN EXISTS (SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = NEW.stream AND seq = NEW.seq)
            THEN RAISE(ABORT, 'events are append-only: one stands beyond the head already, the audit is damaged')
            WHEN NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid)
            THEN RAISE(ABORT, 'events are append-only: no event takes the row of another one')
            ELSE RAISE(ABORT, 'events are append-only: an event says what it is and which it follows')
        END; END
    """,
    "events_move_the_head": f"""
        AFTER INSERT ON events WHEN NOT {NEW_ENDS} AND NOT {NEW_CLAIMS}
        BEGIN UPDATE audits SET head_seq = NEW.seq, head_hash = NEW.hash WHERE audit_id = NEW.audit_id; END
    """,
    # What names the column ended rewrites its index, so only the last event of an audit does.
    "events_end_the_audit": f"""
        AFTER INSERT ON events WHEN {NEW_ENDS}
        BEGIN
            UPDATE audits SET head_seq = NEW.seq, head_hash = NEW.hash, ended = 1, lease_owner = NULL,
                   lease_until_ms = NULL
            WHERE audit_id = NEW.audit_id;
        END
    """,
    "events_begin_an_epoch": f"""
        AFTER INSERT ON events WHEN {NEW_CLAIMS}
        BEGIN
            UPDATE audits SET head_seq = NEW.seq, head_hash = NEW.hash, epoch = epoch + 1, lease_owner = NULL,
                   lease_until_ms = NULL
            WHERE audit_id = NEW.audit_id;
        END
    """,
    "audits_begin_without_events": f"""
        BEFORE INSERT ON audits
        WHEN (NEW.head_seq, NEW.head_hash, NEW.ended, NEW.epoch) IS NOT (0, '', 0, 0)
             OR (NEW.lease_owner IS NULL) <> (NEW.lease_until_ms IS NULL)
             OR NEW.lease_until_ms IS NOT NULL
                AND (typeof(NEW.lease_until_ms) <> 'integer' OR abs(NEW.lease_until_ms - {NOW_MS}) > {MOST_LEASE_MS})
        BEGIN SELECT RAISE(ABORT, 'an audit begins with its first event'); END
    """,
    # Only a change of its rowid could take away another audit's row without naming a column.
    "audits_head_moves_with_events": """
        BEFORE UPDATE ON audits
        WHEN NEW.head_seq < OLD.head_seq OR (OLD.ended AND NEW.head_hash IS NOT OLD.head_hash)
             OR NEW.head_seq = OLD.head_seq AND (NEW.head_hash, NEW.ended) IS NOT (OLD.head_hash, OLD.ended)
             OR NEW.head_seq > OLD.head_seq AND (
                (NEW.head_hash, NEW.ended) IS NOT (
                SELECT hash, type = 'audit_complete' OR type = 'audit_failed' OR type = 'audit_cancelled' FROM events
                WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq)
                OR (NEW.ended OR NEW.head_seq = 1) AND NOT EXISTS (
                    SELECT 1 FROM register WHERE audit_id = NEW.audit_id AND head_seq = NEW.head_seq
                    AND head_hash = NEW.head_hash AND type = CASE WHEN NEW.ended THEN 'ended' ELSE 'accepted' END))
             OR NEW.rowid IS NOT OLD.rowid
        BEGIN SELECT CASE
            WHEN NEW.head_seq < OLD.head_seq OR OLD.ended
            THEN RAISE(ABORT, 'the head of an audit only moves forward')
            WHEN NEW.rowid IS NOT OLD.rowid
            THEN RAISE(ABORT, 'what an audit was created with is never changed')
            WHEN (NEW.head_hash, NEW.ended) IS (
                SELECT hash, type IN ('audit_complete', 'audit_failed', 'audit_cancelled') FROM events
                WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq)
            THEN RAISE(ABORT, 'the first and the last event of an audit stand in the register')
            ELSE RAISE(ABORT, 'the head of an audit is its last event')
        END; END
    """,
    "audits_are_leased_by_claims": f"""
        BEFORE UPDATE OF epoch, lease_owner, lease_until_ms ON audits
        WHEN NEW.epoch IS NOT OLD.epoch AND (
                NEW.epoch IS NOT OLD.epoch + 1 OR NEW.head_seq IS NOT OLD.head_seq + 1
                OR NEW.lease_owner IS NOT NULL OR NOT {CLAIMED})
             OR (NEW.lease_owner IS NULL) <> (NEW.lease_until_ms IS NULL)
             OR NEW.ended AND NEW.lease_owner IS NOT NULL
             OR NEW.lease_owner IS NOT NULL AND NEW.lease_owner IS NOT OLD.lease_owner
                AND (OLD.lease_owner IS NOT NULL OR NOT {CLAIMED})
             OR NEW.lease_until_ms IS NOT NULL AND NEW.lease_until_ms IS NOT OLD.lease_until_ms
                AND (typeof(NEW.lease_until_ms) <> 'integer' OR abs(NEW.lease_until_ms - {NOW_MS}) > {MOST_LEASE_MS})
        BEGIN SELECT RAISE(ABORT, 'an audit is held by whoever has claimed it, for a time that is soon over'); END
    """,
}
OLD_RULES = {
    "events_keep_their_rows": """
        BEFORE INSERT ON events
        WHEN NEW.rowid <> -1 AND EXISTS (SELECT 1 FROM events WHERE rowid = NEW.rowid)
        BEGIN SELECT RAISE(ABORT, 'events are append-only: no event takes the row of another one'); END
    """,
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
}

TERMINAL = "('audit_complete', 'audit_failed', 'audit_cancelled')"
CLAIMS = "('audit_started', 'audit_resumed')"
# A condition that asks a table takes ten times as long as one that does not, even where it need not ask. So those stand
# alone, within one that seldom holds.
POSTGRES_FUNCTIONS = {
    "tickmark_event_in_turn": f"""
        DECLARE last_event record;
        BEGIN
            IF NEW.stream IS DISTINCT FROM 'audit' THEN
                RAISE integrity_constraint_violation
                USING MESSAGE = 'events are append-only: there is no stream but that of the audit';
            END IF;
            SELECT seq, type, hash INTO last_event FROM events
            WHERE audit_id = NEW.audit_id AND stream = 'audit' ORDER BY seq DESC LIMIT 1;
            IF NEW.seq IS DISTINCT FROM coalesce(last_event.seq, 0) + 1 THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'events are append-only: seq is not the next one';
            END IF;
            IF last_event.type IN {TERMINAL} THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'events are append-only: the audit has ended';
            END IF;
            IF (NEW.type = 'audit_created') <> (NEW.seq = 1) OR NOT starts_with(NEW.body, format(
                '{{"seq":%s,"audit_id":%s,"type":"%s","schema_version":%s,"timestamp":"%s","prev":%s,%s',
                NEW.seq, to_json(NEW.audit_id), NEW.type, NEW.schema_version, NEW.recorded_at,
                coalesce('"' || last_event.hash || '"', 'null'), '"agent_id":' || to_json(NEW.agent_id) || ',')) THEN
                RAISE integrity_constraint_violation
                USING MESSAGE = 'events are append-only: an event says what it is and which it follows';
            END IF;
            IF NEW.type IN {CLAIMS} OR last_event.type IN {CLAIMS} THEN
                IF NOT EXISTS (
                    SELECT 1 FROM audits WHERE audit_id = NEW.audit_id AND head_seq = NEW.seq - 1
                    AND (NEW.type NOT IN {CLAIMS} OR NEW.body::jsonb -> 'attempt' = to_jsonb(epoch + 1)
                         AND (NEW.type = 'audit_started') = (epoch = 0))) THEN
                    RAISE integrity_constraint_violation
                    USING MESSAGE = 'events are append-only: a claim begins the next epoch, and comes alone';
                END IF;
            END IF;
            RETURN NEW;
        END
    """,
    "tickmark_audit_update": f"""
        DECLARE
            last_event record;
            allowed boolean;
        BEGIN
            IF (NEW.audit_id, NEW.created_at, NEW.document_sha256, NEW.filename, NEW.agents) IS DISTINCT FROM
               (OLD.audit_id, OLD.created_at, OLD.document_sha256, OLD.filename, OLD.agents) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'what an audit was created with is never changed';
            END IF;
            IF NEW.head_seq < OLD.head_seq OR (OLD.ended AND NEW.head_hash IS DISTINCT FROM OLD.head_hash) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'the head of an audit only moves forward';
            END IF;
            IF NEW.head_seq = OLD.head_seq AND (NEW.head_hash, NEW.ended) IS DISTINCT FROM (OLD.head_hash, OLD.ended)
            THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'the head of an audit is its last event';
            END IF;
            IF NEW.head_seq > OLD.head_seq THEN
                SELECT type, hash INTO last_event FROM events
                WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq;
                IF (last_event.hash, last_event.type IN {TERMINAL}) IS DISTINCT FROM (NEW.head_hash, NEW.ended) THEN
                    RAISE integrity_constraint_violation USING MESSAGE = 'the head of an audit is its last event';
                END IF;
                IF NEW.ended THEN
                    NEW.lease_owner := NULL;
                    NEW.lease_until_ms := NULL;
                ELSIF last_event.type IN {CLAIMS} AND NEW.epoch = OLD.epoch THEN
                    NEW.epoch := OLD.epoch + 1;
                    NEW.lease_owner := NULL;
                    NEW.lease_until_ms := NULL;
                    RETURN NEW;
                END IF;
            END IF;
            allowed := NEW.epoch = OLD.epoch AND (NEW.lease_owner IS NULL) = (NEW.lease_until_ms IS NULL)
                AND NOT (NEW.ended AND NEW.lease_owner IS NOT NULL);
            IF allowed AND NEW.lease_until_ms IS DISTINCT FROM OLD.lease_until_ms THEN
                allowed := NEW.lease_until_ms IS NULL OR abs(NEW.lease_until_ms - {POSTGRES_NOW_MS}) <= {MOST_LEASE_MS};
            END IF;
            IF allowed AND NEW.lease_owner IS NOT NULL AND NEW.lease_owner IS DISTINCT FROM OLD.lease_owner THEN
                allowed := OLD.lease_owner IS NULL AND EXISTS (
                    SELECT 1 FROM events WHERE audit_id = NEW.audit_id AND stream = 'audit' AND seq = NEW.head_seq
                    AND type IN {CLAIMS});
            END IF;
            IF NOT allowed THEN
                RAISE integrity_constraint_violation
                USING MESSAGE = 'an audit is held by whoever has claimed it, for a time that is soon over';
            END IF;
            RETURN NEW;
        END
    """,
    "tickmark_audit_insert": f"""
        BEGIN
            IF EXISTS (SELECT 1 FROM audits WHERE audit_id = NEW.audit_id) THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'audits are never replaced';
            END IF;
            IF (NEW.head_seq, NEW.head_hash, NEW.ended, NEW.epoch) IS DISTINCT FROM (0, '', false, 0)
               OR (NEW.lease_owner IS NULL) <> (NEW.lease_until_ms IS NULL)
               OR abs(NEW.lease_until_ms - {POSTGRES_NOW_MS}) > {MOST_LEASE_MS} THEN
                RAISE integrity_constraint_violation USING MESSAGE = 'an audit begins with its first event';
            END IF;
            RETURN NEW;
        END
    """,
    "tickmark_events_have_heads": """
        BEGIN
            IF EXISTS (SELECT 1 FROM inserted LEFT JOIN audits USING (audit_id)
                       WHERE audits.head_seq IS NULL OR audits.head_seq < inserted.seq) THEN
                RAISE integrity_constraint_violation
                USING MESSAGE = 'events are append-only: the head of an audit moves with its events';
            END IF;
            RETURN NULL;
        END
    """,
}
POSTGRES_OLD_FUNCTIONS = {
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
}


def upgrade() -> None:
    op.execute("UPDATE audits SET lease_owner = NULL, lease_until_ms = NULL WHERE ended AND lease_owner IS NOT NULL")
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_rules(OLD_RULES, RULES)
        return
    _functions(POSTGRES_FUNCTIONS)
    op.execute(
        "CREATE TRIGGER events_head AFTER INSERT ON events REFERENCING NEW TABLE AS inserted "
        "FOR EACH STATEMENT EXECUTE FUNCTION tickmark_events_have_heads()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_rules(RULES, OLD_RULES)
        return
    op.execute("DROP TRIGGER events_head ON events")
    op.execute("DROP FUNCTION tickmark_events_have_heads()")
    _functions(POSTGRES_OLD_FUNCTIONS)


def _functions(functions: dict[str, str]) -> None:
    for name, body in functions.items():
        op.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")


def _sqlite_rules(before: dict[str, str], after: dict[str, str]) -> None:
    for name in before:
        op.execute(f"DROP TRIGGER {name}")
    for name, rule in after.items():
        op.execute(f"CREATE TRIGGER {name} {rule}")
