"""Audits in trouble rest, longer each time, and keep nobody else from being taken."""

from __future__ import annotations

from service.audits.resting import LONGEST_S, Resting


def test_an_audit_rests_twice_as_long_each_time_up_to_a_minute() -> None:
    resting = Resting()

    assert [resting.rest("a", 0) for _ in range(8)] == [1, 2, 4, 8, 16, 32, LONGEST_S, LONGEST_S]


def test_it_may_run_again_once_its_time_is_over_and_others_at_any_time() -> None:
    resting = Resting()
    resting.rest("a", 100)

    assert resting.rests("a", 100.5)
    assert not resting.rests("a", 101)
    assert not resting.rests("b", 100.5)


def test_one_that_went_well_begins_anew_and_one_given_up_rests_for_good() -> None:
    resting = Resting()
    resting.rest("a", 0)
    resting.rest("a", 0)
    resting.forget("a")
    resting.for_good("b")

    assert resting.rest("a", 0) == 1
    assert resting.rests("b", 10**9)
