"""The review of an audit, folded from its events: what people decided about each finding, and whether it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Literal

from service import events as e
from service.errors import AuditDamaged
from service.findings import Finding
from service.log.codec import StoredEvent, recorded_at
from service.log.values import NOTHING, Head, head_after

LEAVE_WHOLE = frozenset({"audit_renamed", "review_signed_off"})
"""What may follow a sign-off without taking anything from it."""
State = Literal["open", "accepted", "dismissed", "withdrawn"]
PERSON, BY_HAND = "reviewer", "reported_by_hand"
"""Who has found what people add, where an agent is named, and by which check."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decided something, when, and with which event of the review."""

    by: str
    at: str
    seq: int


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody noted about a finding."""

    note: str
    signed: Signature


@dataclass(frozen=True, slots=True)
class FindingReview:
    """What was decided about one finding. ``signed`` is of the decision that made its state; None if none did."""

    finding_id: str
    state: State = "open"
    reason: str | None = None
    """Why it is dismissed."""
    signed: Signature | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """A finding that a person has added, and by whom."""

    finding: Finding
    signed: Signature


@dataclass(frozen=True, slots=True)
class Since:
    """An event that came after a sign-off, which does not cover it; of a later version's, nobody knows whose it is."""

    type: str
    signed: Signature | None
    finding_id: str | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody has signed the review off: the whole of it, until something follows that it does not cover."""

    signed: Signature
    covers: e.Covered
    scope: e.Scope | None = None
    since: tuple[Since, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing but new names of the audit has followed."""
        return not self.since


@dataclass(frozen=True, slots=True)
class ReviewState:
    """A review after the event that is its ``head``."""

    head: Head = NOTHING
    name: str | None = None
    """The audit's name, if somebody has given it another one."""
    findings: dict[str, FindingReview] = field(default_factory=dict[str, FindingReview])
    """Those that something was decided or noted about, in the order in which that began."""
    added: dict[str, Added] = field(default_factory=dict[str, Added])
    """What people have found themselves, also what they took back."""
    signed_off: SignOff | None = None
    """The last sign-off."""

    @property
    def own(self) -> tuple[Finding, ...]:
        """The findings that people have added and not taken back, in that order."""
        return tuple(one.finding for key, one in self.added.items() if self.of(key).state != "withdrawn")

    def of(self, finding_id: str) -> FindingReview:
        """What was decided about a finding."""
        return self.findings.get(finding_id, FindingReview(finding_id))


def followed(audit_id: str, state: ReviewState, page: Sequence[StoredEvent]) -> ReviewState:
    """``state`` after a page that was read from the log.

    Raises:
        AuditDamaged: it does not follow, or holds what is no event.
    """
    if page[0].seq != state.head.seq + 1 or page[-1].seq != state.head.seq + len(page):
        raise AuditDamaged(audit_id, f"decisions are missing after decision {state.head.seq}")
    try:
        return reduce(_fold_stored, page, state)
    except ValueError as error:
        raise AuditDamaged(audit_id, f"the text after decision {state.head.seq} is not an event: {error}") from error


def _fold_stored(state: ReviewState, stored: StoredEvent) -> ReviewState:
    event, signed = e.parse(stored.body), None
    if isinstance(event, e.Decision):
        signed = Signature(event.by, recorded_at(stored.body), stored.seq)
        state = apply(state, event, signed)
    if state.signed_off is not None and stored.type not in LEAVE_WHOLE:
        # What only a newer version knows still takes its place, and no sign-off before it covers it.
        about = event.finding_id if isinstance(event, e.DecisionAboutFinding) else None
        since = (*state.signed_off.since, Since(stored.type, signed, about))
        state = replace(state, signed_off=replace(state.signed_off, since=since))
    return replace(state, head=head_after(stored))


def apply(state: ReviewState, event: e.Decision, signed: Signature) -> ReviewState:
    """``state`` after one more decision."""
    match event:
        case e.AuditRenamed():
            return replace(state, name=event.name)
        case e.ReviewSignedOff():
            return replace(state, signed_off=SignOff(signed, event.covers, event.scope))
        case e.DecisionAboutFinding():
            after = _decided(state.of(event.finding_id), event, signed)
            return replace(_listed(state, event, signed), findings={**state.findings, event.finding_id: after})
        case _:
            return state


def _listed(state: ReviewState, event: e.DecisionAboutFinding, signed: Signature) -> ReviewState:
    if not isinstance(event, e.FindingAdded):
        return state
    return replace(state, added={**state.added, event.finding_id: Added(_finding(event), signed)})


def _decided(finding: FindingReview, event: e.DecisionAboutFinding, signed: Signature) -> FindingReview:
    match event:
        case e.FindingNoted():
            return _noted(finding, event.note, signed)
        case e.FindingAccepted():
            after = replace(finding, state="accepted", reason=None, signed=signed)
            return after if event.note is None else _noted(after, event.note, signed)
        case e.FindingDismissed():
            return replace(finding, state="dismissed", reason=event.reason, signed=signed)
        case e.FindingAdded():
            return replace(finding, state="accepted", reason=None, signed=signed)
        case e.FindingWithdrawn():
            return replace(finding, state="withdrawn", reason=None, signed=signed)
        case _:
            return replace(finding, state="open", reason=None, signed=signed)


def _finding(event: e.FindingAdded) -> Finding:
    return Finding(
        id=event.finding_id,
        agent_id=PERSON,
        check=BY_HAND,
        severity=event.severity,
        title=event.title,
        description=event.description,
        locations=event.locations,
        reported=event.reported,
        unit=event.unit,
        source="person",
    )


def _noted(finding: FindingReview, note: str, signed: Signature) -> FindingReview:
    return replace(finding, notes=(*finding.notes, Note(note, signed)))
