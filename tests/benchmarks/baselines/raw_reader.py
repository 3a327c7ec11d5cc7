"""The standard library's SQLite, all events of one audit in one statement, then their texts through a bare socket."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

SELECT = "SELECT seq, type, body, hash FROM events WHERE audit_id = ? AND stream = 'audit' ORDER BY seq"


def read(path: Path, audit_id: str) -> tuple[float, list[str]]:
    """Seconds, and the texts."""
    with closing(sqlite3.connect(path)) as connection:
        begun = time.perf_counter()
        rows = connection.execute(SELECT, (audit_id,)).fetchall()
        seconds = time.perf_counter() - begun
    return seconds, [row[2] for row in rows]


def through_loopback(data: bytes) -> float:
    """Seconds from the first byte sent to the last received."""
    door = socket.create_server(("127.0.0.1", 0))
    client = socket.create_connection(door.getsockname())
    server, _ = door.accept()
    with door, client, server:
        begun = time.perf_counter()
        sending = threading.Thread(target=server.sendall, args=(data,))
        sending.start()
        left = len(data)
        while left:
            left -= len(client.recv(1 << 18))
        seconds = time.perf_counter() - begun
        sending.join()
    return seconds
