"""Deciding about findings: whether a decision may be made, its event, and its place in the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from unicodedata import category

from service.counting import counted
from service.errors import (
    BadDecision,
    FindingNotFound,
    NothingChanges,
    ReviewMoved,
    ReviewNotFinished,
    WrongExpectedSeq,
)
from service.events import (
    AuditRenamed,
    Covered,
    CoveredHead,
    FindingAccepted,
    FindingDismissed,
    FindingNoted,
    FindingReopened,
    ReviewEvent,
    ReviewSignedOff,
    parse,
)
from service.log.codec import StoredEvent
from service.log.storable import storable
from service.log.store import EventStore
from service.log.streams import REVIEW
from service.projections.reviews import Reviewed, Reviews

DecisionName = Literal["accept", "dismiss", "note", "reopen", "sign_off", "rename"]
OF_A_FINDING: Sequence[DecisionName] = ("accept", "dismiss", "note", "reopen")
TEXTS: Final[Mapping[DecisionName, Sequence[str]]] = {
    "accept": ("note",),
    "dismiss": ("reason",),
    "note": ("note",),
    "rename": ("name",),
}
"""What is kept of a decision besides who made it, and of what."""
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They belong to names in Persian and in scripts of India."""
MOST_NAME = 100
"""Characters of a person's name."""
MOST_TEXT = 2000
"""Characters of a reason or a note."""
MOST_AUDIT_NAME = 200
"""Characters of the name that an audit is given."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to decide. Which of the texts it takes depends on the decision."""

    decision: DecisionName
    by: str
    finding_id: str | None = None
    reason: str | None = None
    note: str | None = None
    name: str | None = None


async def decide(store: EventStore, reviews: Reviews, audit_id: str, wish: Wish, expected_seq: int) -> StoredEvent:
    """The event of the decision, appended after ``expected_seq``, the head of the review that its maker has seen.

    The same decision of the same person at that place, made before, is answered with its event: its answer was lost.

    Raises:
        AuditNotFound, AuditErased: there is no such audit (any more).
        BadDecision, FindingNotFound, NothingChanges, ReviewNotFinished: it cannot be made.
        ReviewMoved: somebody else has decided something since.
    """
    refuse_unfit(audit_id, wish)
    reviewed = await reviews.reviewed(audit_id)
    actual = reviewed.review.head.seq
    if expected_seq != actual:
        return await _made_before(store, audit_id, wish, expected_seq, actual)
    event = decided(reviewed, wish)
    try:
        return (await store.append(audit_id, [event], expected_seq, stream=REVIEW))[0]
    except WrongExpectedSeq as moved:
        return await _made_before(store, audit_id, wish, expected_seq, moved.actual)


async def _made_before(store: EventStore, audit_id: str, wish: Wish, expected_seq: int, actual: int) -> StoredEvent:
    if expected_seq < actual:
        for stored in await store.read(audit_id, expected_seq, 1, REVIEW):
            if is_of(wish, stored):
                return stored
    raise ReviewMoved(audit_id, expected_seq, actual)


def is_of(wish: Wish, stored: StoredEvent) -> bool:
    """Whether ``stored`` is what ``wish`` becomes: a sign-off covers what stood before its place, whoever asks."""
    event = parse(stored.body)
    if isinstance(event, ReviewSignedOff):
        return wish.decision == "sign_off" and event.by == wish.by
    return wish.decision != "sign_off" and event == _event(wish)


def refuse_unfit(audit_id: str, wish: Wish) -> None:
    """Do nothing if ``wish`` has what its decision takes.

    Raises:
        BadDecision: it does not, or has what cannot be kept.
    """
    _name(audit_id, "by", wish.by, MOST_NAME)
    match wish.decision:
        case "dismiss":
            _text(audit_id, "reason", wish.reason, MOST_TEXT)
        case "note":
            _text(audit_id, "note", wish.note, MOST_TEXT)
        case "rename":
            _name(audit_id, "name", wish.name, MOST_AUDIT_NAME)
        case "accept" if wish.note is not None:
            _text(audit_id, "note", wish.note, MOST_TEXT)
        case _:
            pass
    if wish.decision in OF_A_FINDING and not wish.finding_id:
        raise BadDecision(audit_id, "finding_id", f"is missing: name the finding to {wish.decision}")
    _refuse_what_would_be_lost(audit_id, wish)


