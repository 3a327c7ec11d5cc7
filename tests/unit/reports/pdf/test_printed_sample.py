"""The bundled sample as a word processor prints it to PDF: the same errors are found as in the Word file, and no other.

printed-sample.pdf is service/samples/tolveren-annual-report-2025.docx saved as PDF by LibreOffice; when the sample
changes, print it again.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from service.checks.consistency.check import check as check_consistency
from service.checks.numeric.check import check as check_numbers
from service.checks.outcome import Progress
from service.findings import Finding
from service.reports.model import Report
from service.reports.reading import read
from service.samples import PLANTED_ERRORS, SAMPLE_REPORT, sample_path

PRINTED = Path(__file__).with_name("printed-sample.pdf")
ERRORS: list[dict[str, Any]] = json.loads(sample_path(PLANTED_ERRORS).read_bytes())["errors"]


def unheard(_: Progress) -> None:
    """Takes the progress that nobody watches here."""


@cache
def printed() -> Report:
    return read(PRINTED.name, PRINTED.read_bytes())


@cache
def findings() -> tuple[Finding, ...]:
    outcomes = (check_numbers(printed(), unheard), check_consistency(printed(), unheard))
    return tuple(one for outcome in outcomes for one in outcome.findings if one.severity != "info")


def about(error: dict[str, Any]) -> list[Finding]:
    return [one for one in findings() if str(error["printed"]) in (one.locations[0].quote or "")]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error["id"])
def test_a_planted_error_is_found_in_the_printed_report_and_on_its_page(error: dict[str, Any]) -> None:
    (found,) = about(error)
    assert found.agent_id == error["expected_agent"]
    assert found.locations[0].page in range(1, (printed().pages or 0) + 1)


def test_nothing_else_is_found_in_the_printed_report() -> None:
    assert [one.title for one in findings() if not any(one in about(error) for error in ERRORS)] == []


def test_the_printed_report_has_the_figures_of_the_word_file_beside_the_same_figures() -> None:
    word = neighbours(read(SAMPLE_REPORT, sample_path(SAMPLE_REPORT).read_bytes()))
    found = neighbours(printed())
    missing = [one for one in word if one not in found]
    assert len(missing) < len(word) / 100


def neighbours(report: Report) -> list[tuple[str, ...]]:
    """Every row of figures of every table, as values from left to right."""
    rows: list[tuple[str, ...]] = []
    for table in report.tables:
        for row in range(table.rows):
            cells = [cell for cell in table.cells if cell.row == row and cell.number and not cell.header]
            rows.append(tuple(str(cell.number.value) for cell in cells if cell.number))
    return [row for row in rows if row]
