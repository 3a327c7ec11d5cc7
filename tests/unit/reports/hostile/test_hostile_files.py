"""Whatever is uploaded, its reader ends in bounded memory: with a report, or with an error that says what is wrong.

Hostile files are read as the service reads them, in a worker process; files that were damaged by chance are read here.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from service.audits import extraction
from service.checks.consistency.check import check as check_consistency
from service.checks.numeric.check import check as check_numbers
from service.errors import ReportError, ReportTooLarge
from service.reports import limits
from service.reports.reading import read
from service.workers.large import in_memory
from service.workers.pool import WorkerPool
from tests.trying import examples
from tests.unit.reports.given.bombs import BOMBS, one_text_in_every_cell
from tests.unit.reports.given.damage import Damage
from tests.waiting import DEADLINE_S

ROOT = Path(__file__).parents[4]
MEMORY_BYTES = 3 * 2**30
"""What a worker has unless the operator says otherwise."""
LITTLE_BYTES = 512 * 2**20
"""Address space; what is not in use counts, too."""
HANGS_S = DEADLINE_S
"""Twice what the service allows for reading a report, for all processors may be busy with other tests."""
FORMATS = ("report.md", "report.html", "report.docx", "report.xlsx", "report.pdf")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[WorkerPool]:
    """As in the service, one process reads one file after another, for as long as it lives."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(ROOT))
        pool = WorkerPool(1, MEMORY_BYTES)
        yield pool
        await pool.close()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("filename", BOMBS)
async def test_a_file_made_to_exhaust_its_reader_is_read_or_refused_with_a_reason(
    filename: str, pool: WorkerPool
) -> None:
    task, file = extraction.argument(filename), in_memory(BOMBS[filename]())
    with suppress(ReportError):
        await pool.run(extraction.FUNCTION, task, HANGS_S, large=file)


async def test_a_text_that_is_there_once_and_shown_often_is_counted_each_time_before_it_is_copied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a workbook of 20 KB that shows 400 million characters, and a worker with a fraction of that,
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pool = WorkerPool(1, LITTLE_BYTES)
    task, file = extraction.argument("book.xlsx"), in_memory(one_text_in_every_cell())

    # then it is refused for what it shows, not for want of memory.
    with pytest.raises(ReportTooLarge, match="shows more than 12,000,000 characters of text, the limit"):
        await pool.run(extraction.FUNCTION, task, HANGS_S, large=file)
    await pool.close()


def test_what_would_be_kept_of_a_report_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_REPORT_BYTES", 2**20)
    data = one_text_in_every_cell(characters=20_000, cells=60)

    with pytest.raises(ReportTooLarge, match="what was read of it takes 1 MiB, the limit is 1"):
        extraction.extract(extraction.argument("book.xlsx"), lambda _: None, data)


@pytest.mark.parametrize("filename", FORMATS)
@examples(25)
@given(seed=st.integers(0, 2**32))
def test_a_file_damaged_in_some_places_is_read_and_checked_or_refused_with_a_reason(filename: str, seed: int) -> None:
    with suppress(ReportError):
        report = read(filename, Damage(Random(seed)).spoiled(filename))
        check_numbers(report, lambda _: None)
        check_consistency(report, lambda _: None)
