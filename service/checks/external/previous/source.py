"""The previous report of the same entity in this very database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from service.checks.external.identity import Identity, identity_of
from service.checks.external.previous.judging import CHECK, judged
from service.checks.external.previous.pairs import pairs_of
from service.checks.external.source import Answer, Compared, Request, Wanted
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

    def wanted(self, report: Report, identity: Identity) -> Wanted:
        """What other reports of the entity say, too: an identifier or, where there is none, its first name."""
        identifiers = (*identity.leis[:1], *identity.ciks[:1], *identity.company_numbers[:1])
        needles = tuple(one.value for one in identifiers or identity.names[:1])
        if not needles:
            return Wanted(nothing="the report gives neither an identifier nor a legal name by which to know its entity")
        if identity.period_end is None:
            return Wanted(nothing="the report does not say on which day its period ends")
        query = tuple(("says", needle) for needle in needles)
        return Wanted((Request(self.id, "", query, "an earlier report of the same entity"),))

    def compare(self, report: Report, identity: Identity, answers: Sequence[Answer]) -> Compared:
        """The earlier report's figures of its own year, each that this report repeats under the same caption.

        Raises:
            ValueError: what was found is no report.
        """
        (answer,) = answers
        if answer.status == NOTHING_FOUND:
            why = "no other complete audit here is of the same entity and of an earlier period"
            return Compared(untested=(Untested(CHECK, why, identity.place),))
        earlier = codec.decode(answer.body)
        end = identity_of(earlier).period_end
        if end is None or identity.period_end is None:
            raise ValueError("it does not say on which day its period ends")
        pairs = pairs_of(report, earlier, (identity.period_end, end))
        return judged(pairs, report, end, provenance(self.name, answer))


def latest(report: Report, others: Sequence[Report]) -> int | None:
    """Which of ``others`` is of the same entity and of the latest period before; of several alike the first."""
    identity = identity_of(report)
    ends: dict[int, date] = {}
    for at, other in enumerate(others):
        theirs = identity_of(other)
        if identity.period_end is None or theirs.period_end is None or theirs.period_end >= identity.period_end:
            continue
        if identity.is_of(theirs):
            ends[at] = theirs.period_end
    return max(ends, key=lambda at: (ends[at], -at), default=None)
