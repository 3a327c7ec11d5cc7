"""Reading and checking a report of 150 pages, each in figures a second, with the memory that it takes.

``python -m tests.benchmarks.measures.reading FILE...`` does the same with files of your own; ``--together`` reads the
pages of PDFs on all processors.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from service.checks.consistency.check import check as check_sentences
from service.checks.numeric.check import check as check_numbers
from service.reports.model import Report
from service.reports.reading import read
from service.workers.child import MADE_BETWEEN_SWEEPS
from service.workers.forks import spread
from service.workers.kernel import processors
from tests.benchmarks.long_report import html_report, pdf_report
from tests.benchmarks.measure import Measure, Run, Unmeasurable

PAGES = 150
MIB = 2**20
BARE = "--bare"
TOGETHER = "--together"
"""By as many processes as there are processors."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one process needed for one file. ``figures`` are those in tables; ``peak_bytes`` is of the whole process."""

    pages: int
    figures: int
    read_s: float
    check_s: float
    peak_bytes: int


def measured(path: Path, copies: int = 1) -> Read:
    """Read and check a file as a worker process does, its pages by so many copies of this process."""
    gc.set_threshold(MADE_BETWEEN_SWEEPS)
    data = path.read_bytes()
    begun = time.perf_counter()
    report = read(path.name, data, spread=partial(spread, forks=copies))
    was_read = time.perf_counter()
    for check in (check_numbers, check_sentences):
        check(report, lambda _: None)
    checked = time.perf_counter()
    return Read(report.pages or 0, _figures(report), was_read - begun, checked - was_read, _peak_bytes())


def bare(path: Path) -> Read:
    """Have the library under the reader take in the same file, and every text in it: nothing can be read faster."""
    data = path.read_bytes()
    begun = time.perf_counter()
    pages = _pdf_texts(data) if path.suffix == ".pdf" else _html_texts(data)
    return Read(pages, 0, time.perf_counter() - begun, 0.0, _peak_bytes())


def _pdf_texts(data: bytes) -> int:
    import pypdfium2  # only one of the two libraries is counted

    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    return len(texts)


def _html_texts(data: bytes) -> int:
    from lxml import html

    cells = [cell.text_content() for cell in html.document_fromstring(data).iter("td", "th", "p")]
    return 0 if cells else -1


def _figures(report: Report) -> int:
    return sum(cell.kind in ("number", "nil") for table in report.tables for cell in table.cells)


def _peak_bytes() -> int:
    """The most memory that the process has ever had."""
    status = Path("/proc/self/status")
    if not status.exists():
        raise Unmeasurable("the peak memory of a process is read from /proc, which is not here")
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


async def _apart(folder: Path, name: str, *words: str) -> Read:
    """The same in a process of its own, so that its memory is only that."""
    path = folder / name
    path.write_bytes(pdf_report(PAGES) if name.endswith(".pdf") else html_report(PAGES))
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.benchmarks.measures.reading", *words, str(path)), stdout=asyncio.subprocess.PIPE
    )
    told, _ = await child.communicate()
    if child.returncode:
        raise Unmeasurable(f"{name} was not read")
    return Read(**json.loads(told))


def _figure(name: str, figure: Callable[[Read], float], *words: str) -> Run:
    async def run(folder: Path) -> float:
        return figure(await _apart(folder, name, *words))

    return run


def _pages_each_s(one: Read) -> float:
    return PAGES / one.read_s


def _figures_each_s(one: Read) -> float:
    return one.figures / one.read_s


def _checked_each_s(one: Read) -> float:
    return one.figures / one.check_s


def _peak_mib(one: Read) -> float:
    return one.peak_bytes / MIB


def _speed(name: str, unit: str, file: str, figure: Callable[[Read], float], *words: str) -> Measure:
    return Measure(name, unit, _figure(file, figure, *words), more_is_better=True)


PDF_PAGES = _speed("150 pages read from PDF", "pages/s", "report.pdf", _pages_each_s)
PDF_PAGES_TOGETHER = _speed(
    "150 pages read from PDF on all processors", "pages/s", "report.pdf", _pages_each_s, TOGETHER
)
BARE_PDF_PAGES = _speed("pdfium, text alone", "pages/s", "report.pdf", _pages_each_s, BARE)
HTML_PAGES = _speed("150 pages read from HTML", "pages/s", "report.html", _pages_each_s)
BARE_HTML_PAGES = _speed("lxml, text alone", "pages/s", "report.html", _pages_each_s, BARE)
PDF_FIGURES = _speed("figures read from PDF", "figures/s", "report.pdf", _figures_each_s)
HTML_FIGURES = _speed("figures read from HTML", "figures/s", "report.html", _figures_each_s)
CHECKED = _speed("figures checked", "figures/s", "report.html", _checked_each_s)
PDF_MEMORY = Measure(
    "peak of a process that reads and checks 150 pages of PDF", "MiB", _figure("report.pdf", _peak_mib)
)
BARE_MEMORY = Measure("peak with pdfium, text alone", "MiB", _figure("report.pdf", _peak_mib, BARE))


def main(words: list[str]) -> None:
    """Print one JSON object for each file."""
    together = partial(measured, copies=processors())
    take = bare if BARE in words else together if TOGETHER in words else measured
    for word in words:
        if word not in (BARE, TOGETHER):
            print(json.dumps(asdict(take(Path(word)))))


if __name__ == "__main__":
    main(sys.argv[1:])
