"""Drawing a page in a worker process: the worker's side, and what it takes."""

from __future__ import annotations

import json
from collections.abc import Callable

from service.reports.pdf.drawing import draw
from service.workers.parts import joined, parted

DRAW = f"{__name__}:draw_page"
LIST = f"{__name__}:list_pages"


def argument(filename: str, number: int, scale: float) -> bytes:
    """What ``draw_page`` takes beside the file."""
    return joined(filename.encode(), b"%d" % number, str(scale).encode())


def draw_page(task: bytes, _: Callable[[bytes], None], data: bytes) -> bytes:
    """A page of the PDF ``data`` as a PNG.

    Raises:
        NoSuchPage: the file has fewer pages.
        PageNotDrawn: it is damaged.
    """
    filename, number, scale = parted(task)
    return draw(filename.decode(), data, int(number), float(scale))


def list_pages(_task: bytes, _tell: Callable[[bytes], None], report: bytes) -> bytes:
    """``{pages: [{page, width, height}]}`` of a report as it is kept; none of one that was read before they were."""
    shown = json.loads(report).get("shown", ())
    return json.dumps({"pages": [{"page": number, **page} for number, page in enumerate(shown, start=1)]}).encode()
