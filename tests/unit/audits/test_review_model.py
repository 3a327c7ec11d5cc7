"""Decisions of two reviewers at random, against a model that keeps them in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from service.audits.reviewing.events import decided
from service.audits.reviewing.requested import DecisionName, RequestedDecision
from service.errors import NothingChanges, ReviewNotFinished
from service.events import FindingAdded, ReviewEvent
from service.findings import Severity
from service.log.codec import StoredEvent, draft, place, text_hash
from service.log.streams import REVIEW
from service.log.values import Head
from service.projections.audit_state import AuditState
from service.projections.review import ReviewState, followed
from service.projections.reviews import Reviewed

AUDIT_ID = "a1"
SEVERITIES: dict[str, Severity] = {"f1": "high", "f2": "low", "n1": "info"}
AUDIT = AuditState(seq=7, status="complete", name="As it was handed in")
AUDIT_HEAD = Head(7, text_hash("the end"), ended=True)

ADDED = {"p1": "A", "p2": "B"}
"""What each of them has found, before anything is decided."""
OF_ALL = (*SEVERITIES, *ADDED)

DECISIONS: tuple[DecisionName, ...] = ("accept", "dismiss", "note", "reopen", "withdraw", "sign_off", "rename")
wishes = st.builds(
    lambda decision, by, finding_id, words: RequestedDecision(decision, by, finding_id, words, words, words),
    st.sampled_from(DECISIONS),
    st.sampled_from(["A", "B"]),
    st.sampled_from(OF_ALL),
    st.sampled_from(["one", "another"]),
)


@dataclass
class Model:
    """What a person would write on a sheet of paper."""

    states: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys(SEVERITIES, "open") | dict.fromkeys(ADDED, "accepted")
    )
    notes: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    name: str = "As it was handed in"
    signed_by: str | None = None
    whole: bool = False

    def open_findings(self) -> list[str]:
        return [key for key in ("f1", "f2", "p1", "p2") if self.states[key] == "open"]

    def outcome(self, requested: RequestedDecision) -> type[Exception] | None:
        """The error that the decision meets; None once it is written down."""
        if requested.decision == "sign_off":
            if self.open_findings():
                return ReviewNotFinished
            if self.whole and self.signed_by == requested.by:
                return NothingChanges
            self.signed_by, self.whole = requested.by, True
            return None
        if requested.decision == "rename":
            if requested.name == self.name:
                return NothingChanges
            self.name = str(requested.name)
            return None
        return self._about_a_finding(requested, str(requested.finding_id))

    def _about_a_finding(self, requested: RequestedDecision, key: str) -> type[Exception] | None:
        ends = {
            "accept": "accepted",
            "reopen": "open",
            "withdraw": "withdrawn",
            "dismiss": f"dismissed: {requested.reason}",
        }
        after = ends.get(requested.decision)
        if after == self.states[key] or (requested.decision == "withdraw" and ADDED.get(key) != requested.by):
            return NothingChanges
        if after is not None:
            self.states[key] = after
        if requested.decision in {"note", "accept"}:
            self.notes.append((key, requested.by, str(requested.note)))
        self.whole = False
        return None


def begun() -> tuple[ReviewState, list[StoredEvent]]:
    """A review in which two people have added a finding each."""
    log: list[StoredEvent] = []
    for finding_id, by in ADDED.items():
        said = {"severity": "low", "title": "Wrong", "description": "", "locations": ()}
        log.append(placed(log, FindingAdded(by=by, finding_id=finding_id, **said)))
    return followed(AUDIT_ID, ReviewState(), log), log


def placed(log: list[StoredEvent], event: ReviewEvent) -> StoredEvent:
    return place(AUDIT_ID, len(log) + 1, log[-1].hash if log else None, draft(AUDIT_ID, event), REVIEW)


def shown(review: ReviewState) -> tuple[dict[str, str], dict[str, list[tuple[str, str, str]]]]:
    """The review in the model's words."""
    found = {key: review.of(key) for key in OF_ALL}
    states = {key: f"dismissed: {each.reason}" if each.reason else each.state for key, each in found.items()}
    notes = {key: [(key, note.signed.by, note.note) for note in each.notes] for key, each in found.items()}
    return states, notes


@given(st.lists(wishes, max_size=30))
def test_what_two_reviewers_decide_is_what_a_sheet_of_paper_would_say(wanted: list[RequestedDecision]) -> None:
    model, (review, log) = Model(), begun()
    for requested in wanted:
        expected = model.outcome(requested)
        met: type[Exception] | None = None
        try:
            event = decided(Reviewed(AUDIT_ID, AUDIT, AUDIT_HEAD, SEVERITIES, review), requested)
        except (NothingChanges, ReviewNotFinished) as error:
            met = type(error)
        else:
            log.append(placed(log, event))
            review = followed(AUDIT_ID, review, log[-1:])
        assert met == expected

    reviewed = Reviewed(AUDIT_ID, AUDIT, AUDIT_HEAD, SEVERITIES, review)
    assert shown(review) == (
        model.states,
        {key: [note for note in model.notes if note[0] == key] for key in OF_ALL},
    )
    assert [one.id for one in review.own] == [key for key in ADDED if model.states[key] != "withdrawn"]
    assert (reviewed.name, list(reviewed.undecided)) == (model.name, model.open_findings())
    signed = review.signed_off
    assert (signed and signed.signed.by, bool(signed and signed.whole)) == (model.signed_by, model.whole)
    assert followed(AUDIT_ID, ReviewState(), log) == review


@given(st.lists(wishes.filter(lambda requested: requested.decision != "sign_off"), min_size=1, max_size=12), st.data())
def test_a_review_is_the_same_however_its_history_is_cut_into_pages(
    wanted: list[RequestedDecision], data: st.DataObject
) -> None:
    review, log = begun()
    for requested in wanted:
        try:
            event = decided(Reviewed(AUDIT_ID, AUDIT, AUDIT_HEAD, SEVERITIES, review), requested)
        except NothingChanges:
            continue
        log.append(placed(log, event))
        review = followed(AUDIT_ID, review, log[-1:])
    cut = data.draw(st.integers(0, len(log)))

    folded = ReviewState()
    for page in filter(None, (log[:cut], log[cut:])):
        folded = followed(AUDIT_ID, folded, page)

    assert folded == review
