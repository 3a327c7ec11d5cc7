"""Workbooks of a test, and what the numeric checks say about them."""

from __future__ import annotations

from service.checks.numeric.check import check
from service.checks.outcome import Outcome
from service.findings import Finding
from service.reports.reading import read
from tests.unit.reports.given.workbooks import Held, Rows, Workbook

AMOUNT = "#,##0;(#,##0)"


def amount(value: object, formula: str | None = None) -> Held:
    """A cell that shows a number without decimals."""
    return Held(str(value), AMOUNT, formula)


def percent(value: object, formula: str | None = None) -> Held:
    """A cell that shows a share in per cent."""
    return Held(str(value), "0.0%", formula)


def outcome(**sheets: Rows) -> Outcome:
    """What is said about a workbook of these sheets."""
    return check(read("report.xlsx", Workbook(sheets).data()), lambda _: None)


def findings(**sheets: Rows) -> list[Finding]:
    """What needs action."""
    return [finding for finding in outcome(**sheets).findings if finding.severity != "info"]


def relations(result: Outcome) -> list[str]:
    """The ticks of one outcome, in figures."""
    return [tick.relation for tick in result.ticks]
