"""Percentage columns: which two columns a percentage compares, by vote of all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations
from math import log10
from typing import Literal

from service.checks.concepts.words import says_change, says_intended
from service.checks.numeric.relations.equation import FAR_OFF, Corrections, Equation, Place, as_printed, value_of
from service.checks.numeric.relations.evidence import most_broken
from service.checks.numeric.relations.plausible import slip_between
from service.checks.numeric.table.sheet import Figure, Line, Sheet

Form = Literal["change", "share", "per_share"]
HUNDRED = Decimal(100)
_FORMS: tuple[Form, ...] = ("change", "share")
_Triple = tuple[Figure, Figure, Figure]
"""A percentage, an amount and its base."""
ENOUGH = 1.5
SLIP_PENALTY, MISFIT_PENALTY = 0.6, 1.2
"""Digits of evidence that a broken row costs, where a usual slip in the percentage explains it and where none does."""
WORDS_WORTH = 0.4
"""Digits of evidence in a header that speaks of change."""


@dataclass(frozen=True, slots=True)
class Ratio(Equation):
    """``figures`` are a percentage, an amount and its base: the change from base to amount, or the amount's share.

    Per share, they are a profit for each share, the profit and the shares; ``factor`` makes up for their scales.
    """

    form: Form
    factor: Decimal = HUNDRED

    @property
    def rescaling(self) -> str:
        """What the profit is multiplied by where it is not printed in the units of the shares: " × 1,000,000"."""
        return f" × {self.factor:,f}" if self.form == "per_share" and self.factor != 1 else ""

    @property
    def tolerance(self) -> Decimal:
        """Half of the percentage's last place, and what the rounding of both amounts can make of it."""
        return self._tolerance({})

    def _tolerance(self, corrections: Corrections) -> Decimal:
        percent, amount, base = self.figures
        bottom = abs(value_of(base, corrections))
        if not bottom:
            return Decimal(0)
        top = abs(value_of(amount, corrections))
        return _half(percent) + self.factor * (_half(amount) + _half(base) * top / bottom) / bottom

    def difference(self, corrections: Corrections) -> Decimal:
        percent, amount, base = (value_of(figure, corrections) for figure in self.figures)
        if not base:
            return FAR_OFF
        expected = self._expected(amount, base)
        signs = (expected, -expected) if self._has_two_signs(amount, base) else (expected,)
        return min((percent - meant for meant in signs), key=abs)

    @property
    def turned(self) -> bool:
        """The sign that is printed is not the one that the figures give."""
        percent, amount, base = (figure.value for figure in self.figures)
        return bool(base) and self._expected(amount, base) * percent < 0

    def _has_two_signs(self, amount: Decimal, base: Decimal) -> bool:
        """A change from a negative base, and the share of a cost in brackets, are printed with either sign."""
        return base < 0 or (self.form == "share" and amount < 0)

    def _expected(self, amount: Decimal, base: Decimal) -> Decimal:
        top = amount - base if self.form == "change" else amount
        return self.factor * top / (abs(base) if self.form == "change" else base)

    def holds(self, corrections: Corrections) -> bool:
        return abs(self.difference(corrections)) <= self._tolerance(corrections)

    def solved_for(self, place: Place, corrections: Corrections) -> Decimal | None:
        percent, amount, base = (value_of(figure, corrections) for figure in self.figures)
        own = next((figure for figure in self.figures if figure.place == place), None)
        if own is None or not base:
            return None
        if place == self.figures[0].place:
            expected = self._expected(amount, base)
            turned = expected * percent < 0 and self._has_two_signs(amount, base)
            return _as_printed(-expected if turned else expected, own)
        part = percent / self.factor
        if self._has_two_signs(amount, base) and part * amount * base < 0 and self.form != "change":
            part = -part
        if place == self.figures[1].place:
            return _as_printed(base + abs(base) * part if self.form == "change" else base * part, own)
        if self.form == "change":
            return _as_printed(amount / (1 + part), own) if part != -1 else None
        return _as_printed(amount / part, own) if part else None


def _half(figure: Figure) -> Decimal:
    return figure.last_place / 2


def _as_printed(value: Decimal, like: Figure) -> Decimal:
    return as_printed(value, like, ROUND_HALF_UP) if abs(value) < FAR_OFF else value