def _refuse_what_would_be_lost(audit_id: str, wish: Wish) -> None:
    """Who gives a reason, and is told that the decision was made, takes it that the reason was kept."""
    kept = {*TEXTS.get(wish.decision, ()), *(("finding_id",) if wish.decision in OF_A_FINDING else ())}
    for field in ("finding_id", "reason", "note", "name"):
        if getattr(wish, field) is not None and field not in kept:
            to_do = wish.decision.replace("_", " ")
            raise BadDecision(audit_id, field, f"is not kept with a decision to {to_do}; leave it out")


def _name(audit_id: str, field: str, text: str | None, most: int) -> None:
    _text(audit_id, field, text, most)
    if text is not None and not all(map(_in_a_name, text)):
        raise BadDecision(audit_id, field, "has characters that cannot be printed; give a name of one line")


def _in_a_name(character: str) -> bool:
    """Whether it can be printed on one line: any blank is one, such as the wide one between names in Japanese."""
    return character.isprintable() or character in JOINERS or category(character) == "Zs"


def _text(audit_id: str, field: str, text: str | None, most: int) -> None:
    if text is None or not text.strip():
        raise BadDecision(audit_id, field, "is missing or empty")
    if not storable(text):
        raise BadDecision(audit_id, field, "holds a NUL character, or bytes that are no text in UTF-8")
    if len(text) > most:
        raise BadDecision(audit_id, field, f"has {len(text):,} characters, and may have {most:,}")


def decided(reviewed: Reviewed, wish: Wish) -> ReviewEvent:
    """The event that ``wish``, which has what its decision takes, becomes.

    Raises:
        FindingNotFound: the agents that have completed so far have found no such thing.
        NothingChanges: it is so already.
        ReviewNotFinished: the audit or the review is not so far that it can be signed off.
    """
    if wish.decision == "sign_off":
        return _signed_off(reviewed, wish.by)
    if wish.decision == "rename":
        if wish.name == reviewed.name:
            raise NothingChanges(reviewed.audit_id, f"its name is {wish.name!r} already")
        return _event(wish)
    assert wish.finding_id is not None
    if wish.finding_id not in reviewed.severities:
        raise FindingNotFound(reviewed.audit_id, wish.finding_id)
    before = reviewed.review.of(wish.finding_id)
    same = {"accept": "accepted", "reopen": "open"}.get(wish.decision) == before.state
    if same or (wish.decision, before.state, before.reason) == ("dismiss", "dismissed", wish.reason):
        raise NothingChanges(reviewed.audit_id, f"finding {wish.finding_id} is {before.state} already")
    return _event(wish)


def _event(wish: Wish) -> ReviewEvent:
    finding_id, by = wish.finding_id or "", wish.by
    match wish.decision:
        case "accept":
            return FindingAccepted(by=by, finding_id=finding_id, note=wish.note)
        case "dismiss":
            return FindingDismissed(by=by, finding_id=finding_id, reason=wish.reason or "")
        case "note":
            return FindingNoted(by=by, finding_id=finding_id, note=wish.note or "")
        case "reopen":
            return FindingReopened(by=by, finding_id=finding_id)
        case "rename":
            return AuditRenamed(by=by, name=wish.name or "")
        case "sign_off":
            raise ValueError("a sign-off takes more than what is wished for")


def _signed_off(reviewed: Reviewed, by: str) -> ReviewSignedOff:
    if reviewed.audit.status != "complete":
        raise ReviewNotFinished(reviewed.audit_id, f"the audit is {reviewed.audit.status}, not complete", ())
    if left := reviewed.undecided:
        are, them = ("is", "it") if len(left) == 1 else ("are", "them")
        why = f"{counted(len(left), 'finding')} {are} open; accept or dismiss {them} first"
        raise ReviewNotFinished(reviewed.audit_id, why, left)
    before = reviewed.review.signed_off
    if before is not None and before.whole and before.signed.by == by:
        raise NothingChanges(reviewed.audit_id, f"{by} has signed off all of it already")
    head, review = reviewed.audit_head, reviewed.review.head
    covers = Covered(
        audit=CoveredHead(head=head.seq, hash=head.hash), review=CoveredHead(head=review.seq, hash=review.hash or None)
    )
    return ReviewSignedOff(by=by, covers=covers)
