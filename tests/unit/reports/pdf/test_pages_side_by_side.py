"""A PDF whose pages several processes read gives the report that one would have read, or the same refusal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from service.audits import extraction
from service.errors import ReportTooLarge
from service.reports import codec
from service.reports.leftout import LeftOut
from service.reports.pdf import source
from service.reports.pdf.page import unpacked
from service.reports.pdf.source import FEWEST_SPREAD, pages_of
from service.reports.reading import read
from service.workers.large import in_memory
from service.workers.pool import WorkerPool
from tests.unit.reports.given.drawn import Drawing
from tests.waiting import DEADLINE_S

PAGES = FEWEST_SPREAD + 3
PRINTED = Path(__file__).with_name("printed-sample.pdf").read_bytes()
ROOT = Path(__file__).parents[4]
MEMORY_BYTES = 2 * 2**30
Work = Callable[[int], bytes]


def report_of(pages: int = PAGES) -> bytes:
    """On each page other words, weights, sizes and amounts; some have notes, text askew, and text behind a scan."""
    drawing = Drawing()
    for number in range(pages):
        if number:
            drawing.page()
        drawing.text(50, 60, f"{number + 1}. Révision & „Größe“ – {number}", 14, font=1)
        drawing.text(50, 80, "Amounts are in thousands of euro unless said otherwise here.", 9, font=number % 3)
        for row in range(6):
            amounts = (f"{number + 1},{row}07", f"({number + row}.{row})")
            drawing.row(120 + 15 * row, f"Position {row} of class {number}", (300.0, 400.0), amounts)
        drawing.text(420, 116, "1", 6)
        drawing.text(50, 400, f"Recognised {number},123", 10, mode=3 if number % 4 == 0 else 0)
        drawing.pages[-1].append(f"BT /F0 10 Tf 0.9 0.4 -0.4 0.9 300 {300 + number} Tm (Draft 1,234.50) Tj ET")
    return drawing.data()


def here(work: Work, count: int) -> Generator[bytes]:
    """As other processes would, but in this one."""
    yield from map(work, range(count))


def giving_up(work: Work, count: int) -> Generator[bytes]:
    """As processes do that are killed after a few pages."""
    yield from map(work, range(min(3, count)))


def without_memory(work: Work, count: int) -> Generator[bytes]:
    yield from map(work, range(min(3, count)))
    raise MemoryError


def refused(work: Work, count: int) -> Generator[bytes]:
    """As processes do that meet a page that is refused: they end, and say nothing."""
    for number in range(count):
        try:
            yield work(number)
        except ReportTooLarge:
            return


@pytest.mark.parametrize("data", [report_of(), PRINTED], ids=["drawn", "printed"])
def test_a_page_that_is_handed_over_is_the_page_that_was_read(data: bytes) -> None:
    for page in pages_of("report.pdf", data, LeftOut()):
        assert unpacked(page.packed()) == page


@pytest.mark.parametrize("spread", [here, giving_up, without_memory])
def test_the_report_is_the_same_whoever_has_read_its_pages(spread: Callable[[Work, int], Generator[bytes]]) -> None:
    alone, together = list[tuple[int, int]](), list[tuple[int, int]]()
    data = report_of()

    report = read("report.pdf", data, lambda *told: alone.append(told))
    shared = read("report.pdf", data, lambda *told: together.append(told), spread)

    assert "text set askew" in " ".join(report.notes)
    assert codec.encode(shared) == codec.encode(report)
    assert together == alone == [(number, PAGES) for number in range(1, PAGES + 1)]


def test_a_page_that_is_refused_is_named_as_if_it_had_been_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = Drawing()
    for number in range(PAGES):
        if number:
            drawing.page()
        for line in range(9 if number == 7 else 1):
            drawing.text(50, 60 + 20 * line, "Revenue was 1,200", 10)
    monkeypatch.setattr(source, "MAX_PAGE_CHARACTERS", 100)

    with pytest.raises(ReportTooLarge, match="its page 8 has"):
        read("report.pdf", drawing.data(), spread=refused)


def test_a_short_report_is_read_in_one_process() -> None:
    def never(_work: Work, _count: int) -> Generator[bytes]:
        raise AssertionError
        yield b""

    assert read("report.pdf", report_of(FEWEST_SPREAD - 1), spread=never).pages == FEWEST_SPREAD - 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space of a process")
async def test_a_worker_and_its_copies_give_back_the_same_bytes_and_tell_the_same_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pool = WorkerPool(1, MEMORY_BYTES)
    file = in_memory(report_of())
    told: dict[int, list[bytes]] = {1: [], 3: []}

    results = [
        await pool.run(extraction.FUNCTION, extraction.argument("r.pdf", n), DEADLINE_S, told[n].append, large=file)
        for n in told
    ]

    await pool.close()
    assert results[0] == results[1]
    assert told[3] == told[1]
    assert len(told[1]) == PAGES - 1
