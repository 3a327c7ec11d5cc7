"""The primary statements of a report: what every part of it is read beside, since the notes explain their figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from service.agents.judging.blocks import Unit, table_block
from service.checks.claims.places import TextsByPlace
from service.checks.concepts.vocabulary import Statement, vocabulary
from service.checks.numeric.definitions.named_lines import NamedLines, named_lines
from service.checks.numeric.table.sheet import sheet_of
from service.reports.model import Report

SHARE = 0.6
"""Of the lines of a statement that the fullest table names: others with fewer are extracts of it."""
PATH = "(a statement that stands elsewhere in the report, shown beside every part)"


def statements_of(report: Report, places: TextsByPlace) -> tuple[Unit, ...]:
    """Balance sheet, income statement, what else was earned, cash flows and changes in equity, as far as there are any.

    Each table is a unit of its own; the fullest of each kind come first, in the order of the report.
    """
    tables = named_lines([sheet_of(table) for table in report.tables])
    every = [
        *(_of_kind(kind, tables) for kind in get_args(Statement)),
        _of_equity(tables),
        _of_comprehensive_income(tables),
    ]
    fullest = {kind[0] for kind in every if kind}
    others = {at for kind in every for at in kind[1:]} - fullest
    return tuple(Unit(PATH, (table_block(report.tables[at], places),)) for at in (*sorted(fullest), *sorted(others)))


def _of_kind(kind: Statement, tables: Sequence[NamedLines]) -> list[int]:
    """The tables that hold such a statement, the fullest first."""
    sizes = {table.sheet.table.index: _size(kind, table) for table in tables if kind in table.statements}
    most = max(sizes.values(), default=0)
    return sorted((at for at, size in sizes.items() if size >= most * SHARE), key=lambda at: (-sizes[at], at))


def _size(kind: Statement, table: NamedLines) -> int:
    return sum(vocabulary().statements[concept] == kind for concept in table.lines)


def _of_equity(tables: Sequence[NamedLines]) -> list[int]:
    """The widest table in which a profit is between two balances."""
    wide = {table.sheet.table.index: len(table.sheet.lanes) for table in tables if table.moves_equity}
    return sorted(wide, key=lambda at: (-wide[at], at))[:1]


def _of_comprehensive_income(tables: Sequence[NamedLines]) -> list[int]:
    """The table with most lines that has it as its result, and is no movement of equity."""
    coming = {
        table.sheet.table.index: len(table.sheet.lines)
        for table in tables
        if table.prints("comprehensive_income") and not table.moves_equity
    }
    return sorted(coming, key=lambda at: (-coming[at], at))[:1]
