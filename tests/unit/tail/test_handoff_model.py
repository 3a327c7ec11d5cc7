"""Whatever the order of appends, hints, reads and disconnects: every subscriber sees exactly the log."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from service.log.codec import StoredEvent
from service.log.values import Head
from service.tail import topic as topic_module
from service.tail.handoff import CaughtUp, Deliver, End, Fetch, Handoff, Wait
from service.tail.topic import Topic
from tests.trying import examples
from tests.unit.tail.given.list_log import AUDIT, ListLog


class Subscriber:
    """What a connection does with a hand-off, a step at a time; a page it asked for can arrive any time later."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.handoff = Handoff(after)
        self.got: list[StoredEvent] = []
        self.pending: int | None = None
        self.caught_up: list[Head] = []
        self.ended = False

    def step(self, topic: Topic) -> bool:
        """One action; False if there is nothing to do until the topic changes."""
        match self.handoff.next(topic):
            case Deliver(events):
                assert not self.ended
                self.got += events
            case Fetch(after):
                self.pending = after
            case CaughtUp(head):
                self.caught_up.append(head)
            case End():
                self.ended = True
                return False
            case Wait():
                return False
        return True


class HandoffMachine(RuleBasedStateMachine):
    subscribers = Bundle("subscribers")

    def __init__(self) -> None:
        super().__init__()
        self.log = ListLog()
        self.log.append(1)
        self.topic = Topic(AUDIT)
        self.undelivered: list[list[StoredEvent]] = []
        self.everyone: list[Subscriber] = []
        self.window = topic_module.RING_EVENTS
        topic_module.RING_EVENTS = 4  # so that falling behind the window happens all the time

    def teardown(self) -> None:
        try:
            for subscriber in self.everyone:
                self.run_to_rest(subscriber)
                assert subscriber.got == self.log.events[subscriber.after :]
                assert len(subscriber.caught_up) == 1
                assert subscriber.ended == self.log.current_head.ended
        finally:
            topic_module.RING_EVENTS = self.window

    @rule(target=subscribers, data=st.data())
    def subscribe(self, data: st.DataObject) -> Subscriber:
        """Register, then read the head: the order that makes lost wake-ups harmless."""
        self.topic.advance(self.log.current_head)
        subscriber = Subscriber(data.draw(st.integers(0, len(self.log.events))))
        self.everyone.append(subscriber)
        return subscriber

    @rule(count=st.integers(1, 7), end=st.booleans(), here=st.booleans())
    def append(self, count: int, end: bool, here: bool) -> None:
        """A commit, by this process (its news will come in commit order) or by another one (only hints may come)."""
        if self.log.current_head.ended:
            return
        added = self.log.append(count, end=end and len(self.log.events) > 20)
        if here:
            self.undelivered.append(added)

    @rule()
    def news_of_own_commit_arrives(self) -> None:
        if self.undelivered:
            self.topic.offer(self.undelivered.pop(0))

    @rule()
    def news_of_own_commit_is_lost(self) -> None:
        if self.undelivered:
            self.undelivered.pop(0)

    @rule(data=st.data())
    def a_hint_arrives_late_or_twice(self, data: st.DataObject) -> None:
        seq = data.draw(st.integers(1, len(self.log.events)))
        event = self.log.events[seq - 1]
        self.topic.advance(Head(seq, event.hash, event.type == "audit_complete"))

    @rule(subscriber=subscribers)
    def a_subscriber_takes_a_step(self, subscriber: Subscriber) -> None:
        if subscriber.pending is None:
            subscriber.step(self.topic)

    @rule(subscriber=subscribers, limit=st.integers(1, 5), shared=st.booleans(), empty=st.booleans())
    def a_slow_read_returns(self, subscriber: Subscriber, limit: int, shared: bool, empty: bool) -> None:
        """A page, of any length, or none if the snapshot was older than the hint; shared with the topic or not."""
        if subscriber.pending is None:
            return
        page = [] if empty else self.log.page(subscriber.pending, limit)
        at_edge = self.topic.at_edge(subscriber.pending)
        subscriber.pending = None
        if shared and at_edge:
            self.topic.offer(page)
        if (delivered := subscriber.handoff.fetched(page)) is not None:
            subscriber.got += delivered.events

    @rule(target=subscribers, subscriber=consumes(subscribers))
    def a_subscriber_drops_and_comes_back(self, subscriber: Subscriber) -> Subscriber:
        """What it got before plus what it gets with its cursor must be the log."""
        self.everyone.remove(subscriber)
        assert subscriber.got == self.log.events[subscriber.after : subscriber.handoff.cursor]
        self.topic.advance(self.log.current_head)
        again = Subscriber(subscriber.handoff.cursor)
        self.everyone.append(again)
        return again

    @invariant()
    def nobody_ever_has_a_gap_a_repetition_or_more_than_the_log(self) -> None:
        for subscriber in self.everyone:
            assert subscriber.got == self.log.events[subscriber.after : subscriber.after + len(subscriber.got)]

    def run_to_rest(self, subscriber: Subscriber) -> None:
        """The poll that covers every loss, then whatever follows."""
        self.topic.advance(self.log.current_head)
        for _ in range(1000):
            if subscriber.pending is not None:
                page = self.log.page(subscriber.pending, 3)
                subscriber.pending = None
                if (delivered := subscriber.handoff.fetched(page)) is not None:
                    subscriber.got += delivered.events
            elif not subscriber.step(self.topic):
                return
        raise AssertionError("a subscriber never came to rest")


HandoffMachine.TestCase.settings = settings(examples(200), stateful_step_count=40)
TestHandoff = HandoffMachine.TestCase
