"""A forger who owns the database: drops its rules, rewrites what was written, chains it anew, puts the rules back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from service.events import TERMINAL_TYPES
from service.log.codec import text_hash
from service.log.streams import AUDIT
from tests.contract.databases.kinds import Tamperer

PLACE = "audit_id = ? AND stream = ? AND seq = ?"
Change = Callable[[dict[str, Any]], None]
"""Changes what the text of an event says."""


@dataclass(frozen=True)
class Forger:
    """What is done to the database is done without its rules; an event of an audit is one of ``stream``."""

    tamperer: Tamperer
    stream: str = AUDIT

    def sql(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.tamperer.execute(sql, *values)

    def said(self, audit_id: str, seq: int) -> dict[str, Any]:
        ((body,),) = self.sql(f"SELECT body FROM events WHERE {PLACE}", audit_id, self.stream, seq)
        return json.loads(body)

    def last(self, audit_id: str) -> int:
        return self.sql("SELECT max(seq) FROM events WHERE audit_id = ? AND stream = ?", audit_id, self.stream)[0][0]

    def write(self, audit_id: str, seq: int, said: dict[str, Any]) -> str:
        """Let an event say this, in its columns as well; its hash."""
        body = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
        self.sql(
            "UPDATE events SET body = ?, hash = ?, type = ?, agent_id = ?, schema_version = ?, recorded_at = ? "
            f"WHERE {PLACE}",
            *(body, text_hash(body), said["type"], said.get("agent_id"), said["schema_version"], said["timestamp"]),
            *(audit_id, self.stream, seq),
        )
        return text_hash(body)

    def alter(self, audit_id: str, seq: int, /, **changes: object) -> None:
        """Change an event with its hash and its columns, and nothing after it."""
        self.write(audit_id, seq, self.said(audit_id, seq) | changes)

    def chain_anew(self, audit_id: str) -> None:
        """Every event of the audit names the one before it again, and the head the last."""
        prev = None
        for seq in range(1, self.last(audit_id) + 1):
            prev = self.write(audit_id, seq, self.said(audit_id, seq) | {"prev": prev, "seq": seq})
        self.head_to_last(audit_id)

    def head_to_last(self, audit_id: str) -> None:
        """Move the head to the last event that there is."""
        seq = self.last(audit_id)
        ((kind, stored_hash),) = self.sql(f"SELECT type, hash FROM events WHERE {PLACE}", audit_id, self.stream, seq)
        if self.stream != AUDIT:
            head = "UPDATE audits SET review_seq = ?, review_hash = ? WHERE audit_id = ?"
            self.sql(head, seq, stored_hash, audit_id)
            return
        ended = kind in TERMINAL_TYPES
        self.sql(
            "UPDATE audits SET head_seq = ?, head_hash = ?, ended = ? WHERE audit_id = ?",
            *(seq, stored_hash, ended, audit_id),
        )

    def copy_event(self, audit_id: str, seq: int, to_audit: str, to_seq: int) -> None:
        self.sql(
            "INSERT INTO events (audit_id, stream, seq, type, agent_id, schema_version, recorded_at, body, hash) "
            "SELECT ?, stream, ?, type, agent_id, schema_version, recorded_at, body, hash FROM events "
            f"WHERE {PLACE}",
            *(to_audit, to_seq, audit_id, self.stream, seq),
        )

    def swap(self, audit_id: str, one: int, two: int) -> None:
        """Exchange the places of two events."""
        move = f"UPDATE events SET seq = ? WHERE {PLACE}"
        for new, old in ((-1, one), (one, two), (two, -1)):
            self.sql(move, new, audit_id, self.stream, old)

    def remove(self, audit_id: str, *tables: str) -> None:
        for table in tables:
            self.sql(f"DELETE FROM {table} WHERE audit_id = ?", audit_id)

    def entry(self, position: int, /, **changes: object) -> None:
        """Let an entry of the register say something else, in its hash and its columns as well."""
        ((body,),) = self.sql("SELECT body FROM register WHERE position = ?", position)
        said = json.loads(body) | changes
        text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
        self.sql(
            "UPDATE register SET body = ?, hash = ?, type = ?, audit_id = ?, head_seq = ?, head_hash = ? "
            "WHERE position = ?",
            *(text, text_hash(text), said["type"], said["audit_id"], said["head"]["seq"], said["head"]["hash"]),
            position,
        )

    def register_anew(self) -> None:
        """Every entry has its number, names the one before it again, and tells of the events that there are now."""
        rows = self.sql("SELECT position, type, audit_id FROM register ORDER BY position")
        prev = None
        for position, (old, kind, audit_id) in enumerate(rows, 1):
            self.sql("UPDATE register SET position = ? WHERE position = ?", position, old)
            changes: dict[str, object] = {"position": position, "prev": prev}
            if kind in {"accepted", "ended"}:
                order = "ASC" if kind == "accepted" else "DESC"
                events = self.sql(
                    "SELECT seq, hash, recorded_at FROM events WHERE audit_id = ? AND stream = ? "
                    f"ORDER BY seq {order} LIMIT 1",
                    *(audit_id, AUDIT),
                )
                for seq, stored_hash, recorded_at in events:
                    changes |= {"head": {"seq": seq, "hash": stored_hash}, "timestamp": recorded_at}
            self.entry(position, **changes)
            ((prev,),) = self.sql("SELECT hash FROM register WHERE position = ?", position)
