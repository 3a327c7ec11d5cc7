"""Statements that hold, as ticks: in the figures of the sentence, and the cells that bear it out."""

from __future__ import annotations

from service.checks.consistency.change.changes import StatedChange
from service.checks.consistency.change.parts import Part
from service.checks.consistency.change.statement import HoldingPart, expectations
from service.checks.consistency.fact.stated import DatedFigure
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.results.evidence import Wrong, cell_of
from service.checks.consistency.results.wording import listed
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.table.interval import Interval
from service.checks.consistency.table.rows import PeriodCell, PeriodRow
from service.checks.consistency.whole.sums import StatedSum
from service.reports.prose.figure import StatedFigure
from service.ticks import Tick

_MOVES = {"up": "an increase", "down": "a decrease"}


def held_sum(passage: Passage, whole: StatedSum) -> Tick:
    """Parts that make up the whole that they are said to be of, or at most that."""
    parts = _added(whole)
    exact = sum(part.amount * sign for part, sign in whole.signed()) == whole.whole.amount
    sign = "≤" if not whole.complete else "=" if exact else "≈"
    return Tick("sum_in_sentence", f"{parts} {sign} {whole.whole.text}", (passage.location(),), exact)


def _added(whole: StatedSum) -> str:
    """ "$23 + $1 − $4"."""
    terms = (f"{'+' if sign > 0 else '−'} {part.text}" for part, sign in whole.signed())
    return " ".join(terms).removeprefix("+ ")


def held_statement(passage: Passage, change: StatedChange, held: HoldingPart) -> Tick:
    """A part of a change, or its direction, that follows from the figures beside it."""
    given = {part: change.parts[part].text for part in held.given}
    if held.part == "direction" or held.expected is None:
        relation = f"from {given['start']} to {given['end']} is {_MOVES[change.direction]}"
        return Tick("change_direction", relation, (passage.location(),))
    figure = change.parts[held.part]
    exact = _as_printed(figure, held.expected)
    sign, first = "=" if exact else "≈", change.direction == "up"
    if held.part == "amount":
        more, less = (given["end"], given["start"]) if first else (given["start"], given["end"])
        relation = f"{more} − {less} {sign} {figure.text}"
    elif "amount" not in given:
        relation = f"from {given['start']} to {given['end']} {sign} {figure.text}"
    elif "start" in given:
        relation = f"{given['amount']} ÷ {given['start']} {sign} {figure.text}"
    else:
        relation = (
            f"{given['amount']} ÷ ({given['end']} {'−' if first else '+'} {given['amount']}) {sign} {figure.text}"
        )
    return Tick("change_in_sentence", relation, (passage.location(),), exact)


def tied_change(passage: Passage, change: StatedChange, tie: Tie) -> Tick:
    """A stated change that two cells of a row confirm."""
    now, then = tie.entries
    expected = expectations(now.value, then.value, now.number.unit == "%")
    exact = all(_of_cells(figure, expected[part], tie) for part, figure in change.parts.items())
    figures = listed([_with_preposition(part, figure) for part, figure in change.parts.items()])
    relation = (
        f"{_MOVES[change.direction]} {figures} {'=' if exact else '≈'} {_cell(then)} to {_cell(now)} in {_row(tie.row)}"
    )
    cells = (cell_of(tie.row, entry) for entry in tie.entries)
    return Tick("change_to_table", relation, (passage.location(), *cells), exact)


def tied_fact(passage: Passage, item: DatedFigure, row: PeriodRow, entry: PeriodCell) -> Tick:
    """A figure in the text that is the one in a table."""
    exact = Wrong(item.figure, entry.value, row, (entry,)).right() == abs(item.figure.value)
    relation = f"{item.figure.text} {'=' if exact else '≈'} {_cell(entry)} in {_row(row)}"
    return Tick("text_to_table", relation, (passage.location(), cell_of(row, entry)), exact)


def _as_printed(figure: StatedFigure, expected: Interval) -> bool:
    return Wrong(figure, expected.magnitude()).right() == abs(figure.value)


def _of_cells(figure: StatedFigure, expected: Interval | None, tie: Tie) -> bool:
    if expected is None:
        return False
    return Wrong(figure, expected.magnitude(), tie.row, tie.entries).right() == abs(figure.value)


def _with_preposition(part: Part, figure: StatedFigure) -> str:
    return f"{ {'amount': 'of', 'percent': 'of', 'end': 'to', 'start': 'from'}[part] } {figure.text}"


def _cell(entry: PeriodCell) -> str:
    return f"{entry.number.text} ({entry.label})" if entry.label else entry.number.text


def _row(row: PeriodRow) -> str:
    title = row.table.title.rstrip(" :")
    where = f"“{title}”" if title else f"table {row.table.index + 1}"
    return f"“{row.label}” of {where}" if row.label else f"row {row.row + 1} of {where}"
