"""Totals that their own lines and another table correct: both come to one value, and the total prints another.

A note of one period has no second column to say that its lines are added up. Where they come to just what a statement
prints under the same name, they are, and the total of the note is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from service.checks.concepts.captions import words_of
from service.checks.concepts.words import says_sum
from service.checks.numeric.definitions.within import sum_of
from service.checks.numeric.relations.equation import Equation, Sum
from service.checks.numeric.relations.evidence import OF_A_DEFINITION
from service.checks.numeric.table.period import ColumnPeriod, period_of
from service.checks.numeric.table.sheet import Figure, Sheet
from service.checks.numeric.ties.pair import can_pair
from service.checks.numeric.ties.reconciling_items import ReconcilingItems

LONGEST = 60
"""Lines of a block: more of them are no note."""
CROWD = 24
"""A value that stands under one name more often than this says nothing."""
Words = frozenset[str]
Twins = Mapping[tuple[Words, Decimal], Sequence[Figure]]
"""The figures of all tables by the words of their captions and their value in whole units of their currency."""


def confirmed_totals(items: ReconcilingItems, known: Iterable[Equation]) -> Iterator[Sum]:
    """For each total that is not what its block comes to, where another table prints that: the sum, and the tie.

    Totals of which an equation that is ``known`` speaks already are left out.
    """
    explained = {equation.figures[0].place for equation in known}
    twins = _by_name_and_value(items.sheets)
    for sheet in items.sheets:
        for number, line in enumerate(sheet.lines):
            words = words_of(line.label)
            if words and says_sum(line.label):
                for total, terms in _blocks(sheet, number):
                    if total.place not in explained:
                        yield from _confirmed(items, total, terms, twins)


def _by_name_and_value(sheets: Sequence[Sheet]) -> Twins:
    found: dict[tuple[Words, Decimal], list[Figure]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            words = words_of(line.label)
            for figure in line.figures:
                if figure is not None and can_pair(figure):
                    found[words, figure.scaled].append(figure)
    return found


def _blocks(sheet: Sheet, number: int) -> Iterator[tuple[Figure, list[Figure]]]:
    """In each column that prints it the total at the foot of a block, and the lines of the block above it."""
    first = number
    while not sheet.lines[first].gap_above and number - first <= LONGEST:
        first -= 1
    for lane, total in enumerate(sheet.lines[number].figures if number - first <= LONGEST else ()):
        printed = [figure for line in sheet.lines[first:number] if (figure := line.figures[lane]) is not None]
        if total is not None and len(printed) > 1 and all(f.kind == "amount" for f in (total, *printed)):
            yield total, printed


def _confirmed(items: ReconcilingItems, total: Figure, terms: Sequence[Figure], twins: Twins) -> Iterator[Sum]:
    added = sum_of("column_total", total, [(1, term) for term in terms], items.sheets[total.table])
    meant = added.solved_for(total.place, {})
    if added.holds({}) or meant is None:
        return
    words = words_of(items.sheets[total.table].lines[total.line].label)
    alike = twins.get((words, total.to_whole_units(meant)), ())
    for other in alike if len(alike) <= CROWD else ():
        if other.table != total.table and _of_one_period(items, total, other):
            factor = total.units_of(other)
            yield added
            yield Sum("tie", (total, other), OF_A_DEFINITION, (factor,))
            return


def _of_one_period(items: ReconcilingItems, one: Figure, other: Figure) -> bool:
    """Their columns name one period, or neither names any."""
    mine, theirs = _period(items, one), _period(items, other)
    return mine is theirs if mine is None or theirs is None else mine.may_be(theirs)


def _period(items: ReconcilingItems, figure: Figure) -> ColumnPeriod | None:
    sheet = items.sheets[figure.table]
    return period_of(sheet.lanes[figure.lane], f"{sheet.table.title} {sheet.table.caption_text}")
