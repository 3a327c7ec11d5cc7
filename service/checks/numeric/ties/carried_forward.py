"""Balances carried forward: an opening balance is the closing balance of the period before.

Within a table the closing line stands beside the opening line; between tables the balance sheet holds both dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.checks.concepts.captions import are_alike, words_of
from service.checks.concepts.words import closes_balance, opens_balance
from service.checks.numeric.relations.equation import Sum
from service.checks.numeric.relations.evidence import LEAST_UNITS, OF_A_BALANCE_CARRIED_FORWARD, is_weighty
from service.checks.numeric.relations.plausible import CERTAIN, slip_between
from service.checks.numeric.table.period import ColumnPeriod, period_of
from service.checks.numeric.table.sheet import Figure, Line, Sheet
from service.checks.numeric.ties.reconciling_items import ReconcilingItems

Couple = tuple[Figure, Figure]
_Date = tuple[int, ColumnPeriod]
"""A column of balances and the date that it is of."""
CENTS = -2
"""Money is never finer: the power of ten of its last place."""


@dataclass(frozen=True, slots=True)
class _Account:
    """The opening and closing line of one account in one table."""

    sheet: Sheet
    opening: Line
    closing: Line
    words: frozenset[str]
    periods: tuple[ColumnPeriod | None, ...]


def carried_between(items: ReconcilingItems) -> tuple[Sum, ...]:
    """Opening balances tied to the closing balances of the period before, and both to the balance sheet."""
    found: list[Sum] = []
    for sheet in items.sheets:
        for account in _accounts(sheet):
            found.extend(_within(account))
            for other in items.sheets:
                if other is not sheet:
                    found.extend(_across(account, other, items))
    return tuple(found)


def _accounts(sheet: Sheet) -> Iterator[_Account]:
    """Opening lines, each with the one closing line that speaks of the same account."""
    periods = tuple(period_of(label) for label in sheet.lanes)
    closings: dict[frozenset[str], list[Line]] = defaultdict(list)
    for line in sheet.lines:
        if closes_balance(line.label) and not opens_balance(line.label):
            closings[words_of(line.label)].append(line)
    for opening in sheet.lines:
        if not opens_balance(opening.label) or closes_balance(opening.label):
            continue
        words = words_of(opening.label)
        partners = closings.get(words, ()) if words else ()
        if len(partners) == 1:
            yield _Account(sheet, opening, partners[0], words, periods)


def _within(account: _Account) -> Iterator[Sum]:
    """Columns side by side: the earlier one closes on what the later one opens with."""
    couples = [
        (opening, closing)
        for lane, (opening, period) in enumerate(zip(account.opening.figures, account.periods, strict=True))
        for other, (closing, before) in enumerate(zip(account.closing.figures, account.periods, strict=True))
        if abs(lane - other) == 1
        and _year_before(period, before)
        and opening is not None
        and closing is not None
        and words_of(account.sheet.lanes[lane]) == words_of(account.sheet.lanes[other])
    ]
    agreeing = sum(_equal(couple) and is_weighty(couple[0]) for couple in couples)
    if agreeing and 2 * agreeing >= len(couples):
        yield from (_tie(account, couple) for couple in couples)


def _year_before(period: ColumnPeriod | None, before: ColumnPeriod | None) -> bool:
    return period is not None and before is not None and period.year - 1 == before.year and period.span == before.span


def _across(account: _Account, other: Sheet, items: ReconcilingItems) -> Iterator[Sum]:
    """A line with balances of two dates: the account closes on the later and opened with the earlier."""
    spans = tuple(_from_date_to_date(other))
    for line in other.lines if spans else ():
        words = words_of(line.label)
        if not are_alike(words, account.words):
            continue
        read = [list(_dated(account, line, dates)) for dates in spans]
        known = any(map(_agree, read))
        for (_, later), couples in zip(spans, read, strict=True):
            if len(couples) == 2 and _belongs(couples, items, known=known):
                yield from (_tie(account, couple) for couple in couples)
                if all(map(_equal, couples)):
                    yield from (_tie(account, couple) for couple in _closing_too(account, line, later))


def _from_date_to_date(sheet: Sheet) -> Iterator[tuple[_Date, _Date]]:
    """The earlier and the later of a table's two dates, and of each two of its four: where this period and the one
    before stand side by side, the first began and ended before the second did."""
    dates = [(lane, period) for lane, label in enumerate(sheet.lanes) if (period := period_of(label)) is not None]
    if len(dates) != len(sheet.lanes) or len({period for _, period in dates}) != len(dates):
        return
    if len(dates) == 2:
        later, earlier = sorted(dates, key=lambda date: -date[1].year)
        yield earlier, later
    elif len(dates) == 4 and all(period.month for _, period in dates):
        first, second, third, fourth = sorted(dates, key=lambda date: date[1].order)
        yield first, second
        yield third, fourth


def _dated(account: _Account, line: Line, dates: tuple[_Date, _Date]) -> Iterator[Couple]:
    (earlier, _), (later, date) = dates
    lanes = [i for i, period in enumerate(account.periods) if _same(period, date)]
    for lane in lanes[-1:]:
        for figure, balance in (
            (account.closing.figures[lane], line.figures[later]),
            (account.opening.figures[lane], line.figures[earlier]),
        ):
            if figure is not None and balance is not None and not balance.printed_nil:
                yield figure, balance


def _closing_too(account: _Account, line: Line, later: _Date) -> Iterator[Couple]:
    """The quarter closes on the same balance as the half-year beside it."""
    lane, date = later
    balance = line.figures[lane]
    if balance is None or not date.month:
        return
    for figure, period in zip(account.closing.figures, account.periods, strict=True):
        same = period is not None and (period.year, period.month) == (date.year, date.month)
        if same and figure is not None and not figure.printed_nil:
            yield figure, balance


def _same(first: ColumnPeriod | None, second: ColumnPeriod | None) -> bool:
    return first is not None and second is not None and first.may_be(second)


def _agree(couples: list[Couple]) -> bool:
    """Both balances are the account's, and are so by more than chance."""
    return len(couples) == 2 and all(_equal(couple) and is_weighty(couple[0]) for couple in couples)


