"""Reading a report in a worker process: the worker's side, and what it takes and gives back."""

from __future__ import annotations

from collections.abc import Callable

from service.reports import codec
from service.reports.reading import read

FUNCTION = f"{__name__}:extract"


def argument(filename: str, data: bytes) -> bytes:
    """What ``extract`` takes."""
    return filename.encode() + b"\0" + data


def extract(task: bytes, _tell: Callable[[bytes], None]) -> bytes:
    """The report in a file, encoded as it will be stored.

    Raises:
        ReportError: the file can not be audited.
    """
    filename, _, data = task.partition(b"\0")
    return codec.encode(read(filename.decode(), data))
