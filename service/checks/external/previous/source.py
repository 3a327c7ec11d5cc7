"""The previous report of the same entity in this very database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from service.checks.external.previous.judging import CHECK, judged
from service.checks.external.previous.pairs import pairs_of
from service.checks.external.reporting_entity import ReportingEntity, reporting_entity
from service.checks.external.source import Compared, Request, SourceAnswer, SourceQuestions
from service.checks.external.telling import provenance
from service.reports import codec
from service.reports.model import Report
from service.ticks import Untested

ID = "previous"
NOTHING_FOUND = 404
"""As over the network: there is no such thing."""


class Previous:
    """Searched for the latest audit of the same entity's report with an earlier end of its period."""

    id = ID
    name = "This database"
    knows = "the reports that were audited here before"
    reliability = "no better than the earlier report, which may have been wrong, or restated since without a word"
    rules = (CHECK,)

    def wanted(self, report: Report, entity: ReportingEntity) -> SourceQuestions:
        """What other reports of the entity say, too: an identifier or, where there is none, its first name."""
        identifiers = (*entity.leis[:1], *entity.ciks[:1], *entity.company_numbers[:1])
        needles = tuple(one.value for one in identifiers or entity.names[:1])
        if not needles:
            return SourceQuestions(
                nothing="the report gives neither an identifier nor a legal name by which to know its entity"
            )
        if entity.period_end is None:
            return SourceQuestions(nothing="the report does not say on which day its period ends")
        query = tuple(("says", needle) for needle in needles)
        return SourceQuestions((Request(self.id, "", query, "an earlier report of the same entity"),))

    def compare(self, report: Report, entity: ReportingEntity, answers: Sequence[SourceAnswer]) -> Compared:
        """The earlier report's figures of its own year, each that this report repeats under the same caption.

        Raises:
            ValueError: what was found is no report.
        """
        (answer,) = answers
        if answer.status == NOTHING_FOUND:
            why = "no other complete audit here is of the same entity and of an earlier period"
            return Compared(untested=(Untested(CHECK, why, entity.place),))
        earlier = codec.decode(answer.body)
        end = reporting_entity(earlier).period_end
        if end is None or entity.period_end is None:
            raise ValueError("it does not say on which day its period ends")
        pairs = pairs_of(report, earlier, (entity.period_end, end))
        return judged(pairs, report, end, provenance(self.name, answer))


def latest(report: Report, others: Sequence[Report]) -> int | None:
    """Which of ``others`` is of the same entity and of the latest period before; of several alike the first."""
    entity = reporting_entity(report)
    ends: dict[int, date] = {}
    for at, other in enumerate(others):
        theirs = reporting_entity(other)
        if entity.period_end is None or theirs.period_end is None or theirs.period_end >= entity.period_end:
            continue
        if entity.is_of(theirs):
            ends[at] = theirs.period_end
    return max(ends, key=lambda at: (ends[at], -at), default=None)
