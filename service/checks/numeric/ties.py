"""The same figure printed twice: lines of different tables, or of one, whose figures agree in some periods must agree
in all.

Lines are paired by their figures first: two lines belong together when figures of several digits are equal in columns
of the same period. Captions only tell how much agreement is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log10

from service.checks.numeric.caption import contained, likeness, words_of
from service.checks.numeric.equation import Check, Equation, Sum
from service.checks.numeric.period import Period, period_of
from service.checks.numeric.plausible import CERTAIN, Slip, slip_of
from service.checks.numeric.sheet import Figure, Line, Sheet
from service.checks.numeric.vocabulary import opens_balance, says_balance, says_total

CROWD = 24
"""A value printed on more lines than this says nothing about which of them belong together."""
ANY_SLIP: frozenset[Slip] = CERTAIN | frozenset[Slip](("stale figure",))
NOT_OF_SIGN: frozenset[Slip] = ANY_SLIP - {"sign"}
LEAST_WORDS = 3
"""Captions of fewer words are given to different things."""
STRENGTH = 4.0
"""Digits of evidence that a tie is taken for in its findings."""
LEAST_DIGITS = 3
"""Figures with fewer digits agree by chance."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with the period of each of its columns."""

    sheet: Sheet
    line: Line
    words: frozenset[str]
    periods: tuple[Period | None, ...]

    @property
    def key(self) -> tuple[int, int]:
        return self.sheet.table.index, next((f.line for f in self.line.figures if f is not None), -1)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two lines and the columns in which they can be compared, with the sign between them."""

    first: _Row
    second: _Row
    columns: tuple[tuple[Figure, Figure], ...]
    sign: int

    def agrees(self, column: tuple[Figure, Figure]) -> bool:
        return _scaled(column[0]) == self.sign * _scaled(column[1])

    def slack(self, column: tuple[Figure, Figure]) -> Decimal:
        """What rounding explains: half of the coarser last place, a whole one where captions and sums may differ."""
        fine, coarse = sorted(Decimal(1).scaleb(f.number.scale - _decimals(f.value)) for f in column)
        if fine != coarse:
            return coarse / 2
        return Decimal(0) if self.first.words == self.second.words else coarse

    def differs(self, column: tuple[Figure, Figure]) -> bool:
        return abs(_scaled(column[0]) - self.sign * _scaled(column[1])) > self.slack(column)


def ties_between(sheets: Sequence[Sheet], equations: Sequence[Equation]) -> tuple[Sum, ...]:
    """Every pair of figures that are the same one printed twice, equal or not.

    Two lines of which one is part of the other, as ``equations`` say, are not the same.
    """
    parts = {
        tuple(sorted(((total.table, total.line), (term.table, term.line))))
        for equation in equations
        for total in equation.figures[:1]
        for term in equation.figures[1:]
    }
    rows = [row for sheet in sheets for row in _rows(sheet)]
    index: dict[Decimal | frozenset[str], set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        if len(row.words) >= LEAST_WORDS:
            index[row.words].add(number)
        for figure in row.line.figures:
            if figure is not None and _weighty(figure):
                index[abs(_scaled(figure))].add(number)
    seen: set[tuple[int, int]] = set()
    found: list[Sum] = []
    for group in index.values():
        if 2 <= len(group) <= CROWD:
            for pair in combinations(sorted(group), 2):
                if pair not in seen:
                    seen.add(pair)
                    first, second = rows[pair[0]], rows[pair[1]]
                    if (first.key, second.key) not in parts:
                        found.extend(_ties(first, second))
    return tuple(found)


def _rows(sheet: Sheet) -> Iterator[_Row]:
    context = f"{sheet.table.title} {sheet.table.caption_text}"
    periods = tuple(period_of(label, context) for label in sheet.lanes)
    for line in sheet.lines:
        words = words_of(line.label) or words_of(line.heading) or words_of(sheet.table.title)
        yield _Row(sheet, line, words, periods)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _scaled(figure: Figure) -> Decimal:
    return figure.value.scaleb(figure.number.scale)


def _weighty(figure: Figure) -> bool:
    return figure.kind != "percent" and abs(figure.amount) // figure.step >= 10 ** (LEAST_DIGITS - 1)


def _ties(first: _Row, second: _Row) -> Iterator[Sum]:
    columns = tuple(_comparable(first, second))
    for sign in (1,) if first.key[0] == second.key[0] else (1, -1):
        pair = _Pair(first, second, columns, sign)
        if _belongs(pair):
            for column in columns:
                yield _tie(pair, column)
            return


def _comparable(first: _Row, second: _Row) -> Iterator[tuple[Figure, Figure]]:
    for one, other in _same_periods(first, second):
        if one.kind == other.kind and not one.printed_nil and not other.printed_nil:
            yield one, other


def _same_periods(first: _Row, second: _Row) -> Iterator[tuple[Figure, Figure]]:
    same = first.sheet.table.index == second.sheet.table.index
    for lane, one in enumerate(first.line.figures):
        for other_lane, other in enumerate(second.line.figures):
            if one is None or other is None:
                continue
            if lane == other_lane if same else _same_period(first, lane, second, other_lane):
                yield one, other


def _same_period(first: _Row, lane: int, second: _Row, other_lane: int) -> bool:
    mine, theirs = first.periods[lane], second.periods[other_lane]
    if mine is None or theirs is None or not mine.may_be(theirs):
        return False
    # A period that heads several columns does not say which of them is meant.
    alone = sum(p is not None and p.may_be(theirs) for p in first.periods) == 1
    return alone and sum(p is not None and p.may_be(mine) for p in second.periods) == 1


def _belongs(pair: _Pair) -> bool:
    agreeing = [column for column in pair.columns if pair.agrees(column)]
    differing = [column for column in pair.columns if pair.differs(column)]
    digits = sum(_digits(column[0]) for column in agreeing)
    if not agreeing and _same_dashes(pair):
        return len(differing) == 1 and not _explained(pair, differing[0]) and _slip(pair, differing[0], NOT_OF_SIGN)
    if not agreeing or not any(_weighty(column[0]) for column in agreeing):
        return False
    if not differing:
        return digits >= 4
    if len(differing) > len(agreeing) or (len(differing) > 1 and digits < 8):
        return False
    alike = likeness(pair.first.words, pair.second.words)
    if any(_explained(pair, column) for column in differing):
        return False
    slips = all(_slip(pair, column, CERTAIN) for column in differing)
    if pair.first.sheet.table.index == pair.second.sheet.table.index:
        labels = pair.first.line.label, pair.second.line.label
        totals = all(says_total(label) and not says_balance(label) for label in labels)
        return totals and digits >= 3.5 and all(_slip(pair, column, ANY_SLIP) for column in differing)
    if alike == 1:
        return digits >= 2
    near = alike >= 0.5 or contained(pair.first.words, pair.second.words)
    if near and len(agreeing) >= 2 and digits >= 8:
        return len(agreeing) >= 3 or all(_slip(pair, column, ANY_SLIP) for column in differing)
    return slips and ((near and digits >= 4) or (len(agreeing) >= 2 and digits >= 8))


def _same_dashes(pair: _Pair) -> bool:
    """The same caption of several words, with dashes in the same periods: the one figure in it is the same, too."""
    if pair.first.words != pair.second.words or len(pair.first.words) < LEAST_WORDS:
        return False
    if pair.first.key[0] == pair.second.key[0]:
        return False
    dashes = [(one.printed_nil, other.printed_nil) for one, other in _same_periods(pair.first, pair.second)]
    return (True, True) in dashes and all(one == other for one, other in dashes)


def _explained(pair: _Pair, column: tuple[Figure, Figure]) -> bool:
    """The difference is itself printed in one of the two columns: the lines differ by a line, not by an error."""
    gap = abs(_scaled(column[0]) - pair.sign * _scaled(column[1]))
    for row, figure in zip((pair.first, pair.second), column, strict=True):
        for line in row.sheet.lines:
            other = line.figures[figure.lane]
            if other is not None and other is not figure and abs(_scaled(other)) == gap:
                return True
    return False


def _slip(pair: _Pair, column: tuple[Figure, Figure], slips: frozenset[Slip]) -> bool:
    one, other = column
    meant = pair.sign * _scaled(other).scaleb(-one.number.scale)
    finest = 10
    step = int(Decimal(one.step).scaleb(finest - pair.first.sheet.decimals))
    return slip_of(int(one.value.scaleb(finest)), int(meant.scaleb(finest)), step) in slips


def _digits(figure: Figure) -> float:
    return min(5.0, log10(max(1, abs(figure.amount) // figure.step)))


def _tie(pair: _Pair, column: tuple[Figure, Figure]) -> Sum:
    one, other = column
    factor = Decimal(pair.sign).scaleb(other.number.scale - one.number.scale)
    return Sum(_check(pair), (one, other), STRENGTH, (factor,), pair.slack(column).scaleb(-one.number.scale))


def _check(pair: _Pair) -> Check:
    if "cash" in pair.first.words and "cash" in pair.second.words:
        return "cash_tie"
    same = pair.first.sheet.table.index == pair.second.sheet.table.index
    return "balance_identity" if same and not opens_balance(pair.first.line.label) else "tie"
