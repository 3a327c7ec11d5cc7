"""Keeping a lease: what ended the work is what is told, whatever becomes of the lease afterwards."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, cast

import pytest

from service.audits.lease_renewal import run_under_lease
from service.errors import DatabaseFailed, StreamEnded
from service.log.values import Lease
from tests.virtual_time import run_at_once

LEASE = Lease("a", "me", 1)
LEASE_S = 30


class Gone:
    """A store whose database is gone."""

    async def renew(self, *_: object) -> None:
        raise DatabaseFailed("write", "gone")

    async def release(self, *_: object) -> None:
        raise DatabaseFailed("write", "gone")


class Silent(Gone):
    """A store whose database takes every question and answers none."""

    async def renew(self, *_: object) -> None:
        await asyncio.Event().wait()


class Back(Gone):
    """A store whose database is gone for one question, then there again until the audit is cancelled."""

    def __init__(self) -> None:
        self.asked = 0

    async def renew(self, *_: object) -> None:
        self.asked += 1
        if self.asked == 1:
            raise DatabaseFailed("write", "gone")
        if self.asked > ENOUGH:
            raise StreamEnded("a", 9)


ENOUGH = LEASE_S + 2
"""Renewals, one a second, that take longer than the first lease lasts."""


async def goes_on() -> None:
    await asyncio.Event().wait()


async def fails() -> None:
    raise ZeroDivisionError("what ended the work")


async def succeeds() -> None:
    """There is nothing left to do."""


async def test_a_lease_that_can_not_be_let_go_does_not_hide_what_ended_the_work(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(ZeroDivisionError):
        await run_under_lease(cast("Any", Gone()), LEASE, 10, fails())

    assert caplog.messages == [
        "audit a could not be released, its lease expires by itself: the database could not write: gone"
    ]


async def test_work_that_is_done_is_done_whether_or_not_its_lease_can_be_let_go() -> None:
    await run_under_lease(cast("Any", Gone()), LEASE, 10, succeeds())


@pytest.mark.parametrize("store", [Gone(), Silent()])
def test_work_whose_lease_can_not_be_renewed_is_stopped_before_another_may_take_it_over(store: Gone) -> None:
    with pytest.raises(DatabaseFailed, match=r"lease of audit a: .* take it over; what they have done is kept"):
        run_at_once(run_under_lease(cast("Any", store), LEASE, LEASE_S, goes_on()))


def test_a_lease_that_is_renewed_in_time_after_all_is_kept() -> None:
    with pytest.raises(StreamEnded):
        run_at_once(run_under_lease(cast("Any", Back()), LEASE, LEASE_S, goes_on()))
