"""Why a statement could not be held against the tables, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from service.checks.consistency.results.wording import listed, name_of, short
from service.checks.consistency.table.rows import PeriodRow
from service.reports.model import Cell
from service.reports.prose.figure import StatedFigure

OPEN = "the sentence names several figures and periods, and leaves open which belongs to which"


def no_row(figures: Iterable[StatedFigure], near: Sequence[PeriodRow]) -> str:
    """No table has it, or none says so plainly enough."""
    printed = listed([figure.text for figure in figures])
    if not near:
        return f"no table with columns by period has a word of what the sentence says of {printed}"
    return f"by its words and figures, no row of a table is plainly the source of {printed}"


def too_little(subject: str, row: PeriodRow) -> str:
    """A row agrees, but so might others."""
    words = f"that “{short(subject)}” means it"
    return f"“{name_of(row)}” has these figures, but too few digits and words agree to be sure {words}"


def turned_by_one(subject: str, row: PeriodRow) -> str:
    """A row agrees in one figure, and moves the other way."""
    return f"“{name_of(row)}” moved the other way, and one figure is too little to say that “{short(subject)}” means it"


def several_rows(row: PeriodRow) -> str:
    """Rows of one name, with other figures."""
    return f"several rows are called like “{name_of(row)}”, with other figures"


def another_row(figure: StatedFigure) -> str:
    """The figure is in a row as like."""
    return f"{figure.text} stands in another row that the sentence names as well"


def cut_off(figure: StatedFigure) -> str:
    """The table has the figure with more digits, and it was not rounded."""
    return f"{figure.text} is the figure of the table with digits cut off, not rounded"


def wrong_in_table(figure: StatedFigure, cell: Cell, row: PeriodRow) -> str:
    """The table's own sums take the side of the sentence."""
    return (
        f"“{name_of(row)}” is {cell.text} in the table, whose own sums do not agree with that but with the "
        f"{figure.text} of the sentence: the figure in the table is the wrong one"
    )


def supposed() -> str:
    """It is said of what would be, or could be."""
    return "the sentence says what would be, not what is"


def other_measure(stated: frozenset[str], row: PeriodRow, of_row: bool = False) -> str:
    """Sentence and row speak of different measures."""
    names = listed(sorted(stated))
    if of_row:
        return f"“{name_of(row)}” is another measure ({names}) than the sentence speaks of"
    return f"the sentence speaks of another measure ({names}) than “{name_of(row)}”"


def other_scope(section: str, row: PeriodRow) -> str:
    """Sentence and row speak of different parts of the group."""
    where = f"“{row.table.title}”" if row.table.title else f"table {row.table.index + 1}"
    return f"“{name_of(row)}” of {where} and this sentence (“{section}”) may speak of different parts of the group"
