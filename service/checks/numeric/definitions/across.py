"""What the statements have in common by definition: the profit at the top of the cash flow, and the cash at its foot.

Captions and periods say which two figures are one; no other column has to agree. A figure is taken for differing only
if no table of the report prints it for the same period under a name that would do as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from service.checks.concepts.vocabulary import Statement
from service.checks.numeric.definitions.named_lines import NamedLines
from service.checks.numeric.relations.equation import Sum
from service.checks.numeric.relations.evidence import OF_A_DEFINITION
from service.checks.numeric.table.period import ColumnPeriod, ends_on
from service.checks.numeric.table.sheet import Figure
from service.checks.numeric.ties.beside_cash import BESIDE_CASH
from service.checks.numeric.ties.reconciling_items import ReconcilingItems

MOST_BESIDE = 4
DOUBTFUL_SCALE = 900
"""Times that two figures of one thing differ at most: beyond, the scale of one of them was not understood."""
LEAST_GAP = 100
"""Units: what is smaller is printed somewhere by chance, and explains no two profits."""
_YEARS = ("", "12m")


@dataclass(frozen=True, slots=True)
class Link:
    """One concept in one statement is another in another, at the same date or the year before."""

    concept: str
    statement: Statement
    same: str
    elsewhere: Statement
    check: str
    others: tuple[str, ...] = ()
    """What else it may be in the other statement."""
    before: bool = False
    """It is that of the year before."""
    printing: str | None = None
    """What the first statement must print besides."""


LINKS = (
    Link("profit", "cash_flow", "profit", "income_statement", "tie", ("profit_of_owners", "profit_before_tax")),
    Link("profit_before_tax", "cash_flow", "profit_before_tax", "income_statement", "tie", ("profit",)),
    Link("profit", "income_statement", "profit", "income_statement", "tie", printing="comprehensive_income"),
    Link("closing_cash", "cash_flow", "cash", "balance_sheet", "cash_tie"),
    Link("opening_cash", "cash_flow", "cash", "balance_sheet", "cash_tie", before=True),
    Link("opening_cash", "cash_flow", "closing_cash", "cash_flow", "cash_tie", before=True),
)


@dataclass(frozen=True, slots=True)
class _Partner:
    """Where a figure may be printed again: one line, or several that come to it."""

    table: NamedLines
    lines: tuple[int, ...]
    concept: str

    def says(self, word: re.Pattern[str]) -> bool:
        return any(word.search(self.table.line(line).label) for line in self.lines)


def defined_across(tables: Sequence[NamedLines], items: ReconcilingItems) -> Iterator[Sum]:
    """What the links between statements say, held or broken. ``items`` tells what else the report prints."""
    interim = any(period and period.span not in _YEARS for table in tables for period in _of_flows(table))
    interim = interim or any(_of_two_months(table) for table in tables)
    for link in LINKS:
        for table in tables:
            printed = link.printing is None or (table.prints(link.printing) and not table.prints("profit_before_tax"))
            if link.statement in table.statements and link.concept in table.lines and printed:
                yield from _linked(link, table, tables, items, doubtful=link.before and interim)


def _of_flows(table: NamedLines) -> Iterator[ColumnPeriod | None]:
    if table.statements & {"income_statement", "cash_flow"}:
        yield from table.periods


def _of_two_months(table: NamedLines) -> bool:
    """A balance sheet of the end of a quarter beside that of the last year."""
    months = {period.month for period in table.periods if period is not None and period.month}
    return "balance_sheet" in table.statements and len(months) > 1


def _linked(
    link: Link, table: NamedLines, tables: Sequence[NamedLines], items: ReconcilingItems, *, doubtful: bool
) -> Iterator[Sum]:
    line = table.lines[link.concept][-1 if link.concept == "closing_cash" else 0]
    partners = list(_partners(link, table, tables))
    read = [(partner, list(_ties(link, table, line, partner))) for partner in partners]
    settled = {tie.figures[0].place for _, ties in read for tie in ties if tie.holds({})}
    mine = bool(BESIDE_CASH.search(table.line(line).label))
    same = [tie for partner, ties in read if partner.concept == link.same for tie in ties]
    one_value = len({(tie.figures[0].place, tie.figures[1].scaled) for tie in same}) == len(
        {tie.figures[0].place for tie in same}
    )
    explained = any(not _differs(tie, items) for _, ties in read for tie in ties if not tie.holds({}))
    for partner, ties in sorted(read, key=lambda one: -sum(tie.holds({}) for tie in one[1])):
        agreeing = any(tie.holds({}) for tie in ties)
        alone = partner.concept == link.same and one_value
        sure = mine == partner.says(BESIDE_CASH) and (agreeing or not (doubtful or explained or not alone))
        for tie in ties:
            if tie.holds({}):
                yield tie
            elif sure and tie.figures[0].place not in settled and _differs(tie, items):
                settled.add(tie.figures[0].place)
                yield tie


def _differs(tie: Sum, items: ReconcilingItems) -> bool:
    """Nothing in the report explains that the two are not the same."""
    if len(tie.figures) != 2:
        return False
    one, other = tie.figures
    sizes = sorted((abs(one.scaled), abs(other.scaled)))
    small = tie.check == "tie" and abs(tie.difference({})) < LEAST_GAP
    if tie.check == "cash_tie" and items.is_beside_cash(one, other):
        return False
    return sizes[1] < DOUBTFUL_SCALE * sizes[0] and (small or not items.prints_gap(one, other))


def _partners(link: Link, table: NamedLines, tables: Sequence[NamedLines]) -> Iterator[_Partner]:
    for other in tables:
        if link.elsewhere not in other.statements or (other is table and not link.before):
            continue
        for concept in (link.same, *link.others):
            for number in other.lines.get(concept, ()):
                yield _Partner(other, (number,), concept)
                if concept == "cash":
                    yield from (_Partner(other, (number, *more), "") for more in _beside_cash(other, number))


def _beside_cash(table: NamedLines, cash: int) -> Iterator[tuple[int, ...]]:
    """Lines that may be counted as cash as well."""
    lines = [at for at, line in enumerate(table.sheet.lines) if at != cash and BESIDE_CASH.search(line.label)]
    for count in range(1, len(lines) + 1 if len(lines) <= MOST_BESIDE else 2):
        yield from combinations(lines, count)


def _ties(link: Link, table: NamedLines, line: int, partner: _Partner) -> Iterator[Sum]:
    for lane, period in enumerate(table.periods):
        figure = table.figure(line, lane)
        other = _lane(link, table, period, partner.table)
        if figure is None or other is None or figure.printed_nil:
            continue
        theirs = [one for number in partner.lines if (one := partner.table.figure(number, other)) is not None]
        if len(theirs) == len(partner.lines) and not theirs[0].printed_nil:
            yield _tie(link.check, figure, theirs)


def _lane(link: Link, table: NamedLines, period: ColumnPeriod | None, other: NamedLines) -> int | None:
    """The one lane of the other table that speaks of the same period, or of the date before it."""
    if period is None:
        alone = len(table.periods) == len(other.periods) == 1 and other.periods[0] is None
        return 0 if alone and not link.before else None
    if link.before and period.span not in _YEARS:
        return None
    meant = ColumnPeriod(period.year - 1, period.span, period.month) if link.before else period
    if sum(one is not None and one.may_be(period) for one in table.periods) != 1:
        return None
    found = [lane for lane, one in enumerate(other.periods) if one is not None and one.may_be(meant)]
    if len(found) != 1:
        return None
    date = other.periods[found[0]]
    return found[0] if date is not None and ends_on(meant, date, other.periods) else None


def _tie(check: str, figure: Figure, others: Sequence[Figure]) -> Sum:
    steps = [one.to_whole_units(one.last_place) for one in (figure, *others)]
    tolerance = Decimal(0) if len(set(steps)) == 1 else max(steps) / 2
    turned = check == "tie" and figure.scaled == -sum(one.scaled for one in others)
    sign = -1 if turned else 1  # a loss may be printed as a negative profit; cash is never turned
    factors = tuple(sign * figure.units_of(one) for one in others)
    return Sum(check, (figure, *others), OF_A_DEFINITION, factors, figure.as_printed_here(tolerance))
