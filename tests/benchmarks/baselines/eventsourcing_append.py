"""Aggregates of the package eventsourcing, saved after each event, a thread for each of them.

``python eventsourcing_append.py URL WRITERS EVENTS`` prints events a second. URL is sqlite:///FILE or a PostgreSQL
URI. Run it with the Python that the peers are installed in.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

from eventsourcing.application import Application  # pyright: ignore[reportMissingImports]  with the peers only
from eventsourcing.domain import Aggregate, event  # pyright: ignore[reportMissingImports]  with the peers only

MESSAGE = "m" * 500


class Audit(Aggregate):
    """What happens in it is counted."""

    def __init__(self) -> None:
        self.seen = 0

    @event("Progressed")
    def progress(self, message: str) -> None:
        self.seen += 1


def environment(url: str) -> dict[str, str]:
    """Where the package keeps events, in its own words."""
    if url.startswith("sqlite:///"):
        where = {"SQLITE_DBNAME": url.removeprefix("sqlite:///"), "SQLITE_LOCK_TIMEOUT": "60"}
        return {"PERSISTENCE_MODULE": "eventsourcing.sqlite", **where}
    parts = urlsplit(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": parts.path.removeprefix("/"),
        "POSTGRES_HOST": parts.hostname or parse_qs(parts.query)["host"][0],
        "POSTGRES_PORT": str(parts.port or 5432),
        "POSTGRES_USER": parts.username or "postgres",
        "POSTGRES_PASSWORD": parts.password or "",
        "POSTGRES_POOL_SIZE": "16",
    }


def write(app: Application, events: int) -> None:
    """One aggregate, saved after each event."""
    audit = Audit()
    app.save(audit)
    for _ in range(events):
        audit.progress(MESSAGE)
        app.save(audit)


def main(url: str, writers: int, events: int) -> None:
    app = Application(env=environment(url))
    with ThreadPoolExecutor(writers) as threads:
        begun = time.perf_counter()
        for done in [threads.submit(write, app, events // writers) for _ in range(writers)]:
            done.result()
        print(events / (time.perf_counter() - begun))
    app.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
