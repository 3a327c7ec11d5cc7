"""Whether two lines print one figure: by what agrees, what differs, and what they are called."""

from __future__ import annotations

from service.checks.concepts.words import closes_balance, says_total
from service.checks.numeric.table.sheet import Figure
from service.checks.numeric.ties.cases import DIGITS_BESIDE_ERRORS, DIGITS_OF_TWO_LINES, is_error
from service.checks.numeric.ties.comparison import NOT_OF_SIGN, Comparison, compared
from service.checks.numeric.ties.pair import LEAST_WORDS, Column, Pair, can_pair, same_periods
from service.checks.numeric.ties.reconciling_items import ReconcilingItems


def prints_one_figure(items: ReconcilingItems, pair: Pair) -> bool:
    """The two lines are one figure, even if one of them is wrong.

    Where nothing differs it is worth a tick, or it is not; where something does, it is an error, or they are two.
    """
    agreeing = tuple(column for column in pair.columns if pair.agrees(column))
    if _is_by_chance(pair, agreeing):
        return False
    found = compared(items, pair, agreeing)
    if not agreeing:
        return len(found.differing) == 1 and _can_be_no_other(found)
    if not found.differing:
        return found.digits >= DIGITS_OF_TWO_LINES and _is_worth_a_tick(found)
    return not _differs_too_often(found) and not found.is_explained and is_error(found)


def _is_by_chance(pair: Pair, agreeing: tuple[Column, ...]) -> bool:
    """They agree as most pairs of lines do, which shows before much is compared.

    Figures of few digits are found everywhere, and lines of one table are two things by being two lines.
    """
    if agreeing and not any(can_pair(column[0]) for column in agreeing):
        return True
    if not pair.of_one_table:
        return False
    if not agreeing:
        return len(pair.columns) > 1
    totals = says_total(pair.first.label) and says_total(pair.second.label)
    return not totals and any(pair.differs(column) for column in pair.columns)


def _differs_too_often(found: Comparison) -> bool:
    """Errors are rare: more columns must agree than differ, and beside several errors very much has to."""
    differing = len(found.differing)
    return differing > len(found.agreeing) or (differing > 1 and found.digits < DIGITS_BESIDE_ERRORS)


def _can_be_no_other(found: Comparison) -> bool:
    """Nothing agrees, but the one figure that they have in common is off by a slip, and can be no other."""
    one_line = _closes_on_cash(found) or (_has_the_same_dashes(found.pair) and not found.is_explained)
    return one_line and found.all_differ_by(NOT_OF_SIGN)


def _closes_on_cash(found: Comparison) -> bool:
    """A cash flow statement ends with what the balance sheet calls by the same name, and nothing prints a difference.

    Half-year statements compare with other dates than their balance sheets: one date is all they have in common.
    """
    pair = found.pair
    if pair.first.words != pair.second.words or "cash" not in pair.first.words or len(pair.columns) != 1:
        return False
    closing = [line for line in (pair.first, pair.second) if closes_balance(line.label)]
    return len(closing) == 1 and pair.sign > 0 and not _is_printed_between(found.items, *pair.columns[0])


def _is_printed_between(items: ReconcilingItems, one: Figure, other: Figure) -> bool:
    """The report prints what lies between the two: overdrafts, restricted cash."""
    return items.prints_gap(one, other) or items.is_beside_cash(one, other)


def _has_the_same_dashes(pair: Pair) -> bool:
    """The same caption of several words, with dashes in the same periods: the one figure in it is the same, too."""
    if pair.first.words != pair.second.words or len(pair.first.words) < LEAST_WORDS or pair.of_one_table:
        return False
    dashes = [(one.printed_nil, other.printed_nil) for one, other in same_periods(pair.first, pair.second)]
    return (True, True) in dashes and all(one == other for one, other in dashes)


def _is_worth_a_tick(found: Comparison) -> bool:
    """They are one figure by more than one value that both happen to print: by their names, or by several values."""
    if found.pair.of_one_table:
        return _may_be_equal(found)
    return found.has_several_amounts or found.pair.near or found.has_one_name


def _may_be_equal(found: Comparison) -> bool:
    """Two lines of one table that are printed alike are one figure if both are called a total, or both the same.

    If only one is a total they have to be alike in several values: one line often comes to as much as all together.
    """
    totals = says_total(found.pair.first.label), says_total(found.pair.second.label)
    return found.pair.same_words or all(totals) or (found.has_several_amounts and any(totals))
