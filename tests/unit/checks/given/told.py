"""Reports made for these tests: a table in Markdown and the sentences that speak of it."""

from __future__ import annotations

from service.checks.consistency.check import check
from service.checks.outcome import Outcome, Progress
from service.reports.model import Report
from service.reports.reading import read

INCOME = """
## Consolidated income statement

(in millions of dollars)

| | 2024 | 2023 | 2022 |
| --- | --- | --- | --- |
| Net sales | 1,001.4 | 878.1 | 861.0 |
| Cost of sales | (600.2) | (541.7) | (530.8) |
| Gross profit | 401.2 | 336.4 | 330.2 |
| Interest expense | (12.6) | (15.1) | (14.0) |
| Provision for income taxes | 88.8 | 71.3 | 70.9 |
| Net income | 299.8 | 250.0 | 245.3 |
"""


def report(*sentences: str, table: str = INCOME) -> Report:
    """A report with one table and one paragraph for each sentence."""
    text = "\n\n".join(("# Annual report 2024", table, "## Review", *sentences))
    return read("report.md", text.encode())


def checked(*sentences: str, table: str = INCOME) -> Outcome:
    """The outcome of the checks over such a report."""
    return check(report(*sentences, table=table), ignore)


def ignore(_: Progress) -> None:
    """Progress that nobody follows."""