def _belongs(couples: list[Couple], items: ReconcilingItems, *, known: bool) -> bool:
    """One date agrees and the other is a slip away, or both are off by the same small amount that nothing explains.

    Where the line is ``known`` to be the account's, because it is in the period beside, a figure elsewhere in the
    report that is as large as the difference explains nothing.
    """
    if _agree(couples):
        return True
    if any(_equal(couple) and is_weighty(couple[0]) for couple in couples):
        return all(_equal(couple) or _certain(*couple) for couple in couples)
    gaps = {figure.scaled - balance.scaled for figure, balance in couples}
    near = len(gaps) == 1 and all(is_weighty(figure) and _near(figure, balance) for figure, balance in couples)
    if not near or items.explains_each(couples) or items.is_beside_cash(*couples[0]):
        return False
    return known or not any(_is_named(one, items) for one in couples)


def _is_named(couple: Couple, items: ReconcilingItems) -> bool:
    """A figure of several digits is what lies between the two: restricted cash, what another insurer owes."""
    gap = couple[0].scaled - couple[1].scaled
    return abs(gap) >= couple[0].to_whole_units(Decimal(LEAST_UNITS)) and items.prints_gap(*couple)


def _near(figure: Figure, balance: Figure) -> bool:
    return slip_between(figure.scaled, balance.scaled, CENTS) is not None


def _certain(figure: Figure, balance: Figure) -> bool:
    """A slip that leaves its mark: restricted cash and the like, which one of the two leaves out, does not."""
    return slip_between(figure.scaled, balance.scaled) in CERTAIN


def _equal(couple: Couple) -> bool:
    return couple[0].scaled == couple[1].scaled


def _tie(account: _Account, couple: Couple) -> Sum:
    figure, balance = couple
    factor = figure.units_of(balance)
    check = "cash_tie" if "cash" in account.words else "tie"
    return Sum(check, (figure, balance), OF_A_BALANCE_CARRIED_FORWARD, (factor,))
