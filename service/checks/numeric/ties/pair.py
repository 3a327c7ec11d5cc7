"""Two series side by side: whether they print one figure, by what agrees, what differs and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf, log10

from service.checks.concepts.words import closes_balance, contrasts, opens_balance, says_balance, says_total
from service.checks.numeric.relations.equation import Check, Sum
from service.checks.numeric.relations.evidence import OF_A_TIE, is_weighty
from service.checks.numeric.relations.plausible import CERTAIN, Slip, slip_between
from service.checks.numeric.table.period import ColumnPeriod, ends_on
from service.checks.numeric.table.sheet import Figure
from service.checks.numeric.ties.reconciling_items import ReconcilingItems
from service.checks.numeric.ties.series import Series

ANY_SLIP: frozenset[Slip] = CERTAIN | frozenset[Slip](("stale figure",))
NOT_OF_SIGN: frozenset[Slip] = ANY_SLIP - {"sign"}
MARKED: frozenset[Slip] = CERTAIN - {"one wrong digit"}
"""Slips that no real difference between a line and its like in another statement looks like."""
TENFOLD: frozenset[Slip] = frozenset[Slip](("factor of ten",))
"""A slip that shows even between two captions of which one is with a part and the other without."""
LEAST_WORDS = 3
"""Captions of fewer words are given to different things."""
# How much must agree, in digits (at most five count of a figure), grows as the names say less: two figures of d digits
# agree by chance about once in 10^d pairs, and a long report has very many pairs of lines that can be compared.
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


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines and the columns in which they can be compared, with the sign between them."""

    first: Series
    second: Series
    columns: tuple[tuple[Figure, Figure], ...]
    sign: int

    def agrees(self, column: tuple[Figure, Figure]) -> bool:
        return column[0].scaled == self.sign * column[1].scaled

    def tolerance(self, column: tuple[Figure, Figure]) -> Decimal:
        """What rounding explains: half of the coarser last place; a whole one where both have the same, for one may be
        rounded so that its table adds up."""
        fine, coarse = sorted(f.to_whole_units(f.last_place) for f in column)
        return coarse / 2 if fine != coarse else coarse

    @property
    def same_words(self) -> bool:
        """Two lines as printed, under the same caption."""
        return self.first.words == self.second.words and self.first.whole and self.second.whole

    def differs(self, column: tuple[Figure, Figure]) -> bool:
        """By more than rounding; the same digits in two scales are a scale that was not understood."""
        if abs(column[0].value) == abs(column[1].value):
            return abs(column[0].scaled) == abs(column[1].scaled) and not self.agrees(column)
        return abs(column[0].scaled - self.sign * column[1].scaled) > self.tolerance(column)


def comparable(first: Series, second: Series) -> Iterator[tuple[Figure, Figure]]:
    for one, other in _same_periods(first, second):
        if one.kind == other.kind and not one.printed_nil and not other.printed_nil:
            yield one, other


def _same_periods(first: Series, second: Series) -> Iterator[tuple[Figure, Figure]]:
    same = first.key[0] == second.key[0]
    for mine in first.entries:
        for theirs in second.entries:
            if mine[1].lane == theirs[1].lane if same else _same_period(first, mine[0], second, theirs[0]):
                yield mine[1], theirs[1]


def _same_period(first: Series, mine: ColumnPeriod | None, second: Series, theirs: ColumnPeriod | None) -> bool:
    if mine is None or theirs is None or not mine.may_be(theirs):
        return False
    # A period that heads several columns does not say which of them is meant.
    alone = sum(p is not None and p.may_be(theirs) for p, _ in first.entries) == 1
    if not alone or sum(p is not None and p.may_be(mine) for p, _ in second.entries) != 1:
        return False
    if closes_balance(first.label) == closes_balance(second.label):
        return True
    return ends_on(mine, theirs, (p for p, _ in second.entries)) and ends_on(
        theirs, mine, (p for p, _ in first.entries)
    )


