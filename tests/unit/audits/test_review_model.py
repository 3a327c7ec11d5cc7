"""Decisions of two reviewers at random, against a model that keeps them in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from service.audits.reviewing import DecisionName, Wish, decided
from service.errors import NothingChanges, ReviewNotFinished
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

DECISIONS: tuple[DecisionName, ...] = ("accept", "dismiss", "note", "reopen", "sign_off", "rename")
wishes = st.builds(
    lambda decision, by, finding_id, words: Wish(decision, by, finding_id, words, words, words),
    st.sampled_from(DECISIONS),
    st.sampled_from(["A", "B"]),
    st.sampled_from(list(SEVERITIES)),
    st.sampled_from(["one", "another"]),
)


@dataclass
class Model:
    """What a person would write on a sheet of paper."""

    states: dict[str, str] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, "open"))
    notes: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    name: str = "As it was handed in"
    signed_by: str | None = None
    whole: bool = False

    def open_findings(self) -> list[str]:
        return [key for key in ("f1", "f2") if self.states[key] == "open"]

    def outcome(self, wish: Wish) -> type[Exception] | None:
        """The error that the decision meets; None once it is written down."""
        if wish.decision == "sign_off":
            if self.open_findings():
                return ReviewNotFinished
            if self.whole and self.signed_by == wish.by:
                return NothingChanges
            self.signed_by, self.whole = wish.by, True
            return None
        if wish.decision == "rename":
            if wish.name == self.name:
                return NothingChanges
            self.name = str(wish.name)
            return None
        return self._about_a_finding(wish, str(wish.finding_id))

    def _about_a_finding(self, wish: Wish, key: str) -> type[Exception] | None:
        after = {"accept": "accepted", "reopen": "open", "dismiss": f"dismissed: {wish.reason}"}.get(wish.decision)
        if after == self.states[key]:
            return NothingChanges
        if after is not None:
            self.states[key] = after
        if wish.decision in {"note", "accept"}:
            self.notes.append((key, wish.by, str(wish.note)))
        self.whole = False
        return None


def shown(review: ReviewState) -> tuple[dict[str, str], dict[str, list[tuple[str, str, str]]]]:
    """The review in the model's words."""
    found = {key: review.of(key) for key in SEVERITIES}
    states = {key: f"dismissed: {each.reason}" if each.reason else each.state for key, each in found.items()}
    notes = {key: [(key, note.signed.by, note.note) for note in each.notes] for key, each in found.items()}
    return states, notes


@given(st.lists(wishes, max_size=30))
def test_what_two_reviewers_decide_is_what_a_sheet_of_paper_would_say(wanted: list[Wish]) -> None:
    model, review, log = Model(), ReviewState(), list[StoredEvent]()
    for wish in wanted:
        expected = model.outcome(wish)
        met: type[Exception] | None = None
        try:
            event = decided(Reviewed(AUDIT_ID, AUDIT, AUDIT_HEAD, SEVERITIES, review), wish)
        except (NothingChanges, ReviewNotFinished) as error:
            met = type(error)
        else:
            prev = log[-1].hash if log else None
            log.append(place(AUDIT_ID, len(log) + 1, prev, draft(AUDIT_ID, event), REVIEW))
            review = followed(AUDIT_ID, review, log[-1:])
        assert met == expected

    reviewed = Reviewed(AUDIT_ID, AUDIT, AUDIT_HEAD, SEVERITIES, review)
    assert shown(review) == (
        model.states,
        {key: [note for note in model.notes if note[0] == key] for key in SEVERITIES},
    )
    assert (reviewed.name, list(reviewed.undecided)) == (model.name, model.open_findings())
    signed = review.signed_off
    assert (signed and signed.signed.by, bool(signed and signed.whole)) == (model.signed_by, model.whole)
    assert not log or followed(AUDIT_ID, ReviewState(), log) == review


@given(st.lists(wishes.filter(lambda wish: wish.decision != "sign_off"), min_size=1, max_size=12), st.data())
def test_a_review_is_the_same_however_its_history_is_cut_into_pages(wanted: list[Wish], data: st.DataObject) -> None:
    review, log = ReviewState(), list[StoredEvent]()
    for wish in wanted:
        try:
            event = decided(Reviewed(AUDIT_ID, AUDIT, AUDIT_HEAD, SEVERITIES, review), wish)
        except NothingChanges:
            continue
        log.append(place(AUDIT_ID, len(log) + 1, log[-1].hash if log else None, draft(AUDIT_ID, event), REVIEW))
        review = followed(AUDIT_ID, review, log[-1:])
    cut = data.draw(st.integers(0, len(log)))

    folded = ReviewState()
    for page in filter(None, (log[:cut], log[cut:])):
        folded = followed(AUDIT_ID, folded, page)

    assert folded == review
