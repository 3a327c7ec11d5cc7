"""Audits pause after a failure, longer each time, and keep no other from running."""

from __future__ import annotations

from service.audits.backoff import LONGEST_S, Backoff


def test_an_audit_pauses_twice_as_long_each_time_up_to_a_minute() -> None:
    backoff = Backoff()

    assert [backoff.pause("a", 0) for _ in range(8)] == [1, 2, 4, 8, 16, 32, LONGEST_S, LONGEST_S]


def test_it_may_run_again_once_its_time_is_over_and_others_at_any_time() -> None:
    backoff = Backoff()
    backoff.pause("a", 100)

    assert backoff.is_paused("a", 100.5)
    assert not backoff.is_paused("a", 101)
    assert not backoff.is_paused("b", 100.5)


def test_one_that_went_well_starts_over_and_one_given_up_is_never_run_again() -> None:
    backoff = Backoff()
    backoff.pause("a", 0)
    backoff.pause("a", 0)
    backoff.forget("a")
    backoff.never_again("b")

    assert backoff.pause("a", 0) == 1
    assert backoff.is_paused("b", 10**9)
