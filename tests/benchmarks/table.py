"""The table: every row beside its baseline, in groups that are measured in turn."""

from __future__ import annotations

from tests.benchmarks import peers
from tests.benchmarks.measures import append, beside, crossing, joining, memory, page, pausing, reading, replay
from tests.benchmarks.measures.fanout import c_loop, queues, tickmark
from tests.benchmarks.row import Group, Row, times, within

APPEND_ON_SQLITE = Group(
    (
        Row("append: 16 audits, SQLite / raw sqlite3", append.ON_SQLITE_16, append.RAW, times(2.5, 4.5)),
        Row("append: 1 writer, SQLite / raw sqlite3", append.ON_SQLITE_1, append.RAW, times(0.4, 0.7)),
        Row("append: 16 audits, SQLite / ORM writer", append.ON_SQLITE_16, append.ORM_ON_SQLITE, times(20, 45)),
        Row("append: 16 audits, SQLite / DBOS", append.ON_SQLITE_16, peers.DBOS_ON_SQLITE, times(30, 70)),
        Row("append: 16 audits, SQLite / eventsourcing", append.ON_SQLITE_16, peers.AGGREGATES_ON_SQLITE),
    )
)
APPEND_ON_POSTGRES = Group(
    (
        Row(
            "append: 16 audits, PostgreSQL, wake-ups / none",
            append.ON_POSTGRES,
            append.WITHOUT_WAKE_UPS,
            times(0.8, 0.9),
        ),
        Row("append: 16 audits, PostgreSQL / ORM writer", append.ON_POSTGRES, append.ORM_ON_POSTGRES),
        Row("append: 16 audits, PostgreSQL / DBOS", append.ON_POSTGRES, peers.DBOS_ON_POSTGRES),
        Row("append: 16 audits, PostgreSQL / eventsourcing", append.ON_POSTGRES, peers.AGGREGATES_ON_POSTGRES),
    )
)
REPLAY = Group(
    (
        Row("replay of 100,000 / rows + loopback", replay.REPLAY, replay.READ_AND_LOOPBACK, within(2.5, 1.3)),
        Row("replay of 100,000 / ORM, send_json", replay.REPLAY, replay.ORM_REPLAY, times(20, 40)),
    )
)
FEW = Group((Row("100 watchers, 50 events/s / a queue each", tickmark(100), queues(100)),), rounds=3)
THOUSAND = Group(
    (
        Row("1,000 watchers, 50 events/s / C loop", tickmark(1000), c_loop(1000), within(3, 1.4)),
        Row("1,000 watchers, 50 events/s / a queue each", tickmark(1000), queues(1000, events=100)),
    ),
    rounds=3,
)
MANY = Group((Row("5,000 watchers, 50 events/s / C loop", tickmark(5000), c_loop(5000), within(4, 1.7)),), rounds=3)
BESIDE = Group((Row("live beside two replays / quiet", beside.DISTURBED, beside.QUIET, within(2, 1.2)),), rounds=3)
JOINING = Group((Row("first event to a new client", joining.JOINED, joining.GREETED, within(50, 10, "ms")),), rounds=3)
CROSSING = Group(
    (
        Row(
            "from process to process, SQLite / DBOS",
            crossing.SQLITE_CROSSED,
            peers.DBOS_FOLLOWED_ON_SQLITE,
            within(60, 2, "ms"),
        ),
        Row(
            "from process to process, PostgreSQL / DBOS",
            crossing.POSTGRES_CROSSED,
            peers.DBOS_FOLLOWED_ON_POSTGRES,
            within(60, 15, "ms"),
        ),
    ),
    rounds=3,
)
PAUSES = Group(
    (
        Row("longest pause beside an audit, HTML / quiet", pausing.BESIDE_HTML, pausing.QUIET, within(50, 50, "ms")),
        Row("longest pause beside an audit, PDF / quiet", pausing.BESIDE_PDF, pausing.QUIET, within(50, 50, "ms")),
    ),
    rounds=3,
)
READING = Group(
    (
        Row("150 pages: read, PDF / text alone", reading.PDF_PAGES, reading.BARE_PDF_PAGES),
        Row("150 pages: read, PDF / pdfplumber", reading.PDF_PAGES, peers.PDFPLUMBER),
        Row("150 pages: read, PDF, all cores / one process", reading.PDF_PAGES_TOGETHER, reading.PDF_PAGES),
        Row("150 pages: read, PDF, all cores / text alone", reading.PDF_PAGES_TOGETHER, reading.BARE_PDF_PAGES),
        Row("150 pages: read, PDF, all cores / pdfplumber", reading.PDF_PAGES_TOGETHER, peers.PDFPLUMBER),
        Row("150 pages: read, HTML / text alone", reading.HTML_PAGES, reading.BARE_HTML_PAGES),
        Row("150 pages: figures, HTML / PDF", reading.HTML_FIGURES, reading.PDF_FIGURES),
        Row("150 pages: figures checked / read from HTML", reading.CHECKED, reading.HTML_FIGURES),
        Row("150 pages: memory, PDF / text alone", reading.PDF_MEMORY, reading.BARE_MEMORY),
    ),
    rounds=3,
)
MEMORY = Group(
    (
        Row("memory of a watcher / with a queue each", memory.EACH, memory.QUEUED_EACH, within(60, 35, "KiB")),
        Row("memory of 10,000 watchers / of none", memory.TOTAL, memory.EMPTY, within(600, 600, "MB")),
    ),
    rounds=1,
)
PAGE = Group(
    (
        Row("the page: 300 pages shown / one", page.LONG_READY, page.SHORT_READY, within(3, 1.5)),
        Row("the page: scrolling 300 pages / one", page.LONG_FRAME, page.SHORT_FRAME, within(2, 1.2)),
        Row("the page: memory, 300 pages / one", page.LONG_MEMORY, page.SHORT_MEMORY, within(60, 30, "MiB")),
    ),
    rounds=3,
)

TABLE = (
    APPEND_ON_SQLITE,
    APPEND_ON_POSTGRES,
    REPLAY,
    FEW,
    THOUSAND,
    MANY,
    BESIDE,
    JOINING,
    CROSSING,
    PAUSES,
    READING,
    MEMORY,
    PAGE,
)
