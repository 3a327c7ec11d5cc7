"""Rates that a table states, judged by the bank's: which agree, which are other ones, and which are no rates at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from service.checks.external.ecb.currencies import HYPERINFLATED
from service.checks.external.ecb.rates import Rates
from service.checks.external.ecb.stated import StatedRate
from service.checks.external.source import Compared
from service.checks.external.telling import Figures, finding
from service.findings import Finding
from service.reports.figures.places import last_place
from service.ticks import Tick, Untested

CHECK = "external_rate"
_OTHERS = Decimal("0.01")
"""Of a rate that is not said to be the bank's: other sources quote at other times of the day."""
_MEANS = Decimal("0.002")
"""Of an average that is said to be the bank's: a mean of months is not quite one of days."""
_NEAR = Decimal("0.2")
"""A rate that is further off, either way round, is none of this kind."""
_AGREE = 2
"""Rates of a table that agree, before another can be wrong: it is then read rightly."""
_FAR = "it is not near the bank's rate, either way round: it may be an amount, or of another currency"
_FEW = "it differs from the bank's rate, and too few of its table agree to know that the table is read rightly"


@dataclass(frozen=True, slots=True)
class ComparedRate:
    """A stated rate beside the bank's, both the same way round."""

    stated: StatedRate
    bank: Decimal
    """As the bank's would be printed there, unrounded."""

    @property
    def tolerance(self) -> Decimal:
        """Half of the last place printed, and what another source, or another mean, may differ by."""
        printed = last_place(self.stated.printed) / 2
        if self.stated.by_the_bank:
            return printed + (self.bank * _MEANS if self.stated.kind == "average" else Decimal(0))
        return printed + self.bank * _OTHERS

    @property
    def is_near(self) -> bool:
        return _is_near(self.stated.printed, self.bank)

    @property
    def agrees(self) -> bool:
        return abs(self.stated.printed - self.bank) <= self.tolerance

    @property
    def rounded(self) -> Decimal:
        """The bank's rate to the places that are printed."""
        return self.bank.quantize(last_place(self.stated.printed), rounding=ROUND_HALF_EVEN)


def judged(every: Sequence[StatedRate], rates: Rates, rests_on: str) -> Compared:
    """The rates of one table. What is not near the bank's rate is an amount, or a rate of something else."""
    known = [(rate, bank) for rate in every if (bank := _bank(rate, rates)) is not None]
    untested = [Untested(CHECK, _no_rate(rate), rate.place) for rate in every if _bank(rate, rates) is None]
    inverse = _is_inverse(known)
    held = [ComparedRate(rate, _turned(rate, bank, inverse=inverse)) for rate, bank in known]
    untested += [Untested(CHECK, _FAR, one.stated.place) for one in held if not one.is_near]
    ticks = [one for one in held if one.agrees]
    findings: list[Finding] = []
    for one in held:
        if one.is_near and not one.agrees and not _is_translated_at_closing(one):
            cause = _cause(one, rates, inverse=inverse)
            if cause or len(ticks) >= _AGREE:
                findings.append(_finding(one, cause, ticks, rests_on))
            else:
                untested.append(Untested(CHECK, _FEW, one.stated.place))
    return Compared(tuple(findings), tuple(_tick(one) for one in ticks), tuple(untested))


def _bank(rate: StatedRate, rates: Rates) -> Decimal | None:
    if rate.kind == "closing":
        return rates.closing(rate.currency, rate.base, rate.end)
    return rates.average(rate.currency, rate.base, rate.start, rate.end)


def _no_rate(rate: StatedRate) -> str:
    return f"the European Central Bank has no rate of {rate.currency} for {_when(rate)}"


def _is_inverse(known: Iterable[tuple[StatedRate, Decimal]]) -> bool:
    """Whether a table says what one unit of each currency is in the base: most of those that are near say so."""
    votes = 0
    for rate, bank in known:
        straight, turned = (_is_near(rate.printed, _turned(rate, bank, inverse=way)) for way in (False, True))
        votes += turned - straight
    return votes > 0


def _turned(rate: StatedRate, bank: Decimal, *, inverse: bool) -> Decimal:
    """The bank's rate as it would be printed: of one or of a hundred units, one way round or the other."""
    hundred = Decimal(100 if rate.hundreds else 1)
    return hundred / bank if inverse else bank * hundred


def _is_near(printed: Decimal, bank: Decimal) -> bool:
    return abs(printed - bank) <= bank * _NEAR


def _is_translated_at_closing(one: ComparedRate) -> bool:
    return one.stated.kind == "average" and one.stated.currency in HYPERINFLATED


def _cause(one: ComparedRate, rates: Rates, *, inverse: bool) -> str | None:
    """Which other rate of the bank's it is, to the places printed."""
    rate = one.stated
    for words, other in _others(rate, rates):
        if (
            other is not None
            and abs(_turned(rate, other, inverse=inverse) - rate.printed) <= last_place(rate.printed) / 2
        ):
            return words
    return None


def _others(rate: StatedRate, rates: Rates) -> Iterator[tuple[str, Decimal | None]]:
    """The rates that are taken for one another: closing and average, and those of the year before or after."""
    if rate.kind == "average":
        yield f"it is the closing rate of {rate.end}", rates.closing(rate.currency, rate.base, rate.end)
    else:
        start = _year_before(rate)
        yield f"it is the average of the year to {rate.end}", rates.average(rate.currency, rate.base, start, rate.end)
        day = start - timedelta(days=1)
        yield f"it is the closing rate of {day}", rates.closing(rate.currency, rate.base, day)


def _year_before(rate: StatedRate) -> date:
    return rate.end - timedelta(days=364)


def _finding(one: ComparedRate, cause: str | None, ticks: Sequence[ComparedRate], rests_on: str) -> Finding:
    """Medium where it is another rate of the bank's, or the report's rates are the bank's; else low."""
    rate = one.stated
    what = "average" if rate.kind == "average" else "closing rate"
    wording = (
        f"{rate.currency}: another {what} than the European Central Bank's",
        f"The {what} of {rate.currency} for {_when(rate)} is stated as {rate.printed}; by the European Central Bank it "
        f"is {one.rounded} (rates of the table that agree: {len(ticks)}).",
    )
    return finding(
        CHECK,
        "medium" if cause or rate.by_the_bank else "low",
        wording,
        (rate.place,),
        rests_on,
        figures=Figures(
            rate.printed, one.rounded, f"{rate.currency}/{rate.base}", one.tolerance.quantize(Decimal("1e-6"))
        ),
        cause_text=cause,
    )


def _tick(one: ComparedRate) -> Tick:
    rate = one.stated
    relation = f"{rate.currency} {rate.printed} ({rate.kind}, {_when(rate)}) is the bank's {one.rounded}"
    return Tick(CHECK, relation, (rate.place,), exact=rate.printed == one.rounded)


def _when(rate: StatedRate) -> str:
    return str(rate.end) if rate.kind == "closing" else f"{rate.start} to {rate.end}"