def is_far(form: Form, percent: Figure, amount: Figure, base: Figure, hundred: int) -> bool:
    """Whole numbers show that rounding does not explain what a ratio misses, whichever signs are printed.

    ``hundred`` is a hundred in units of the sheet. A quick look, before anything is calculated: a long table has many
    ratios to try, and nearly all of them are far off.
    """
    bottom = abs(base.amount)
    top = abs(amount.amount - base.amount) if form == "change" else abs(amount.amount)
    step = hundred // 100 if amount.printed_nil else amount.step
    rounding = percent.step * bottom + hundred * (step + base.step * abs(amount.amount) // bottom + 1)
    return 2 * abs(abs(percent.amount) * bottom - hundred * top) > rounding


def hundred_of(sheet: Sheet) -> int:
    """A hundred in units of the sheet."""
    return 100 * 10**sheet.decimals


def ratios_of(sheet: Sheet) -> tuple[Ratio, ...]:
    """For every percentage column the comparison that most rows agree on, one equation for each row.

    Of two columns that seem to compare the same amounts, only the one that fits better does: the other has another
    basis, such as constant exchange rates.
    """
    best: dict[tuple[int, int, Form], tuple[Ratio, ...]] = {}
    for lane in range(len(sheet.lanes)):
        if sum(_is_percent(line, lane) for line in sheet.lines) < 2 or says_intended(sheet.lanes[lane]):
            continue
        rows = _best_comparison(sheet, lane)
        if rows:
            _, amount, base = rows[0].figures
            key = amount.lane, base.lane, rows[0].form
            if key not in best or _broken(rows) < _broken(best[key]):
                best[key] = rows
    return tuple(row for rows in best.values() for row in rows)


def _is_percent(line: Line, lane: int) -> bool:
    figure = line.figures[lane]
    return figure is not None and figure.kind == "percent" and not figure.printed_nil


def _best_comparison(sheet: Sheet, lane: int) -> tuple[Ratio, ...]:
    amounts = [i for i in range(len(sheet.lanes)) if i != lane and not all(_is_percent(x, i) for x in sheet.lines)]
    best: tuple[float, tuple[Ratio, ...]] = (ENOUGH, ())
    hundred = hundred_of(sheet)
    for amount, base in permutations(amounts, 2):
        triples = list(_triples(sheet, lane, amount, base))
        for form in _FORMS:
            if _fails(triples, form, hundred):
                continue
            rows = tuple(_ratio(triple, form) for triple in triples)
            score = _score(rows) - log10(len(amounts) * (len(amounts) - 1)) - _distance(lane, amount, base)
            score += WORDS_WORTH if form == "change" and says_change(sheet.lanes[lane]) else 0.0
            if score > best[0] and _carried(rows):
                best = score, rows
    return best[1]


def _distance(lane: int, amount: int, base: int) -> float:
    """A tie-breaker: of two comparisons that hold alike the nearer columns are meant."""
    return 0.01 * (abs(lane - amount) + abs(lane - base))


def _triples(sheet: Sheet, lane: int, amount: int, base: int) -> Iterator[_Triple]:
    for line in sheet.lines:
        percent, top, bottom = line.figures[lane], line.figures[amount], line.figures[base]
        if percent is None or top is None or bottom is None or not bottom.amount:
            continue
        if percent.kind == "percent" and not percent.printed_nil and "amount" == top.kind == bottom.kind:
            yield percent, top, bottom


def _ratio(triple: _Triple, form: Form) -> Ratio:
    return Ratio("percent_change" if form == "change" else "share", triple, 0.0, form)


def _fails(triples: Sequence[_Triple], form: Form, hundred: int) -> bool:
    """More rows are far off than may be broken."""
    far = 0
    for percent, top, bottom in triples:
        if is_far(form, percent, top, bottom, hundred):
            far += 1
            if far > most_broken(len(triples) - far):
                return True
    return False


def _carried(rows: tuple[Ratio, ...]) -> bool:
    holding = sum(row.holds({}) and bool(row.figures[0].amount) for row in rows)
    return holding >= 2 and _broken(rows) <= most_broken(holding)


def _broken(rows: tuple[Ratio, ...]) -> int:
    return sum(not row.holds({}) for row in rows)


def _slipped(row: Ratio) -> bool:
    percent = row.figures[0]
    meant = row.solved_for(percent.place, {})
    return meant is not None and slip_between(percent.value, meant) is not None


def _score(rows: tuple[Ratio, ...]) -> float:
    gained = 0.0
    for row in rows:
        if not row.holds({}):
            gained -= SLIP_PENALTY if _slipped(row) else MISFIT_PENALTY
        elif row.figures[0].amount:
            spread = 20 + 2 * abs(row.figures[0].value)
            gained += max(0.0, min(2.0, log10(spread / max(Decimal("0.001"), 2 * row.tolerance))))
    return gained
