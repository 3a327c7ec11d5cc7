"""Forgeries of a review, and the words in which ``tickmark verify --all`` names each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from service.log.streams import REVIEW
from tests.contract.forging.forger import Forger
from tests.contract.forging.forgery import Forgery, sql

OF_REVIEW = "WHERE audit_id = 'reviewed' AND stream = 'review'"


def of_review(act: Callable[[Forger], object]) -> Callable[[Forger], object]:
    """What is done to the stream of the review."""
    return lambda forger: act(replace(forger, stream=REVIEW))


def _altered_and_chained_anew(seq: int, **changes: object) -> Callable[[Forger], object]:
    def act(forger: Forger) -> None:
        forger.alter("reviewed", seq, **changes)
        forger.chain_anew("reviewed")

    return of_review(act)


def _sign_off_cut_off(forger: Forger) -> None:
    forger.sql(f"DELETE FROM events {OF_REVIEW} AND seq >= 3")
    forger.head_to_last("reviewed")


def _all_gone(forger: Forger) -> None:
    forger.sql(f"DELETE FROM events {OF_REVIEW}")
    forger.sql("UPDATE audits SET review_seq = 0, review_hash = '' WHERE audit_id = 'reviewed'")


def _sign_off_of_another_audit(forger: Forger) -> None:
    """The audit is rewritten with its register, and what was signed off is not."""
    forger.alter("reviewed", 3, message="forged")
    forger.chain_anew("reviewed")
    forger.register_anew()


def _event_of_the_audit(forger: Forger) -> None:
    ((prev,),) = forger.sql("SELECT review_hash FROM audits WHERE audit_id = 'reviewed'")
    said = replace(forger, stream="audit").said("reviewed", 3)
    forger.copy_event("reviewed", 4, "reviewed", 5)
    forger.write("reviewed", 5, said | {"seq": 5, "prev": prev})
    forger.head_to_last("reviewed")


def _told_twice(forger: Forger) -> None:
    ((last, prev),) = forger.sql("SELECT position, hash FROM register ORDER BY position DESC LIMIT 1")
    forger.sql(
        "INSERT INTO register (position, type, audit_id, head_seq, head_hash, body, hash) "
        "SELECT ?, type, audit_id, head_seq, head_hash, body, hash FROM register WHERE type = 'signed_off'",
        last + 1,
    )
    forger.entry(last + 1, position=last + 1, prev=prev)


def _never_told(forger: Forger) -> None:
    forger.sql("DELETE FROM register WHERE type = 'signed_off'")
    forger.register_anew()


REVIEWS = (
    Forgery(
        "a decision",
        sql(f"UPDATE events SET body = replace(body, 'f1', 'f2') {OF_REVIEW} AND seq = 1"),
        "reviewed",
        "at decision 1: decision 1 was altered: its text no longer has its hash",
    ),
    Forgery(
        "a decision with its hash",
        of_review(lambda forger: forger.alter("reviewed", 2, reason="forged")),
        "reviewed",
        "decision 2 was altered with its hash: decision 3 names another text",
    ),
    Forgery(
        "the last decision with its hash",
        of_review(lambda forger: forger.alter("reviewed", 4, note="forged")),
        "reviewed",
        "decision 4 was altered: the head names another text",
    ),
    Forgery(
        "the last decision gone",
        sql(f"DELETE FROM events {OF_REVIEW} AND seq = 4"),
        "reviewed",
        "decision 4 is missing; the head says there are 4",
    ),
    Forgery(
        "a decision in the middle gone",
        sql(f"DELETE FROM events {OF_REVIEW} AND seq = 2"),
        "reviewed",
        "decision 2 is missing; the next one is 3",
    ),
    Forgery(
        "two decisions swapped",
        of_review(lambda forger: forger.swap("reviewed", 1, 2)),
        "reviewed",
        "decision 1 was altered: its text does not say its own place",
    ),
    Forgery(
        "a review moved to another audit",
        sql(f"UPDATE events SET audit_id = 'two' {OF_REVIEW}"),
        "two",
        "decision 1 was altered: its text does not say its own place",
    ),
    Forgery("a sign-off cut off", of_review(_sign_off_cut_off), "reviewed", "tells a sign-off (event 3 with the hash"),
    Forgery("a whole review gone", _all_gone, "reviewed", "tells a sign-off (event 3 with the hash"),
    Forgery(
        "somebody else's sign-off",
        _altered_and_chained_anew(3, by="nobody"),
        "reviewed",
        "no entry of the register tells a sign-off (event 3 with the hash",
    ),
    Forgery(
        "nobody's decision", _altered_and_chained_anew(1, by=None), "reviewed", "decision 1 does not say whose it is"
    ),
    Forgery(
        "what was signed off",
        _sign_off_of_another_audit,
        "reviewed",
        "decision 3 signs off 6 events of the audit, the last with the hash",
    ),
    Forgery(
        "an event of the audit among decisions",
        of_review(_event_of_the_audit),
        "reviewed",
        "decision 5 is 'agent_progress', which stands in the stream of decisions",
    ),
    Forgery(
        "the head of a review moved back",
        sql("UPDATE audits SET review_seq = 3 WHERE audit_id = 'reviewed'"),
        "reviewed",
        "decision 4 is beyond the head, which says 3",
    ),
    Forgery("a sign-off told twice", _told_twice, "reviewed", "tells a sign-off again, as entry"),
    Forgery("a sign-off never told", _never_told, "reviewed", "no entry of the register tells a sign-off"),
    Forgery(
        "the head of a review that is no number",
        sql("UPDATE audits SET review_seq = 'x' WHERE audit_id = 'reviewed'"),
        "reviewed",
        "its review_seq is 'x', and must be",
        "sqlite",
    ),
)
