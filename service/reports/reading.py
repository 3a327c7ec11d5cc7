"""Bytes in, Report out: the format is recognised, its reader called, the limits kept."""

from __future__ import annotations

from service.errors import EmptyReport
from service.reports.door.intake import sniff
from service.reports.model import Report


def read(filename: str, data: bytes) -> Report:
    """The report in a file.

    Raises:
        UnsupportedFormat: no format that is read, or not what the name says.
        EmptyReport: no bytes, or nothing in them that can be audited.
        DamagedReport: truncated or malformed.
        EncryptedReport: protected by a password.
        ReportTooLarge: beyond a limit of service/reports/limits.py.
    """
    found = sniff(filename, data)
    report = _read(found, filename, data)
    if not has_figures(report):
        raise EmptyReport(
            filename,
            "there is nothing to audit: no table and no sentence in it prints a figure; upload a financial report",
        )
    return report


def _read(found: str, filename: str, data: bytes) -> Report:
    if found == "markdown":
        from service.reports.markdown.reader import read_markdown  # noqa: PLC0415

        return read_markdown(filename, data)
    if found == "html":
        from service.reports.html.reader import read_html  # noqa: PLC0415

        return read_html(filename, data)
    if found == "pdf":
        from service.reports.pdf.reader import read_pdf  # noqa: PLC0415

        return read_pdf(filename, data)
    if found == "xlsx":
        from service.reports.xlsx.reader import read_xlsx  # noqa: PLC0415

        return read_xlsx(filename, data)
    from service.reports.word.reader import read_docx  # noqa: PLC0415

    return read_docx(filename, data)


def has_figures(report: Report) -> bool:
    """Whether any table or sentence prints a figure, be it in a form that is not read as one."""
    if any(table.columns or any(_has_digit(cell.text) for cell in table.cells) for table in report.tables):
        return True
    return any(_has_digit(one.text) for one in report.paragraphs if not one.heading)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
