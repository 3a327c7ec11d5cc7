"""The pace of the writer: together where the disk is slow, in two halves where the event loop is."""

from __future__ import annotations

import pytest

from service.log.sqlite.writing.pace import LEAST, Pace


def paced(*, disk_s: float, turn_s: float, batches: int = 50) -> Pace:
    """A pace that has seen so many batches, of which none is due."""
    pace = Pace()
    for _ in range(batches):
        pace.wrote(disk_s)
        pace.turned(turn_s)
    return pace


def test_nobody_is_kept_waiting_at_first() -> None:
    assert Pace().share(1) == 1
    assert Pace().share(100) == 100


@pytest.mark.parametrize("waiting", [1, 2 * LEAST, 100])
def test_where_the_disk_is_slow_all_go_together_and_wait_for_those_who_have_just_been_told(waiting: int) -> None:
    pace = paced(disk_s=0.01, turn_s=0.001)

    assert pace.share(waiting) == waiting
    pace.wrote(0.01)
    assert pace.share(waiting) == 0
    pace.turned(0.001)
    assert pace.share(waiting) == waiting


def test_where_the_loop_is_slow_half_of_many_go_first_and_the_others_while_it_works() -> None:
    pace = paced(disk_s=0.0001, turn_s=0.0004)

    assert pace.share(16) == 8
    pace.wrote(0.0001)
    assert pace.share(8) == 8


@pytest.mark.parametrize("waiting", [1, 2 * LEAST - 1])
def test_few_are_never_parted(waiting: int) -> None:
    assert paced(disk_s=0.0001, turn_s=0.0004).share(waiting) == waiting


def test_one_slow_batch_does_not_change_the_pace() -> None:
    pace = paced(disk_s=0.0001, turn_s=0.0004)
    pace.wrote(0.002)
    pace.turned(0.0004)

    assert pace.share(16) == 8


def test_a_disk_that_has_become_slow_changes_it() -> None:
    pace = paced(disk_s=0.0001, turn_s=0.0004)
    for _ in range(10):
        pace.wrote(0.002)
        pace.turned(0.0004)

    assert pace.share(16) == 16


def test_none_waiting_is_none_to_write() -> None:
    assert Pace().share(0) == 0
    assert paced(disk_s=0.0001, turn_s=0.0004).share(0) == 0
