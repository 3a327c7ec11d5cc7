"""The standard library's SQLite, a transaction for each event, one after the other: what the disk and SQLite allow."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

BODY = "b" * 600


def events_a_second(path: Path, events: int, synchronous: str = "FULL") -> float:
    """Write ``events`` events of 600 bytes to a new file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("CREATE TABLE events (audit_id TEXT, seq INTEGER, body TEXT, PRIMARY KEY (audit_id, seq))")
        begun = time.perf_counter()
        for seq in range(events):
            connection.execute("INSERT INTO events VALUES (?, ?, ?)", ("a", seq, BODY))
        return events / (time.perf_counter() - begun)
