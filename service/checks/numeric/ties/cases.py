"""Two lines that agree in some columns and differ in others: for which pairs that is an error, and why.

How much must agree, in digits (at most five count of a figure), grows as the names say less: two figures of d digits
agree by chance about once in 10^d pairs, and a long report has very many pairs of lines that can be compared. What
differs must look like an error, or so much else must agree that it can be nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.checks.numeric.relations.plausible import CERTAIN
from service.checks.numeric.ties.comparison import ANY_SLIP, MARKED, TENFOLD, Comparison
from service.checks.numeric.ties.pair import can_pair

DIGITS_OF_ONE_CAPTION = 2
"""Digits that must agree where one caption, or one name with a sure slip, says that two lines are the same."""
DIGITS_OF_TWO_LINES = 4
"""Digits that must agree before two lines that only stand near one another, or agree throughout, are taken for one."""
DIGITS_BESIDE_ERRORS = 8
"""Digits that must agree where more than one column differs, or where nothing but two columns speaks for two lines."""
DIGITS_OF_A_NAME = 3.5
"""Digits that must agree where heading, columns or title complete the name of one line to that of the other."""
DIGITS_OF_A_LONG_NAME = 2.5
"""The same where the name has many words: amounts per share have but three digits."""
DIGITS_BESIDE_A_NAME = 3
"""The same where the words beside it complete the name."""
DIGITS_OF_SEVERAL = 7.0
"""Digits that must agree in several periods where nothing in two captions is the same."""
COLUMNS_OF_A_REVISION = 3
"""Columns that must agree before a difference that looks like no slip is taken for an error."""

Test = Callable[[Comparison], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """Pairs to which ``applies`` is true; one of ``enough`` must be, too, before what differs is taken for an error."""

    applies: Test
    enough: tuple[Test, ...]


def is_error(found: Comparison) -> bool:
    """The two lines are one figure, and what differs is wrong in one of them: as the first case says that applies."""
    case = next(case for case in CASES if case.applies(found))
    return any(enough(found) for enough in case.enough)


def _contrast(found: Comparison) -> bool:
    """One caption is with a part and the other without it, and that part is most likely what differs."""
    return found.contrasts


def _are_off_tenfold(found: Comparison) -> bool:
    """No part that is left out makes a figure ten times as large as the whole."""
    off = found.all_differ_by(TENFOLD) and all(can_pair(column[0]) for column in found.differing)
    return off and found.pair.near


def _stand_in_one_table(found: Comparison) -> bool:
    """Lines of one table are printed side by side because they are different, as a rule."""
    return found.pair.of_one_table


def _are_totals_of_both_sides(found: Comparison) -> bool:
    """Two totals of one table that agree in a column are the two sides of a balance, and agree in all."""
    totals = found.both_totals and found.no_balances
    return totals and found.digits >= DIGITS_OF_A_NAME and found.all_differ_by(ANY_SLIP)


def _have_one_caption(found: Comparison) -> bool:
    """One caption in two tables is one line, unless it is a common one."""
    return found.pair.same_words


def _agree_in_a_figure(found: Comparison) -> bool:
    """A figure of several digits says that the caption is not just a common one; any difference is then an error."""
    return found.digits >= DIGITS_OF_ONE_CAPTION


def _have_one_name(found: Comparison) -> bool:
    """What stands above or beside a line, or the title of its table, gives it the name of the other."""
    return found.has_one_name


def _look_like_errors_of_one_name(found: Comparison) -> bool:
    """The name may still be of a part, so the difference must be small or a slip, and a figure must agree; a long
    name is given to fewer parts."""
    long = found.pair.first.long_named_as(found.pair.second)
    least = DIGITS_OF_A_LONG_NAME if long else DIGITS_OF_A_NAME
    return found.digits >= least and found.all_differ_by(ANY_SLIP)


def _are_slips_of_one_name(found: Comparison) -> bool:
    """A slip leaves a mark of its own, so less has to agree."""
    return found.digits >= DIGITS_OF_ONE_CAPTION and found.all_differ_by(CERTAIN)


def _run_down_a_column(found: Comparison) -> bool:
    """A column under headings of years may print but a part of what its lines are called."""
    return bool(found.pair.first.line or found.pair.second.line)


def _are_marked_slips_of_its_lines(found: Comparison) -> bool:
    """Its lines alone are called like the other, and the difference is of a kind that no part makes."""
    named = found.pair.first.may_be(found.pair.second)
    return named and found.digits >= DIGITS_OF_ONE_CAPTION and found.all_differ_by(MARKED)


def _have_a_completed_name(found: Comparison) -> bool:
    """The head of a column completes the name of its nameless total, or what a line stands under that of the line; a
    head is often that of several columns, so more has to agree."""
    headed = any(one.heads(other) for one, other in found.pair.both_ways)
    completed = headed or any(one.named_beside(other) for one, other in found.pair.both_ways)
    least = DIGITS_OF_A_NAME if headed else DIGITS_BESIDE_A_NAME
    return completed and found.digits >= least and found.all_differ_by(ANY_SLIP)


def _agree_in_several_periods(found: Comparison) -> bool:
    """Different amounts that agree in several periods say enough of two lines, whatever they are called."""
    several = found.digits >= DIGITS_OF_SEVERAL and found.has_several_amounts
    return several and len(found.differing) == 1 and found.all_differ_by(ANY_SLIP)


def _agree_and_are_near(found: Comparison) -> bool:
    """Two columns of long figures, and captions that share most of their words."""
    near = found.pair.near and len(found.agreeing) > 1 and found.digits >= DIGITS_BESIDE_ERRORS
    return near and found.all_differ_by(ANY_SLIP)


def _agree_wherever_else(found: Comparison) -> bool:
    """Captions that share most of their words, and so many columns that agree that the one left can be but wrong."""
    one_left = len(found.differing) == 1 and found.has_several_amounts
    least = DIGITS_OF_SEVERAL if one_left else DIGITS_BESIDE_ERRORS
    return found.digits >= least and len(found.agreeing) >= COLUMNS_OF_A_REVISION and found.pair.near


def _are_slips_of_near_lines(found: Comparison) -> bool:
    """Captions that share most of their words, a long figure, and nothing but slips."""
    return found.pair.near and found.digits >= DIGITS_OF_TWO_LINES and found.all_differ_by(CERTAIN)


def _are_slips_beside_long_figures(found: Comparison) -> bool:
    """Two columns of long figures, and nothing but slips: of captions that have nothing in common, too."""
    long = len(found.agreeing) > 1 and found.digits >= DIGITS_BESIDE_ERRORS
    return long and found.all_differ_by(CERTAIN)


def _are_any(_: Comparison) -> bool:
    """Two lines of which no name says that they are one, or that they are two."""
    return True


CASES: tuple[Case, ...] = (
    Case(_contrast, (_are_off_tenfold,)),
    Case(_stand_in_one_table, (_are_totals_of_both_sides,)),
    Case(_have_one_caption, (_agree_in_a_figure,)),
    Case(_have_one_name, (_look_like_errors_of_one_name, _are_slips_of_one_name)),
    Case(_run_down_a_column, (_have_a_completed_name, _are_marked_slips_of_its_lines)),
    Case(
        _are_any,
        (
            _have_a_completed_name,
            _agree_in_several_periods,
            _agree_and_are_near,
            _agree_wherever_else,
            _are_slips_of_near_lines,
            _are_slips_beside_long_figures,
        ),
    ),
)
"""From what the two are called, the surest first: the first case that applies to a pair decides it."""
