"""The European Central Bank: asked for the rates of the days that the report's own rates are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from service.checks.external.ecb.currencies import BASE, QUOTED
from service.checks.external.ecb.judging import CHECK, judged
from service.checks.external.ecb.rates import rates_of
from service.checks.external.ecb.stated import StatedRate, stated_rates
from service.checks.external.reporting_entity import ReportingEntity
from service.checks.external.source import Compared, Request, SourceAnswer, SourceQuestions
from service.checks.external.telling import provenance
from service.reports.model import Report
from service.ticks import Untested

_NOT_FOUND = 404
_BEFORE = timedelta(days=10)


class Ecb:
    """Asked where tables of the report state exchange rates."""

    id = "ecb"
    name = "European Central Bank"
    knows = "the euro's reference rates against some thirty currencies, for each working day"
    reliability = (
        "very good for what it is, a rate for each working day at 14:15; others quote other times of the day, so rates "
        "that are not said to be the bank's may be up to 1% off"
    )
    rules = (CHECK,)

    def wanted(self, report: Report, entity: ReportingEntity) -> SourceQuestions:
        """One question for all days and currencies."""
        rates = stated_rates(report, entity.period_end)
        if not rates:
            why = "no table of the report states exchange rates with their currency, day, and whether they are averages"
            return SourceQuestions(nothing=why)
        codes = sorted({code for rate in rates for code in (rate.currency, rate.base)} & QUOTED)
        query = (
            ("startPeriod", str(min(rate.start for rate in rates) - _BEFORE)),
            ("endPeriod", str(max(rate.end for rate in rates))),
            ("detail", "dataonly"),
            ("format", "csvdata"),
        )
        path = f"/service/data/EXR/D.{'+'.join(codes)}.{BASE}.SP00.A"
        return SourceQuestions((Request(self.id, path, query, f"the rates of {', '.join(codes)}"),))

    def compare(self, report: Report, entity: ReportingEntity, answers: Sequence[SourceAnswer]) -> Compared:
        """Every rate that the report states, table by table."""
        (answer,) = answers
        if answer.status == _NOT_FOUND:
            return Compared(untested=(Untested(CHECK, "the bank has no rates of these days", entity.place),))
        rates, rests_on = rates_of(answer.body), provenance(self.name, answer)
        by_table: dict[int, list[StatedRate]] = defaultdict(list)
        for rate in stated_rates(report, entity.period_end):
            by_table[rate.table].append(rate)
        return Compared().plus(*(judged(every, rates, rests_on) for every in by_table.values()))
