"""A report to bytes and back: JSON, so that any later version and any other program can read it."""

from __future__ import annotations

from pydantic import TypeAdapter

from service.reports.model import Report

_ADAPTER: TypeAdapter[Report] = TypeAdapter(Report)


def encode(report: Report) -> bytes:
    """The report as UTF-8 JSON; decimals are strings, so nothing is rounded."""
    return _ADAPTER.dump_json(report, exclude_defaults=True)


def decode(data: bytes) -> Report:
    """The report that ``encode`` was given.

    Raises:
        pydantic.ValidationError: the bytes are not a report.
    """
    return _ADAPTER.validate_json(data)
