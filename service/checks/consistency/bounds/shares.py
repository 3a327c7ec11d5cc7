"""Percentages of a whole over 100: holdings, votes, parts of sales or staff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from service.checks.consistency.text.wording import Wording, cell_place
from service.findings import Location
from service.reports.model import Cell, Column, Report, Table

_NUMBER = r"(?P<number>[1-9]\d{2,3}(?:[.,]\d+)?)\s?(?:%|per\s?cent)"
_HELD = re.compile(
    rf"\b(?:owns?|owned|owning|holds?|held|holding|controls?|controlled|interests? of|stakes? of|(?:an?|its"
    rf"|our) (?=\d))\s?"
    rf"(?:approximately |about |an? )?{_NUMBER} (?:(?:of (?:the |its |our )?(?:[a-z]+ ){{0,3}}(?:shares?|votes?"
    rf"|voting|capital|equity|stock|interests?))"
    r"|(?:[a-z]+ )?(?:interest|stake|shareholding)\b|of (?:the )?[A-Z])",
)
_PART = re.compile(
    rf"\b(?:accounted for|accounts? for|accounting for|represent(?:ed|s|ing)?|contribut(?:ed|es|ing)|ma(?:de"
    rf"|kes?) up|compris(?:ed|es|ing))\s"
    rf"(?:approximately |about )?{_NUMBER} of (?:the |its |our )?(?:[\w’']+ ){{0,4}}?"
    r"(?:revenues?|sales|turnover|receivables|employees|workforce|staff|headcount|deposits|loans|portfolio|votes"
    r"|shares)\b",
    re.IGNORECASE,
)
_NO_PART = re.compile(
    r"\b(?:expens\w+|costs?|loss\w*|spend\w*|research|profits?|income|margin|debt|price|ratio|expenditures?|coverage"
    r"|growth|target"
    r"|plan|budget)\b",
    re.IGNORECASE,
)
"""Words of a sentence about what can be more than the whole."""
_HEAD = re.compile(
    r"(?:%|percent\w*|per cent) (?:of )?(?:total|held|owned|ownership|voting|shareholding)|\bowner(?:ship"
    r"|ship interest)\b.*(?:%|percent)"
    r"|(?:equity|ownership|effective|voting|shareholding)[\w ]* ?interests?\b|proportion (?:of (?:ownership|voting"
    r"|shares)|held)",
    re.IGNORECASE,
)
_WHOLE = Decimal(100)
_MOST = Decimal(2000)
"""Beyond this a figure is hardly a percentage."""


def of_texts(texts: Iterable[Wording]) -> Iterator[tuple[str, Location]]:
    """Every percentage in a sentence that is a part of a whole and over 100, as printed, with its place."""
    for text in texts:
        if "%" in text.text or "cent" in text.text:
            for found in (*_HELD.finditer(text.text), *_PART.finditer(text.text)):
                quote = text.quote(*found.span())
                if Decimal(found["number"].replace(",", ".")) > _WHOLE and not _NO_PART.search(quote):
                    yield f"{found['number']}%", text.location(*found.span())


def of_tables(report: Report) -> Iterator[tuple[str, Location]]:
    """Every percentage over 100 under a head that says that it is a part; none where a figure of the column is below
    zero, since the others may then be more than the whole.
    """
    for table in report.tables:
        for column in table.columns:
            if _HEAD.search(column.label):
                yield from _over(table, column)


def _over(table: Table, column: Column) -> Iterator[tuple[str, Location]]:
    cells = [(cell, cell.number.value) for cell in table.cells if cell.number and _is_percent(cell, column)]
    if any(value < 0 for _, value in cells) or not _mostly_parts([value for _, value in cells]):
        return
    for cell, value in cells:
        if _WHOLE < value < _MOST:
            yield f"{cell.text.strip()}{'' if '%' in cell.text else '%'}", _place(table, cell)


def _is_percent(cell: Cell, column: Column) -> bool:
    unit = cell.number and (cell.number.unit or column.unit)
    return cell.column in column.columns and unit in (None, "%")


def _mostly_parts(values: Sequence[Decimal]) -> bool:
    """One figure at most is over 100; where more are, the column is of something else."""
    return len(values) > 1 and sum(value > _WHOLE for value in values) <= 1


def _place(table: Table, cell: Cell) -> Location:
    texts = (one.text for one in table.cells if one.row == cell.row and one.kind == "text" and one.text.strip())
    return cell_place(table, cell).model_copy(update={"row_label": next(texts, None)})
