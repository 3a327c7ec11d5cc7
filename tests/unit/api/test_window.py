"""The frames that somebody in the live set still lacks."""

from __future__ import annotations

import pytest

from service.api.watching.window import Window
from service.log.codec import StoredEvent
from service.tail.handoff import PAGE_EVENTS, LogGapError
from tests.unit.api.test_frames import read_back
from tests.unit.tail.given.list_log import AUDIT, ListLog


def events(count: int) -> list[StoredEvent]:
    return ListLog().append(count)


def test_each_is_given_what_comes_after_its_own_cursor() -> None:
    log, window = events(5), Window(AUDIT, 0)
    window.extend(log[:2])
    window.extend(log[2:])

    assert window.end == 5
    for cursor in (0, 3, 3, 4, 0):
        assert read_back(window.after(cursor)) == [event.body for event in log[cursor:]]
    assert window.after(5) == b""


def test_what_nobody_lacks_is_forgotten_and_the_rest_stays() -> None:
    log, window = events(5), Window(AUDIT, 0)
    window.extend(log)

    window.forget(3)
    window.forget(1)  # old news

    assert read_back(window.after(3)) == [event.body for event in log[3:]]
    window.forget(5)
    assert window.after(5) == b""


def test_what_was_asked_for_before_more_came_is_not_given_again() -> None:
    log, window = events(2), Window(AUDIT, 0)
    window.extend(log[:1])
    assert read_back(window.after(0)) == [log[0].body]

    window.extend(log[1:])

    assert read_back(window.after(0)) == [log[0].body, log[1].body]


def test_a_window_is_full_with_a_page_until_somebody_has_got_it() -> None:
    log, window = events(PAGE_EVENTS), Window(AUDIT, 0)
    assert window.has_room

    window.extend(log)

    assert not window.has_room
    window.forget(PAGE_EVENTS)
    assert window.has_room


def test_a_gap_is_refused() -> None:
    log, window = events(3), Window(AUDIT, 0)
    window.extend(log[:1])

    with pytest.raises(LogGapError, match="expected event 2 after the cursor, the log gave 3"):
        window.extend(log[2:])
