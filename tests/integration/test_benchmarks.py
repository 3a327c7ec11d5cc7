"""The measurements themselves: a table without doubles, baselines that work, rows that fail alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.benchmarks import report
from tests.benchmarks.baselines import orm_writer, raw_reader, raw_writer
from tests.benchmarks.history import AROUND, ended_audit
from tests.benchmarks.load import served
from tests.benchmarks.long_report import PAGES, html_report, pdf_report
from tests.benchmarks.measure import Measure, Reading, Unmeasurable
from tests.benchmarks.rounds import measured
from tests.benchmarks.row import Group, Row, times, within
from tests.benchmarks.table import TABLE

ROWS = [row for group in TABLE for row in group.rows]


def measure(name: str, *figures: float, unit: str = "s") -> Measure:
    """One that gives these figures in turn, then fails."""
    left = iter(figures)

    async def run(_: Path) -> float | Reading:
        figure = next(left, None)
        if figure is None:
            raise Unmeasurable("there are no more figures")
        return Reading(figure, busy=0.5, gap_ms=3)

    return Measure(name, unit, run)


def test_no_two_rows_and_no_two_measures_of_the_table_have_one_name() -> None:
    names = [row.name for row in ROWS]
    measures = {each for row in ROWS for each in (row.subject, row.baseline)}
    assert len(set(names)) == len(names)
    assert len({each.name for each in measures}) == len(measures)


def test_a_word_chooses_the_rows_that_hold_it() -> None:
    chosen = [row.name for row in ROWS if row.matches(["dbos"])]
    assert len(chosen) == 4
    assert all(row.matches([]) for row in ROWS)
    assert not any(row.matches(["no such row"]) for row in ROWS)


def test_a_table_shows_medians_of_rounds_that_were_measured_in_turn() -> None:
    ours, theirs = measure("ours", 1, 2, 4), measure("theirs", 10, 10, 10)
    group = Group((Row("time", ours, theirs, within(0.5, 0.2)), Row("speed", ours, theirs, times(2, 8))), rounds=3)
    time, speed = report.lines(group, measured(group))
    load = "(load 50% busy, gap 3 ms)"
    assert time.text == (
        f"| time | 2.00 s {load} | theirs | 10.0 s {load} | 0.20 (0.10 to 0.40) | ≤ 0.5 / 0.2 | aim | 3 |"
    )
    assert "5.00 (2.50 to 10.00) | ≥ 2 / 8 | floor" in speed.text


def test_what_can_not_be_measured_is_said_in_its_row_and_stops_no_other() -> None:
    ours, none = measure("ours", 1), measure("peer")
    group = Group((Row("beside a peer", ours, none), Row("alone", ours, measure("floor", 2))), rounds=1)
    failed, fine = report.lines(group, measured(group))
    assert "1.00 s" in failed.text
    assert "peer | missing | there are no more figures" in failed.text
    assert (failed.ok, fine.ok) == (False, True)


def test_rows_measured_anew_take_their_places_in_a_document(tmp_path: Path) -> None:
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{report.BEGIN}\n{report.END}\nafter\n", encoding="utf-8")
    first = [report.Line("| a | ", "| a | 1 |", ok=True), report.Line("| b | ", "| b | 1 |", ok=True)]
    report.write_into(document, first)
    report.write_into(
        document, [report.Line("| b | ", "| b | 2 |", ok=True), report.Line("| c | ", "| c | 2 |", ok=True)]
    )
    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert [line for line in text.splitlines() if line[:3] in {"| a", "| b", "| c"}] == [
        "| a | 1 |",
        "| b | 2 |",
        "| c | 2 |",
    ]


def test_a_document_without_the_marks_is_left_as_it_is(tmp_path: Path) -> None:
    document = tmp_path / "README.md"
    document.write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match="no lines"):
        report.write_into(document, [])
    assert document.read_text(encoding="utf-8") == "nothing"


async def test_writers_without_a_log_write(tmp_path: Path) -> None:
    assert raw_writer.events_a_second(tmp_path / "raw.db", 4) > 0
    assert await orm_writer.events_a_second(f"sqlite+aiosqlite:///{tmp_path / 'orm.db'}", writers=2, events=4) > 0


async def test_readers_without_a_service_read_what_was_written(tmp_path: Path) -> None:
    audit_id = await ended_audit(tmp_path, 500)
    _, texts = raw_reader.read(tmp_path / "tickmark.db", audit_id)
    assert [json.loads(text)["seq"] for text in texts] == list(range(1, 500 + AROUND + 1))
    assert raw_reader.through_loopback("".join(texts).encode()) > 0
    program = ("-m", "tests.benchmarks.baselines.orm_replay", str(tmp_path / "tickmark.db"))
    async with (
        served(tmp_path, *program) as server,
        connect(f"ws://127.0.0.1:{server.port}/ws/audit/{audit_id}") as client,
    ):
        sent = [json.loads(text) async for text in client]
    assert [event["seq"] for event in sent] == list(range(1, 500 + AROUND + 1))
    assert sent[-1]["type"] == "audit_complete"


async def test_a_broadcaster_with_a_queue_per_client_sends_everything_to_each(tmp_path: Path) -> None:
    async with served(tmp_path, "-m", "tests.benchmarks.baselines.queue_broadcaster", "1000", "3") as server:
        url = f"ws://127.0.0.1:{server.port}/ws"
        async with connect(url) as one, connect(url) as other:
            for each in (one, other):
                assert json.loads(await each.recv())["type"] == "caught_up"
            server.go()
            for each in (one, other):
                assert [json.loads(text)["seq"] async for text in each] == [1, 2, 3]


def test_the_long_report_has_its_pages_and_is_the_same_each_time() -> None:
    assert html_report().count(b"<h2>") == PAGES
    assert pdf_report().count(b"/Type /Page ") == PAGES
    assert html_report() == html_report.__wrapped__()
