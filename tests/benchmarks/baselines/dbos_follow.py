"""DBOS streams: one process writes, another follows with ``read_stream``; how late does it hear?

``python dbos_follow.py URL RATE EVENTS`` prints the 99th percentile of the delay in milliseconds, from the time at
which a value was meant to be written. URL is sqlite:///FILE or a PostgreSQL URI; on PostgreSQL the reader is woken by
NOTIFY, on SQLite it polls every 10 ms instead of every second. Run it with the Python that the peers are installed in.
"""

from __future__ import annotations

import subprocess
import sys
import time

from dbos import DBOS, SetWorkflowID  # pyright: ignore[reportMissingImports]  with the peers only

PADDING = "m" * 560
POLL_S = 0.01
WORKFLOW = "followed"


@DBOS.step()
def write(rate: int, events: int) -> None:
    """Values at the times that were meant, each with its own, once a line has come on standard input."""
    sys.stdin.readline()
    begun = time.time_ns() + 200_000_000
    for number in range(events):
        due = begun + number * 1_000_000_000 // rate
        time.sleep(max(0, due - time.time_ns()) / 1e9)
        DBOS.write_stream("events", f"{due} {PADDING}")


@DBOS.workflow()
def audit(rate: int, events: int) -> None:
    """The workflow that owns the stream."""
    write(rate, events)
    DBOS.close_stream("events")


def launch(url: str) -> None:
    """Take part in the application, whose database is made by whoever is first."""
    DBOS(config={"name": "bench", "system_database_url": url, "log_level": "ERROR"})
    DBOS.launch()


def writing(url: str, rate: int, events: int) -> None:
    """Say a line once there is a stream to follow."""
    launch(url)
    with SetWorkflowID(WORKFLOW):
        handle = DBOS.start_workflow(audit, rate, events)
    print("started", flush=True)
    handle.get_result()
    DBOS.destroy()


def following(url: str, rate: int, events: int) -> None:
    """Print the figure."""
    launch(url)
    command = [sys.executable, __file__, url, str(rate), str(events), "write"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdout.readline()
        values = DBOS.read_stream(WORKFLOW, "events", polling_interval_sec=POLL_S)
        writer.stdin.write(b"\n")
        writer.stdin.close()
        delays = sorted((time.time_ns() - int(value.split()[0])) / 1e6 for value in values)
    assert len(delays) == events, f"{len(delays)} of {events} values came"
    print(delays[events * 99 // 100], flush=True)
    DBOS.destroy()


if __name__ == "__main__":
    (writing if sys.argv[4:] else following)(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