def _is_let_go(pair: Pair, agreeing: Sequence[tuple[Figure, Figure]]) -> bool:
    """They print one figure by chance, as most pairs of lines do, and it shows before much is compared."""
    if agreeing and not any(can_pair(column[0]) for column in agreeing):
        return True
    if pair.first.key[0] != pair.second.key[0]:
        return False
    if not agreeing:
        return len(pair.columns) > 1
    totals = says_total(pair.first.label) and says_total(pair.second.label)
    return not totals and any(pair.differs(column) for column in pair.columns)


def belongs(items: ReconcilingItems, pair: Pair) -> bool:
    """They are one figure printed twice: what agrees and what they are called says so, even if one is wrong."""
    agreeing = [column for column in pair.columns if pair.agrees(column)]
    if _is_let_go(pair, agreeing):
        return False
    differing = [column for column in pair.columns if pair.differs(column)]
    digits = sum(_digits(column[0]) for column in agreeing)
    if not agreeing:
        return len(differing) == 1 and _differs_by_a_slip(items, pair, differing[0])
    if not differing:
        return digits >= DIGITS_OF_TWO_LINES and _is_worth_a_tick(items, pair, agreeing)
    if len(differing) > len(agreeing) or (len(differing) > 1 and digits < DIGITS_BESIDE_ERRORS):
        return False
    if any(items.explains(*column, pair.sign) for column in differing):
        return False
    if contrasts(pair.first.label, pair.second.label) and not pair.first.named_as(pair.second):
        return all(_slip(pair, c, TENFOLD) and can_pair(c[0]) for c in differing) and pair.first.near(pair.second)
    return _is_meant(items, pair, agreeing, differing)


def _differs_by_a_slip(items: ReconcilingItems, pair: Pair, column: tuple[Figure, Figure]) -> bool:
    """Nothing agrees, but the one figure that they have in common can be no other."""
    if _closes_on(items, pair):
        return _slip(pair, column, NOT_OF_SIGN)
    unexplained = _same_dashes(pair) and not items.explains(*column, pair.sign)
    return unexplained and _slip(pair, column, NOT_OF_SIGN)


def _is_meant(
    items: ReconcilingItems,
    pair: Pair,
    agreeing: Sequence[tuple[Figure, Figure]],
    differing: Sequence[tuple[Figure, Figure]],
) -> bool:
    """What differs is an error: it looks like one, and enough agrees for how alike the names are."""
    digits = sum(_digits(column[0]) for column in agreeing)
    slips = all(_slip(pair, column, CERTAIN) for column in differing)
    if pair.first.key[0] == pair.second.key[0]:
        labels = pair.first.label, pair.second.label
        totals = all(says_total(label) and not says_balance(label) for label in labels)
        return totals and digits >= DIGITS_OF_A_NAME and all(_slip(pair, column, ANY_SLIP) for column in differing)
    if pair.same_words:
        return digits >= DIGITS_OF_ONE_CAPTION
    stale = all(_slip(pair, column, ANY_SLIP) for column in differing)
    if _named(items, pair):
        least = DIGITS_OF_A_LONG_NAME if pair.first.long_named_as(pair.second) else DIGITS_OF_A_NAME
        return (stale and digits >= least) or (slips and digits >= DIGITS_OF_ONE_CAPTION)
    if stale and digits >= _least_digits(pair):
        return True
    if pair.first.line or pair.second.line:
        marked = all(_slip(pair, column, MARKED) for column in differing)
        return marked and pair.first.may_be(pair.second) and digits >= DIGITS_OF_ONE_CAPTION
    near = pair.first.near(pair.second)
    values = {abs(column[0].scaled) for column in agreeing}
    several = len(differing) == 1 and digits >= DIGITS_OF_SEVERAL and len(values) > 1
    if several or (near and len(agreeing) >= 2 and digits >= DIGITS_BESIDE_ERRORS):
        return stale or (near and len(agreeing) >= 3)
    enough = digits >= DIGITS_OF_TWO_LINES if near else len(agreeing) >= 2 and digits >= DIGITS_BESIDE_ERRORS
    return slips and enough


