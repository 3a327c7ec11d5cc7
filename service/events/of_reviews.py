"""Events of a review: what people decided."""

from __future__ import annotations

from typing import ClassVar, Literal

from service.events.event import Event, Said
from service.events.parts import Covered, Scope
from service.findings import Location, Severity


class Decision(Event):
    """What all events of a review share: ``by``, the name of the person who decided."""

    by: Said


class DecisionAboutFinding(Decision):
    """What those share that are about one finding."""

    finding_id: str


class FindingAccepted(DecisionAboutFinding):
    """A person has accepted a finding: it is right."""

    type: Literal["finding_accepted"] = "finding_accepted"
    note: Said | None = None


class FindingDismissed(DecisionAboutFinding):
    """A person has dismissed a finding, and why."""

    type: Literal["finding_dismissed"] = "finding_dismissed"
    reason: Said


class FindingNoted(DecisionAboutFinding):
    """A person has noted something about a finding, whose state stays as it is."""

    type: Literal["finding_noted"] = "finding_noted"
    note: Said


class FindingReopened(DecisionAboutFinding):
    """A person has taken back what was decided about a finding."""

    type: Literal["finding_reopened"] = "finding_reopened"


class FindingAdded(DecisionAboutFinding):
    """A person has found an error that no agent found. It stands: who adds it has accepted it.

    ``reported`` and ``unit`` are those of the first of its ``locations``, where a figure is printed there.
    """

    type: Literal["finding_added"] = "finding_added"
    severity: Severity
    title: Said
    description: Said
    locations: tuple[Location, ...]
    reported: str | None = None
    unit: str | None = None


class FindingWithdrawn(DecisionAboutFinding):
    """Who added a finding has taken it back."""

    type: Literal["finding_withdrawn"] = "finding_withdrawn"


class ReviewSignedOff(Decision):
    """A person has signed off the review of all that ``covers`` names; what comes after it is not covered."""

    schema_version: ClassVar[int] = 2
    type: Literal["review_signed_off"] = "review_signed_off"
    covers: Covered
    scope: Scope | None = None
    """What was and was not checked of what is signed, from version 2 on; null where no report was read."""


class AuditRenamed(Decision):
    """A person has given the audit another name. Its own stream stays as it ended."""

    type: Literal["audit_renamed"] = "audit_renamed"
    name: Said
