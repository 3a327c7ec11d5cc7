"""Turns: places are used while anything waits, and nobody waits for all that another has handed in."""

from __future__ import annotations

from collections import Counter

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from service.workers import turns as turns_of
from service.workers.turns import EXPRESS, LONG_S, SHORT_S, Turns
from tests.trying import examples

PLACES = 2
SENDERS = st.sampled_from("abcdefg")


def begun(turns: Turns[int], waiting: dict[int, str], now: float = 0) -> list[int]:
    """What begins of what waits, until nothing may; it is taken out of ``waiting``."""
    found: list[int] = []
    while (work := turns.next(waiting.items(), now)) is not None:
        turns.begin(work, waiting.pop(work), now)
        found.append(work)
    return found


def test_one_sender_gets_the_ordinary_places_oldest_first() -> None:
    waiting = dict.fromkeys(range(5), "a")

    assert begun(Turns(PLACES), waiting) == [0, 1]


def test_who_has_none_goes_before_who_has_some() -> None:
    assert begun(Turns(PLACES), {0: "a", 1: "a", 2: "a", 3: "b"}) == [0, 3]


def test_who_has_none_finds_a_place_beyond_those_that_another_has_taken() -> None:
    turns = Turns[int](PLACES)
    begun(turns, {0: "a", 1: "a"})

    assert begun(turns, {2: "a", 3: "b", 4: "b"}) == [3]


def test_short_work_is_not_behind_long_work_of_the_same_sender() -> None:
    turns, waiting = Turns[int](PLACES), {2: "a", 3: "a"}
    begun(turns, {0: "a", 1: "a"})

    assert begun(turns, waiting, LONG_S - 1) == []
    assert begun(turns, waiting, LONG_S) == [2]


def test_what_has_just_begun_is_not_long_work() -> None:
    turns = Turns[int](PLACES)
    begun(turns, {0: "a", 1: "a"})
    turns.end(0, LONG_S)
    begun(turns, {2: "a"}, LONG_S)

    assert begun(turns, {3: "a"}, LONG_S) == []


def with_one_done(took_s: float) -> Turns[int]:
    """Long work of "a" in one of two places; "b", who runs something too, had work that took so long."""
    turns = Turns[int](PLACES)
    begun(turns, {0: "a", 1: "b"})
    turns.end(1, took_s)
    begun(turns, {2: "b"}, took_s)
    return turns


def test_who_has_had_short_work_finds_a_place_beyond_those_beside_long_work_of_another() -> None:
    assert begun(with_one_done(SHORT_S - 1), {3: "a", 4: "b", 5: "b"}, 1.5 * SHORT_S) == [4]


def test_who_is_alone_has_the_ordinary_places_however_short_the_work_is() -> None:
    turns = Turns[int](PLACES)
    begun(turns, {0: "a"})
    turns.end(0, 1)

    assert begun(turns, {1: "a", 2: "a", 3: "a"}, 1) == [1, 2]


def test_who_has_had_long_work_finds_none() -> None:
    assert begun(with_one_done(SHORT_S), {3: "a", 4: "b"}, SHORT_S) == []


def test_who_runs_long_work_now_finds_none_though_it_was_short_before() -> None:
    assert begun(with_one_done(1), {3: "b"}, 1 + SHORT_S) == []


def test_of_two_who_have_as_many_the_one_with_short_work_goes_first() -> None:
    turns = with_one_done(1)
    begun(turns, {3: "c"}, 1)
    turns.end(3, 2 * SHORT_S)
    turns.end(2, 2)
    begun(turns, {4: "b"}, 2)

    assert begun(turns, {5: "a", 6: "b"}, 3) == [6]


def test_how_long_work_took_is_forgotten_of_who_has_had_none_for_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_of, "MOST_KNOWN", 1)
    turns = with_one_done(1)
    begun(turns, {3: "c"}, 1)
    turns.end(3, 2)

    assert begun(turns, {4: "b"}, 2) == []


@pytest.mark.parametrize("places", [1, 2, 5])
def test_there_is_never_more_than_one_place_beyond_the_ordinary_ones(places: int) -> None:
    assert len(begun(Turns(places), {at: str(at) for at in range(20)})) == places + EXPRESS


class TurnsMachine(RuleBasedStateMachine):
    """Work comes and ends in any order, at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = Turns[int](PLACES)
        self.waiting: dict[int, str] = {}
        self.now = 0.0
        self.made = 0
        self.passed: dict[str, Counter[str]] = {}
        """Of each sender that waits and runs nothing: who has begun something since then, how often."""

    def senders(self) -> set[str]:
        return {sender for sender, _ in self.turns.running.values()}

    @rule(sender=SENDERS)
    def come(self, sender: str) -> None:
        self.made += 1
        self.waiting[self.made] = sender
        if sender not in self.senders():
            self.passed.setdefault(sender, Counter())
        self.look()

    @precondition(lambda self: self.turns.running)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        sender, _ = self.turns.running[work := data.draw(st.sampled_from(sorted(self.turns.running)))]
        self.turns.end(work, self.now)
        if sender in self.waiting.values() and sender not in self.senders():
            self.passed.setdefault(sender, Counter())
        self.look()

    @rule(passed_s=st.floats(0, LONG_S))
    def wait(self, passed_s: float) -> None:
        self.now += passed_s
        self.look()

    def look(self) -> None:
        for work, sender in ((work, self.waiting[work]) for work in self.each_begun()):
            assert work == min(one for one, other in self.waiting.items() if other == sender)
            del self.waiting[work]
            self.passed.pop(sender, None)
            for passed in self.passed.values():
                passed[sender] += 1

    def each_begun(self) -> list[int]:
        left = dict(self.waiting)
        return begun(self.turns, left, self.now)

    @invariant()
    def nobody_who_runs_nothing_is_passed_by_another_more_than_once(self) -> None:
        assert all(count <= 1 for passed in self.passed.values() for count in passed.values())

    @invariant()
    def no_ordinary_place_is_free_while_anything_waits(self) -> None:
        running = len(self.turns.running)
        assert running <= PLACES + EXPRESS
        assert running >= PLACES or not self.waiting

    @invariant()
    def who_runs_nothing_waits_only_while_every_place_is_taken(self) -> None:
        assert self.turns.full or not (set(self.waiting.values()) - self.senders())


TestTurns = TurnsMachine.TestCase
TestTurns.settings = examples(200)
