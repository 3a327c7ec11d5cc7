"""Currencies and scales that other tables contradict, as findings."""

from __future__ import annotations

from collections.abc import Iterable

from service.checks.consistency.results.evidence import cell_of
from service.checks.consistency.results.verdict import Verdict, fails
from service.checks.consistency.results.worded import worded
from service.checks.consistency.results.wording import name_of
from service.checks.consistency.table.rows import Rows
from service.checks.consistency.text.wording import Wording
from service.checks.consistency.units.currencies import OtherCurrency, TwoCurrencies, named_otherwise, other_currencies
from service.checks.consistency.units.figures import Captioned, captioned
from service.checks.consistency.units.scales import SCALES, OtherScale, other_scales
from service.findings import Finding
from service.reports.model import Report

CURRENCY = "currency_head"
SCALE = "scale_head"
_MOST_CELLS = 12
"""Places with the sign that a finding shows."""


def judge_units(report: Report, rows: Rows, texts: Iterable[Wording]) -> Verdict:
    """A finding for each table whose currency its own signs contradict, or whose currency or scale the same figures do
    elsewhere."""
    found = captioned(rows)
    return fails(
        *map(_named_otherwise, named_otherwise(report)),
        *map(_currency, other_currencies(report, texts, found)),
        *map(_scale, other_scales(report, found)),
    )


def _currency(one: OtherCurrency) -> Finding:
    return worded(
        CURRENCY,
        "high",
        (
            f"The table is in {one.sign}, and its figures in {one.usual} elsewhere",
            f"“{name_of(one.here.row)}” {one.here.entry.number.text} is"
            f" {one.there.entry.number.text} in {_titled(one.there)}, which is in {one.usual}.",
        ),
        (*one.stated[:_MOST_CELLS], cell_of(one.there.row, one.there.entry)),
    )


def _named_otherwise(one: TwoCurrencies) -> Finding:
    return worded(
        CURRENCY,
        "high",
        (
            f"The heading of the table names {one.named}, and its figures are in {one.sign}",
            f"The heading says {one.named}, but the signs beside the figures are {one.sign}, and the table names no"
            " other currency.",
        ),
        (one.heading, *one.signed[:_MOST_CELLS]),
    )


def _scale(one: OtherScale) -> Finding:
    here, there = one.here, one.there
    says, elsewhere = SCALES[here.entry.number.scale], SCALES[there.entry.number.scale]
    more = f", and so are {one.figures - 1} more of its figures" if one.figures > 1 else ""
    return worded(
        SCALE,
        "high",
        (
            f"The table says {says}; the same digits stand in {elsewhere} elsewhere",
            f"“{name_of(here.row)}” {here.entry.number.text} is printed with the same digits in {_titled(there)}, which"
            f" is in {elsewhere}{more}.",
        ),
        (one.stated, cell_of(here.row, here.entry), cell_of(there.row, there.entry)),
    )


def _titled(one: Captioned) -> str:
    title = one.row.table.title
    return f"“{title}”" if title else f"table {one.row.table.index + 1}"
