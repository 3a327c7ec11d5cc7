"""Bytes in, Report out: the format is recognised, its reader called, the limits kept."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from service.errors import EmptyReport
from service.reports.door.formats import FileType, Spread, Tell
from service.reports.door.intake import sniff
from service.reports.model import Report


def read(filename: str, data: bytes, tell: Tell | None = None, spread: Spread | None = None) -> Report:
    """The report in a file. Where it is read page by page, ``tell`` hears of every page, and ``spread`` reads several
    at once; the report is the same.

    Raises:
        UnsupportedFormat: no format that is read, or not what the name says.
        EmptyReport: no bytes, or nothing in them that can be audited.
        DamagedReport: truncated or malformed.
        EncryptedReport: protected by a password.
        ReportTooLarge: beyond a limit of service/reports/limits.py.
    """
    kind = sniff(filename, data)
    reader = _reader_of(kind)
    report = reader(filename, data, tell, spread) if kind.in_pages else reader(filename, data)
    if not has_figures(report):
        raise EmptyReport(
            filename,
            "there is nothing to audit: no table and no sentence in it prints a figure; upload a financial report",
        )
    return report


def _reader_of(kind: FileType) -> Callable[..., Report]:
    module, function = kind.reader.split(":")
    return getattr(import_module(module), function)


def has_figures(report: Report) -> bool:
    """Whether any table or sentence prints a figure, be it in a form that is not read as one."""
    if any(table.columns or any(_has_digit(cell.text) for cell in table.cells) for table in report.tables):
        return True
    return any(_has_digit(one.text) for one in report.paragraphs if not one.heading)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