def _least_digits(pair: Pair) -> float:
    """The digits that must agree where the heads of columns complete the names, if they do."""
    both = (pair.first, pair.second), (pair.second, pair.first)
    if any(one.heads(other) for one, other in both):
        return DIGITS_OF_A_NAME
    return DIGITS_BESIDE_A_NAME if any(one.named_beside(other) for one, other in both) else inf


def _named(items: ReconcilingItems, pair: Pair) -> bool:
    """Both have one name, or one is the total of the table, or of the note, that is about the other."""
    if pair.first.named_as(pair.second):
        return True
    return any(
        one.titles(other) or one.is_total_of(other, items.notes[one.key[0]])
        for one, other in ((pair.first, pair.second), (pair.second, pair.first))
    )


def _closes_on(items: ReconcilingItems, pair: Pair) -> bool:
    """A cash flow statement ends with what the balance sheet calls by the same name, and nothing prints a difference.

    Half-year statements compare with other dates than their balance sheets: one date is all they have in common.
    """
    if pair.first.words != pair.second.words or "cash" not in pair.first.words or len(pair.columns) != 1:
        return False
    closing = [row for row in (pair.first, pair.second) if closes_balance(row.label)]
    return len(closing) == 1 and pair.sign > 0 and not _is_told(items, *pair.columns[0])


def _is_told(items: ReconcilingItems, one: Figure, other: Figure) -> bool:
    return items.prints_gap(one, other) or items.is_beside_cash(one, other)


def _is_worth_a_tick(items: ReconcilingItems, pair: Pair, agreeing: Sequence[tuple[Figure, Figure]]) -> bool:
    """They are one figure by more than one value that both happen to print: by their names, or by several values."""
    several = len({abs(column[0].scaled) for column in agreeing}) > 1
    if pair.first.key[0] == pair.second.key[0]:
        return _may_be_equal(pair, several=several)
    return several or pair.first.near(pair.second) or _named(items, pair)


def _may_be_equal(pair: Pair, *, several: bool) -> bool:
    """Two lines of one table that are printed alike are one figure if both are called a total, or both the same.

    If only one is a total they have to be alike in several values: one line often comes to as much as all together.
    """
    totals = says_total(pair.first.label), says_total(pair.second.label)
    return pair.same_words or all(totals) or (several and any(totals))


def _same_dashes(pair: Pair) -> bool:
    """The same caption of several words, with dashes in the same periods: the one figure in it is the same, too."""
    if pair.first.words != pair.second.words or len(pair.first.words) < LEAST_WORDS:
        return False
    if pair.first.key[0] == pair.second.key[0]:
        return False
    dashes = [(one.printed_nil, other.printed_nil) for one, other in _same_periods(pair.first, pair.second)]
    return (True, True) in dashes and all(one == other for one, other in dashes)


def _slip(pair: Pair, column: tuple[Figure, Figure], slips: frozenset[Slip]) -> bool:
    one, other = column
    return slip_between(one.value, one.as_printed_here(pair.sign * other.scaled)) in slips


def _digits(figure: Figure) -> float:
    return min(5.0, log10(max(1, abs(figure.amount) // figure.step)))


def can_pair(figure: Figure) -> bool:
    """Whether it is so large that another figure hardly equals it by chance; rates are not."""
    return figure.kind != "percent" and is_weighty(figure)


def tie_of(pair: Pair, column: tuple[Figure, Figure]) -> Sum:
    one, other = column
    factor = pair.sign * one.units_of(other)
    return Sum(_check(pair), (one, other), OF_A_TIE, (factor,), one.as_printed_here(pair.tolerance(column)))


def _check(pair: Pair) -> Check:
    if "cash" in pair.first.words and "cash" in pair.second.words:
        return "cash_tie"
    same = pair.first.key[0] == pair.second.key[0]
    return "balance_identity" if same and not opens_balance(pair.first.label) else "tie"
