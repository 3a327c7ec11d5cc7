"""DBOS streams: workflows at once, each writing to a stream from a step, which is the faster of its two ways.

``python dbos_append.py URL WRITERS EVENTS`` prints events a second. URL is sqlite:///FILE or a PostgreSQL URI.
Run it with the Python that the peers are installed in.
"""

from __future__ import annotations

import sys
import time

from dbos import DBOS  # pyright: ignore[reportMissingImports]  with the peers only

BODY = "b" * 600


@DBOS.step()
def write(events: int) -> None:
    """One stream, each value committed before the next."""
    for _ in range(events):
        DBOS.write_stream("events", BODY)


@DBOS.workflow()
def audit(events: int) -> None:
    """The workflow that owns the stream."""
    write(events)


def main(url: str, writers: int, events: int) -> None:
    DBOS(config={"name": "bench", "system_database_url": url, "log_level": "ERROR"})
    DBOS.launch()
    begun = time.perf_counter()
    for handle in [DBOS.start_workflow(audit, events // writers) for _ in range(writers)]:
        handle.get_result()
    print(events / (time.perf_counter() - begun), flush=True)
    DBOS.destroy()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
