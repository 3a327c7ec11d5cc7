"""Findings in words a controller understands."""

from __future__ import annotations

from service.checks.consistency.change.changes import Direction, StatedChange
from service.checks.consistency.change.parts import Part
from service.checks.consistency.change.statement import BrokenPart
from service.checks.consistency.fact.stated import StatedFact
from service.checks.consistency.fact.ties import Tie
from service.checks.consistency.results.evidence import Wrong, finding, shown
from service.checks.consistency.sentence.passages import Passage
from service.checks.consistency.sentence.period import NEVER
from service.checks.consistency.table.rows import PeriodRow
from service.checks.consistency.whole.sums import StatedSum
from service.findings import Finding

_NAMES: dict[Part, str] = {
    "amount": "amount of the change",
    "percent": "percentage change",
    "end": "later figure",
    "start": "earlier figure",
}
_LONGEST_SUBJECT = 12
"""Words of a subject that a finding repeats."""


def broken_statement(passage: Passage, change: StatedChange, broken: BrokenPart) -> Finding:
    """A stated change that does not follow from the figures beside it."""
    if broken.part == "direction":
        return _turned_statement(passage, change)
    figure = change.parts[broken.part]
    wrong = Wrong(figure, broken.expected)
    given = listed([change.parts[part].text for part in broken.given])
    return finding(
        passage,
        "change_in_sentence",
        wrong,
        title=f"{figure.text} does not follow from {given}",
        description=f"For “{short(change.subject)}” the sentence gives {figure.text} as the {_NAMES[broken.part]};"
        f" from {given} in the same sentence it is {shown(wrong)}.",
    )


def _turned_statement(passage: Passage, change: StatedChange) -> Finding:
    stated, moved = _nouns(change.direction)
    end, start = change.parts["end"], change.parts["start"]
    return finding(
        passage,
        "change_direction",
        Wrong(end),
        title=f"From {start.text} to {end.text} is {moved}, not {stated}",
        description=f"The sentence speaks of {stated} of “{short(change.subject)}”, but the earlier figure is"
        f" {start.text} and the later one {end.text}.",
    )


def broken_sum(passage: Passage, whole: StatedSum) -> Finding:
    """Parts that do not add up to the whole they are said to make."""
    wrong = Wrong(whole.whole, whole.total())
    parts = listed([part.text for part in whole.parts])
    what = "is not the sum of its parts" if whole.complete else "is less than the parts it includes"
    less = f", the last {whole.taken} of them taken away," if whole.taken else ""
    return finding(
        passage,
        "sum_in_sentence",
        wrong,
        title=f"{whole.whole.text} {what}",
        description=f"{parts} are named as parts of {whole.whole.text}; together they are{less} {shown(wrong)}.",
    )


def untied_change(passage: Passage, change: StatedChange, tie: Tie) -> Finding:
    """A stated change that the table it speaks of does not confirm."""
    assert isinstance(tie.odd, str)
    figure, name = change.parts[tie.odd], _NAMES[tie.odd]
    wrong = Wrong(figure, tie.expected, tie.row, tie.entries)
    right = shown(wrong)
    return finding(
        passage,
        "change_to_table",
        wrong,
        title=f"The {name} of “{name_of(tie.row)}” is {right} in the table, {figure.text} in the text",
        description=f"The text gives {figure.text} as the {name} of “{short(change.subject)}”, but {_cells(tie)}: the"
        f" {name} is {right}.",
    )


def turned_change(passage: Passage, change: StatedChange, tie: Tie) -> Finding:
    """A change whose figures the table confirms, the other way round."""
    stated, moved = _nouns(change.direction)
    return finding(
        passage,
        "change_direction",
        Wrong(next(iter(change.parts.values())), None, tie.row, tie.entries),
        title=f"“{name_of(tie.row)}” shows {moved} in the table, {stated} in the text",
        description=f"The text speaks of {stated} of “{short(change.subject)}”, but {_cells(tie)}: {moved} by the same"
        " figures.",
    )


def untied_fact(passage: Passage, fact: StatedFact, tie: Tie) -> Finding:
    """A figure in the text that is another one in the table it is tied to."""
    assert isinstance(tie.odd, int)
    item, cell = fact.items[tie.odd], tie.entries[0]
    agreed = "the other figures of the sentence agree with this row"
    why = agreed if tie.agreed else "the row carries the words that the text uses"
    of_year = f" for {item.period.year}" if item.period != NEVER else ""
    column = f" ({cell.label})" if cell.label else ""
    return finding(
        passage,
        "text_to_table",
        Wrong(item.figure, tie.expected, tie.row, tie.entries),
        title=f"“{name_of(tie.row)}” is {cell.number.text} in the table, {item.figure.text} in the text",
        description=f"The text gives {item.figure.text}{of_year}, but {_row(tie.row)} shows"
        f" {cell.number.text}{column}, and {why}.",
    )


def _nouns(direction: Direction) -> tuple[str, str]:
    """What is said, and what it is."""
    return ("an increase", "a decrease") if direction == "up" else ("a decrease", "an increase")


def _cells(tie: Tie) -> str:
    now, then = tie.entries
    return f"{_row(tie.row)} shows {now.number.text} ({now.label}) and {then.number.text} ({then.label})"


def _row(row: PeriodRow) -> str:
    where = f"“{row.table.title}”" if row.table.title else f"table {row.table.index + 1}"
    return f"the row “{row.label}” of {where}" if row.label else f"row {row.row + 1} of {where}"


def name_of(row: PeriodRow) -> str:
    """What to call a row: its label, or the table's title where it has none."""
    return row.label or row.table.title or f"row {row.row + 1}"


def listed(texts: list[str]) -> str:
    """The texts in one: "a, b and c"."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def short(subject: str) -> str:
    """The last words of a subject."""
    words = subject.strip(" ,;:(").split()
    return " ".join(words if len(words) <= _LONGEST_SUBJECT else ["…", *words[-_LONGEST_SUBJECT:]])
