"""A finding that a person adds: its id, and its places in the words of the report."""

from __future__ import annotations

import asyncio
import hashlib

from service.audits.reviewing.places import NoSuchPlace, Placed, placed
from service.audits.reviewing.requested import NewFinding, RequestedDecision
from service.errors import AuditDamaged, BadDecision
from service.events import FindingAdded
from service.log.store import EventStore
from service.projections.reviews import Reviewed
from service.reports import codec


def added_id(requested: RequestedDecision, after_seq: int) -> str:
    """The id of the finding that ``requested`` adds behind the event ``after_seq`` of the review.

    The same request has the same one, so that it can be sent again; what is added at another place has another.
    """
    return hashlib.sha256(repr((requested.by, requested.finding, after_seq)).encode()).hexdigest()[:16]


async def added(store: EventStore, reviewed: Reviewed, requested: RequestedDecision) -> FindingAdded:
    """The event of the finding that ``requested``, which has all that it takes, adds.

    Raises:
        BadDecision: the report has no such place, or has not been read.
        AuditDamaged: the report that is kept is none.
        ArtifactNotFound, ArtifactDamaged: it cannot be read.
    """
    finding, report = requested.finding, reviewed.audit.report
    assert finding is not None
    if report is None:
        raise BadDecision(reviewed.audit_id, "finding.places", "cannot be found: the report has not been read (yet)")
    kept = await store.artifact(report)
    try:
        places = await asyncio.to_thread(_places, kept, finding)
    except NoSuchPlace as error:
        raise BadDecision(reviewed.audit_id, "finding.places", str(error)) from error
    except ValueError as error:
        problem = f"its extracted report cannot be read: {error}"
        raise AuditDamaged(reviewed.audit_id, problem) from error
    return FindingAdded(
        by=requested.by,
        finding_id=added_id(requested, reviewed.review.head.seq),
        severity=finding.severity,
        title=finding.title,
        description=finding.description,
        locations=tuple(place.location for place in places),
        reported=places[0].reported,
        unit=places[0].unit,
    )


def _places(kept: bytes, finding: NewFinding) -> list[Placed]:
    report = codec.decode(kept)
    return [placed(report, chosen) for chosen in finding.places]
