"""A report to bytes and back: JSON, so that any later version and any other program can read it.

A file can have a text once and show it thousands of times. Of a report that is large through such texts each is kept
once: ``{"texts": [...], "report": {...}}``, in which ``{"repeated": 7}`` stands for the eighth of them. All other
reports are kept as they are.
"""

from __future__ import annotations

import re
from collections import Counter

from pydantic import TypeAdapter

from service.reports.limits import MAX_REPORT_BYTES
from service.reports.model import Report

_ADAPTER: TypeAdapter[Report] = TypeAdapter(Report)
LARGE_BYTES = 2 * 2**20
"""The longest annual reports take less, and looking for what is repeated takes time."""
LONG_BYTES = 64
"""A text below this stays where it is; what stands for another takes some 20 bytes."""

_BEGIN, _MIDDLE = b'{"texts":[', b'],"report":'
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+"')
_TEXT_OR_PLACE = re.compile(rb'"(?:[^"\\]|\\.)*+"|\{"repeated":(\d{1,9})\}')


def encode(report: Report) -> bytes:
    """The report as UTF-8 JSON; decimals are strings, so nothing is rounded."""
    return shortened(_ADAPTER.dump_json(report, exclude_defaults=True))


def decode(data: bytes) -> Report:
    """The report that ``encode`` was given.

    Raises:
        ValueError: the bytes are not a report, or one that is too large.
    """
    return _ADAPTER.validate_json(whole(data))


def shortened(plain: bytes) -> bytes:
    """A large report with each of its long texts once; any other as it is."""
    if len(plain) <= LARGE_BYTES:
        return plain
    counted = Counter(text for text in _TEXT.findall(plain) if len(text) >= LONG_BYTES)
    places = {text: b'{"repeated":%d}' % at for at, text in enumerate(t for t, times in counted.items() if times > 1)}
    if not places:
        return plain
    report = _TEXT.sub(lambda found: places.get(found[0], found[0]), plain)
    return b"".join((_BEGIN, b",".join(places), _MIDDLE, report, b"}"))


def whole(data: bytes) -> bytes:
    """The report with every text where it is, from what is kept.

    Raises:
        ValueError: it is not what ``shortened`` makes, or more than a report may be.
    """
    if not data.startswith(_BEGIN):
        return data
    texts: list[bytes] = []
    at = len(_BEGIN)
    while text := _TEXT.match(data, at):
        texts.append(text[0])
        at = text.end() + 1
    if not data.startswith(_MIDDLE, at - 1) or not data.endswith(b"}"):
        raise ValueError("the texts that are repeated in a report do not end where they should")
    report = data[at - 1 + len(_MIDDLE) : -1]
    _check_size(report, texts)
    return _TEXT_OR_PLACE.sub(lambda found: found[0] if found[1] is None else texts[int(found[1])], report)


def _check_size(report: bytes, texts: list[bytes]) -> None:
    """Look, before a text is copied, at how many copies there would be: a worker in the hands of a file made this."""
    size_bytes = len(report)
    for found in _TEXT_OR_PLACE.finditer(report):
        if found[1] is not None:
            if int(found[1]) >= len(texts):
                raise ValueError(f"text {found[1].decode()} of a report is repeated, and there are {len(texts)}")
            size_bytes += len(texts[int(found[1])])
        if size_bytes > MAX_REPORT_BYTES:
            raise ValueError(f"with its repeated texts a report has more than {MAX_REPORT_BYTES:,} bytes")
