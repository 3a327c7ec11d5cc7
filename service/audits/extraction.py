"""Reading a report in a worker process: the worker's side, and what it takes and gives back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from service.artifacts import artifact_sha256
from service.events import DocumentExtracted, ExtractionProgress
from service.reports import codec
from service.reports.limits import Limits
from service.reports.reading import read
from service.workers.forks import spread
from service.workers.parts import joined, parted

MOST_NOTES = 32
LONGEST_NOTE = 1000
"""Characters. An event is bounded in size; the artifact has every note whole."""
FUNCTION = f"{__name__}:extract"


def argument(filename: str, processes: int = 1) -> bytes:
    """What ``extract`` takes beside the file. Pages of a PDF are read by so many processes at once."""
    return joined(b"%d" % processes, filename.encode())


def extract(task: bytes, tell: Callable[[bytes], None], data: bytes) -> bytes:
    """The report in the file ``data``, encoded as it will be stored, behind the event that says what was read.

    Both are made here, in the worker: decoding a long report takes longer than the event loop may be held up. ``tell``
    hears of each page but the last, as an event: a report of one page is read before anybody could look.

    Raises:
        ReportError: the file cannot be audited.
    """
    processes, filename = parted(task)

    def told(completed: int, total: int) -> None:
        if completed < total:
            tell(ExtractionProgress(completed=completed, total=total).model_dump_json().encode())

    several = partial(spread, forks=int(processes)) if int(processes) > 1 else None
    report = read(filename.decode(), data, told, several)
    encoded = codec.encode(report)
    Limits(filename.decode()).check_size(len(codec.whole(encoded)))
    extracted = DocumentExtracted(
        sections=len(report.sections),
        paragraphs=len(report.paragraphs),
        tables=len(report.tables),
        pages=report.pages,
        artifact=artifact_sha256(encoded),
        notes=_bounded(report.notes),
    )
    return joined(extracted.model_dump_json().encode(), encoded)


def progress(data: bytes) -> ExtractionProgress:
    """The progress that ``extract`` reported."""
    return ExtractionProgress.model_validate_json(data)


def result(data: bytes) -> tuple[DocumentExtracted, bytes]:
    """What ``extract`` gave back: the event, and the report that its artifact names."""
    extracted, report = parted(data)
    return DocumentExtracted.model_validate_json(extracted), report


def _bounded(notes: Sequence[str]) -> tuple[str, ...]:
    """The first notes, and how many more there are."""
    shown = tuple(note if len(note) <= LONGEST_NOTE else f"{note[: LONGEST_NOTE - 1]}…" for note in notes[:MOST_NOTES])
    more = len(notes) - len(shown)
    return (*shown, f"and {more:,} more notes on what was read") if more else shown
